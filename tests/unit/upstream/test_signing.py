"""Requests that must be signed."""

import json

import pytest
from yarl import URL

from proxy.upstream.signing import SigningUnavailable, aws, google

PAIR = {"access_key_id": "AKIDEXAMPLE", "secret_access_key": "wJalrXUtnFEMI"}
JSON = {"Content-Type": "application/json"}


def signed(url, secret=PAIR, body=b"{}"):
    """Return the headers that AWS is shown."""
    return aws(json.dumps(secret))(URL(url, encoded=True), JSON, body)


def test_aws_is_signed_for_the_region_of_its_address():
    """The scope of the signature names the service and the region that the address has."""
    headers = signed("https://bedrock-runtime.eu-central-1.amazonaws.com/model/a.b%3A0/converse")

    assert headers["Authorization"].startswith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/")
    assert "/eu-central-1/bedrock/aws4_request" in headers["Authorization"]
    assert "X-Amz-Date" in headers


def test_the_secret_names_the_region_where_the_address_does_not():
    """An address of one's own (a proxy, a simulator) leaves the region to the secret."""
    headers = signed("http://127.0.0.1:1/model/x/converse", {**PAIR, "region": "ap-south-1", "session_token": "tok"})

    assert "/ap-south-1/" in headers["Authorization"]
    assert "tok" == headers["X-Amz-Security-Token"]


def test_another_body_has_another_signature():
    """The signature covers the body, so what is sent is what was signed."""
    url = "https://bedrock-runtime.us-east-1.amazonaws.com/model/x/converse"

    assert signed(url, body=b"a")["Authorization"] != signed(url, body=b"b")["Authorization"]


@pytest.mark.parametrize("make", [aws, google])
@pytest.mark.parametrize("secret", ["hunter2", "[]", "{}", '{"access_key_id": 1, "client_email": 2}'])
def test_a_secret_of_another_form_is_refused_without_its_text(make, secret):
    """What must be in the secret is said, and nothing of what is."""
    with pytest.raises(SigningUnavailable) as refused:
        make(secret)

    assert "hunter2" not in str(refused.value)


def test_google_gets_a_token_of_the_service_account():
    """The account signs its own token, for the host that is called; Google's library reads it back."""
    import google.auth.jwt as google_jwt
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()
    account = {
        "client_email": "a@p.iam.gserviceaccount.com",
        "private_key": private,
        "private_key_id": "1",
        "token_uri": "https://oauth2.googleapis.com/token",
    }
    headers = google(json.dumps(account))(URL("https://eu-aiplatform.googleapis.com/v1/x"), JSON, b"{}")
    scheme, _, token = headers["Authorization"].partition(" ")
    public = key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    told = google_jwt.decode(token, public, audience="https://eu-aiplatform.googleapis.com/")
    assert ("Bearer", "a@p.iam.gserviceaccount.com") == (scheme, told["iss"])
