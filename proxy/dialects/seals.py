"""Seals on their way through a client of another family, who carries them without knowing whose they are.

A client of Anthropic's dialect keeps the `signature` of a thought and sends it back, whoever made it. So a seal of
another family travels marked with its family, as `fairlane.<family>.<kind>.<id>.<data>`; the client's own family's
travels as it is. What comes back unmarked is the client's own family's.
"""

from proxy.canonical.seal import Seal, SealKind

MARK = "fairlane."
MARKED = b'"' + MARK.encode()
"""How a marked seal begins in a body."""

MARKED_BASE64 = b'"ZmFpcmxhbmUu'
"""The same in a dialect whose seals are base64; the mark is 9 bytes, so its 12 characters do not depend on what follows."""

NOBODY = "none"
"""The family of a thought that has no seal, for dialects in which every thought must have one."""


def wrap(seal: Seal | None, family: str) -> str:
    """Return *seal* as a client of *family* carries it; of no seal, a mark that says so."""
    if seal is None:
        return f"{MARK}{NOBODY}.{SealKind.SIGNATURE}.."
    return seal.data if seal.family == family else f"{MARK}{seal.family}.{seal.kind}.{seal.id}.{seal.data}"


def unwrap(text: str, family: str, kind: SealKind = SealKind.SIGNATURE, *, name: str = "") -> Seal | None:
    """Return the seal that *text* is, which a client of *family* sent back under the id *name*; `None` for no seal."""
    if not text.startswith(MARK):
        return Seal(family=family, data=text, kind=kind, id=name)
    parts = text.removeprefix(MARK).split(".", 3)
    if len(parts) < 4 or parts[0] == NOBODY or parts[1] not in {each.value for each in SealKind}:  # noqa: PLR2004
        return None
    return Seal(family=parts[0], kind=SealKind(parts[1]), id=parts[2], data=parts[3])
