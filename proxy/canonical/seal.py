"""What a model signed or encrypted for itself: opaque to everybody, and good only for the family that made it."""

from dataclasses import dataclass
from enum import StrEnum


class SealKind(StrEnum):
    """What the data is: a signature over the visible thought, or the thought itself in cipher."""

    SIGNATURE = "signature"
    ENCRYPTED = "encrypted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """Opaque data that must be replayed unchanged to `family` (`anthropic`, `openai`, `google`) and to nobody else.

    `id` is the name that the provider gave the sealed thing, empty where it gave none.
    """

    family: str
    data: str
    kind: SealKind = SealKind.SIGNATURE
    id: str = ""
