"""What must not be repeated of a credential."""

import json
from dataclasses import replace

import pytest

from proxy.catalog.secret import Secret
from proxy.upstream.auth import HIDDEN, redact
from tests.support.endpoints import make_endpoint

KEY = "sk-a1b2c3d4e5f6"
PAIR = {"access_key_id": "AKIDEXAMPLE", "secret_access_key": "wJalr/XUtn+FEMI", "region": "eu-north-1"}


def served(secret: str):
    """An endpoint with *secret* for its credential."""
    return replace(make_endpoint("a"), credential=Secret(secret, reference="env:KEY"))


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (f"key {KEY} is wrong, {KEY}!", f"key {HIDDEN} is wrong, {HIDDEN}!"),
        (f"Authorization: Bearer {KEY}", f"Authorization: Bearer {HIDDEN}"),
        ("nothing to hide", "nothing to hide"),
        (f"a long page with {KEY[:9]}…", f"a long page with {HIDDEN}…"),
        (f"a long page with {KEY}…", f"a long page with {HIDDEN}…"),
        ("a long page…", "a long page…"),
    ],
)
def test_a_key_is_taken_out(said, told):
    """Wherever a provider repeats the key, also where its message was cut in the middle of it."""
    assert told == redact(said, served(KEY))


def test_the_secrets_inside_of_a_credential_are_taken_out():
    """A pair of keys is a JSON object, and each of its members is a secret but the public ones."""
    said = f"{PAIR['secret_access_key']} of {PAIR['access_key_id']} in eu-north-1"

    assert f"{HIDDEN} of {HIDDEN} in eu-north-1" == redact(said, served(json.dumps(PAIR)))


def test_without_a_credential_nothing_is_hidden():
    """A server of one's own has none; and a word too short for a secret is left as it is."""
    assert "the key" == redact("the key", make_endpoint("a"))
    assert "the key" == redact("the key", served("key"))
