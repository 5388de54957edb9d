"""Requests that must be signed: AWS Signature Version 4 by botocore, Google's service accounts by google-auth.

Both libraries are extras (`[aws]`, `[gcp]`), so each is imported when the first endpoint needs it; `SigningUnavailable`
says which one is missing. Signing is arithmetic on what is here: neither asks the network, since a service account signs
its own token for Google's APIs (AIP-4111, self-signed JWT).
"""

import json
import re
from collections.abc import Mapping
from typing import Any, Protocol

from yarl import URL

from proxy.errors import FairlaneError

BEDROCK = "bedrock"
REGION = re.compile(r"bedrock-runtime(?:-fips)?\.([a-z0-9-]+)\.amazonaws\.com")
USUAL_REGION = "us-east-1"
AUDIENCE = "https://{host}/"


class SigningUnavailable(FairlaneError):
    """A credential that cannot sign: the library is not installed, or the secret is not what it must be."""


class Sign(Protocol):
    """What signs requests with one credential."""

    def __call__(self, url: URL, headers: Mapping[str, str], body: bytes) -> Mapping[str, str]:
        """Return the headers that the request is signed with."""
        ...


def aws(secret: str) -> Sign:
    """Return what signs for Amazon Bedrock.

    *secret* is a JSON object with `access_key_id`, `secret_access_key`, and where they are needed `session_token` and
    `region`; the region in the endpoint's address goes first.
    """
    try:
        from botocore.auth import SigV4Auth  # noqa: PLC0415 - an extra, and heavy
        from botocore.awsrequest import AWSRequest  # noqa: PLC0415 - the same
        from botocore.credentials import Credentials  # noqa: PLC0415 - the same
    except ImportError:
        raise SigningUnavailable("signing for AWS needs `pip install fairlane[aws]`") from None
    pair = read_object(secret, "access_key_id", "secret_access_key")
    credentials = Credentials(pair["access_key_id"], pair["secret_access_key"], pair.get("session_token"))

    def sign(url: URL, headers: Mapping[str, str], body: bytes) -> Mapping[str, str]:
        found = REGION.search(url.host or "")
        region = found[1] if found else pair.get("region", USUAL_REGION)
        request = AWSRequest(method="POST", url=str(url), data=body, headers={"Content-Type": headers["Content-Type"]})
        SigV4Auth(credentials, BEDROCK, region).add_auth(request)
        return dict(request.headers.items())

    return sign


def google(secret: str) -> Sign:
    """Return what signs for Google's APIs; *secret* is the JSON of a service account's key."""
    try:
        from google.auth import jwt  # noqa: PLC0415 - an extra, and heavy
    except ImportError:
        raise SigningUnavailable("signing for Google needs `pip install fairlane[gcp]`") from None
    account = read_object(secret, "client_email", "private_key")
    make: Any = jwt.Credentials.from_service_account_info  # typed nowhere
    made: dict[str, Any] = {}

    def sign(url: URL, headers: Mapping[str, str], body: bytes) -> Mapping[str, str]:  # noqa: ARG001 - the interface
        audience = AUDIENCE.format(host=url.host)
        if audience not in made:
            made[audience] = make(account, audience=audience)
        signed: dict[str, str] = {}
        made[audience].before_request(None, "POST", str(url), signed)
        return {"Authorization": signed["authorization"]}

    return sign


def read_object(secret: str, *required: str) -> dict[str, Any]:
    """Return the JSON object that *secret* is; no word of it stands in an error."""
    try:
        found = json.loads(secret)
    except ValueError:
        found = None
    if not isinstance(found, dict) or not all(isinstance(found.get(name), str) for name in required):
        names = ", ".join(f"`{name}`" for name in required)
        raise SigningUnavailable(f"the credential must be a JSON object with {names}")
    return found
