"""What a model signed or encrypted for itself: opaque to everybody, and good only for the family that made it."""

from enum import StrEnum

from proxy.values import value


class SealKind(StrEnum):
    """What the data is: a signature over the visible thought, or the thought itself in cipher."""

    SIGNATURE = "signature"
    ENCRYPTED = "encrypted"


@value
class Seal:
    """Opaque data that must be replayed unchanged to `family` (`anthropic`, `openai`, `google`) and to nobody else.

    `id` is the name that the provider gave the sealed thing, empty where it gave none.
    """

    family: str
    data: str
    kind: SealKind = SealKind.SIGNATURE
    id: str = ""
