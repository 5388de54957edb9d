"""What a model thought, `ReasoningContentBlock`: a text with a signature, or a blob that nobody can read.

Bedrock's blob is base64 text in JSON, and so is Anthropic's `redacted_thinking.data`, which is carried as it stands. A
thought of another family travels through a client of this dialect as a marked seal: in the signature where the thought
has a text, else in a blob, whose bytes the mark is then.
"""

from base64 import b64decode, b64encode
from binascii import Error
from typing import Any

from proxy.canonical.content import ReasoningPart
from proxy.canonical.seal import Seal, SealKind
from proxy.canonical.unset import UNSET
from proxy.dialects import seals
from proxy.dialects.members import keep_inner, merge, pull, require

FAMILY = "anthropic"
KEY, TEXT, BLOB = "reasoningContent", "reasoningText", "redactedContent"


def decode(members: dict[str, Any], place: str) -> ReasoningPart:
    """Return the thought that the block *members* says."""
    rest = dict(members)
    thought = dict(require(rest, KEY, dict, f"{place}."))
    if BLOB in thought:
        data = require(thought, BLOB, str, f"{place}.{KEY}.")
        keep_inner(rest, KEY, thought)
        return ReasoningPart(seal=from_blob(data), extra=rest)
    said = dict(require(thought, TEXT, dict, f"{place}.{KEY}."))
    text = require(said, "text", str, f"{place}.{KEY}.{TEXT}.")
    signature = pull(said, "signature", str)
    keep_inner(thought, TEXT, said)
    keep_inner(rest, KEY, thought)
    return ReasoningPart(text=text, seal=seals.unwrap(signature, FAMILY) if signature else None, extra=rest)


def encode(part: ReasoningPart) -> dict[str, Any]:
    """Return the block of *part*."""
    if part.seal and (is_own_cipher(part.seal) or (is_hidden(part.seal) and not part.text)):
        return merge({KEY: {BLOB: to_blob(part.seal)}}, part.extra)
    signature = seals.wrap(part.seal, FAMILY) if part.seal else UNSET
    return merge({KEY: {TEXT: merge({"text": part.text, "signature": signature}, {})}}, part.extra)


def is_own_cipher(seal: Seal) -> bool:
    """Say whether *seal* is a thought in cipher that came from a blob, and has no other place."""
    return seal.kind is SealKind.ENCRYPTED and seal.family == FAMILY


def is_hidden(seal: Seal) -> bool:
    """Say whether *seal* goes into a blob: it is the thought itself in cipher, or one that another family signed."""
    return seal.kind is SealKind.ENCRYPTED or seal.family != FAMILY


def to_blob(seal: Seal) -> str:
    """Return *seal* as a blob in base64."""
    if seal.family == FAMILY:
        return seal.data
    return b64encode(seals.wrap(seal, FAMILY).encode("utf-8", "surrogatepass")).decode()


def from_blob(data: str) -> Seal | None:
    """Return the seal that a blob is."""
    if not data.startswith(seals.MARKED_BASE64.decode()[1:]):
        return Seal(family=FAMILY, data=data, kind=SealKind.ENCRYPTED)
    try:
        marked = b64decode(data, validate=True).decode()
    except (Error, ValueError):
        return Seal(family=FAMILY, data=data, kind=SealKind.ENCRYPTED)
    return seals.unwrap(marked, FAMILY, SealKind.ENCRYPTED)
