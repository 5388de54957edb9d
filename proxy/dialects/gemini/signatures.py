"""The signatures of Gemini's thoughts, and what clients of this dialect carry in their place.

`thoughtSignature` is bytes, so base64 in JSON. A signature of Google's own passes as it is. Another family's seal is marked
(`seals.py`) and encoded, since SDKs decode the field and encode it again, in the URL-safe alphabet.

Gemini 3 and later refuse a turn whose first call has no signature, and models before do not look. For calls that another
model made, Google documents two words that are taken in its place (guide to thought signatures of the Gemini API; Vertex AI
documents the first alone). A client of this dialect is given it with such a call, so that its bytes may pass to Google
later.
"""

import base64
import binascii
import re

from proxy.canonical.seal import Seal
from proxy.canonical.unset import UNSET, Unset
from proxy.dialects import seals

FAMILY = "google"
PLACEHOLDER = "skip_thought_signature_validator"
MARKED = seals.MARKED_BASE64.decode().strip('"')

URL_SAFE = str.maketrans("+/", "-_")

UNCHECKED = re.compile(r"(?:gemini-[12][.-]|gemini-pro|gemma|learnlm)")
"""Names of the models that came before the check."""


def bare(model: str) -> str:
    """Return the name of *model* without the collection that it stands in."""
    return model.rpartition("/")[2]


def is_checked(model: str) -> bool:
    """Say whether *model* refuses calls without a signature; one of an unknown name is taken for a later one."""
    return not UNCHECKED.match(bare(model))


def write(seal: Seal | None) -> str | Unset:
    """Return what carries *seal*."""
    if seal is None:
        return UNSET
    text = seals.wrap(seal, FAMILY)
    return text if seal.family == FAMILY else base64.urlsafe_b64encode(text.encode()).decode()


def read(text: str) -> Seal | None:
    """Return the seal that *text* carries; the placeholder is none."""
    if text.translate(URL_SAFE) == PLACEHOLDER:
        return None
    if not text.startswith(MARKED):
        return Seal(family=FAMILY, data=text)
    try:
        return seals.unwrap(base64.b64decode(padded(text), b"-_").decode(), FAMILY)
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return Seal(family=FAMILY, data=text)


def padded(text: str) -> str:
    """Return base64 *text* of either alphabet in the URL-safe one, with the padding that some leave out."""
    return text.translate(URL_SAFE).rstrip("=") + "=" * (-len(text.rstrip("=")) % 4)
