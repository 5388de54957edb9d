"""What can be wrong with a simulated provider; values only, `sabotage` does them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from proxy.canonical.failure import FailureKind
from proxy.errors import InvalidRequest


class FaultKind(Enum):
    """The ways in which providers have been seen to fail."""

    STATUS = "status"
    """An error status, with `retry_after` where the provider asks for patience, and a `failure` that it complains of."""
    RESET = "reset"
    """The connection is reset before any byte."""
    HANG = "hang"
    """The request is taken and never answered."""
    SLOW_DRIP = "slow_drip"
    """Bytes that are no content trickle for `seconds`, then the answer comes."""
    CUT = "cut"
    """The connection is closed after `after` events, or in the middle of a whole answer."""
    MALFORMED = "malformed"
    """Bytes that are not the dialect's, after `after` events."""
    WRONG_CONTENT_TYPE = "wrong_content_type"
    """Status 200 and a page."""
    EMPTY = "empty"
    """Status 200 and nothing."""
    ERROR_EVENT = "error_event"
    """Status 200 and an error object, after `after` events."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A fault that strikes a `share` of calls, from `begins` seconds after it was set, for `lasts` seconds."""

    kind: FaultKind
    share: float = 1.0
    begins: float = 0.0
    lasts: float | None = None
    status: int = 503
    failure: FailureKind | None = None
    message: str | None = None
    """What the provider says; absent is what is usual for the failure."""
    retry_after: float | None = None
    after: int = 0
    seconds: float = 1.0

    def is_active(self, elapsed: float) -> bool:
        """Say whether the fault strikes *elapsed* seconds after it was set."""
        return self.begins <= elapsed and (self.lasts is None or elapsed < self.begins + self.lasts)


FIELDS: dict[str, tuple[str, type[int] | type[float]]] = {
    "share": ("share", float),
    "from": ("begins", float),
    "for": ("lasts", float),
    "status": ("status", int),
    "retry_after": ("retry_after", float),
    "after": ("after", int),
    "seconds": ("seconds", float),
}
"""The fields of a fault as a document names them."""


def read_fault(document: Any) -> Fault | None:
    """Return the fault that *document* describes, null being none; `InvalidRequest` where it cannot be one."""
    if document is None:
        return None
    kinds = {kind.value: kind for kind in FaultKind}
    if not isinstance(document, Mapping) or str(document.get("kind")) not in kinds:
        raise InvalidRequest(f"a fault is an object with a `kind` of {', '.join(kinds)}", param="kind")
    values: dict[str, Any] = read_words(document)
    for name, value in document.items():
        if name in WORDS:
            continue
        if name not in FIELDS or not isinstance(value, int | float):
            raise InvalidRequest(f"`{name}` is not a number that a fault has", param=name)
        field, number = FIELDS[name]
        values[field] = number(value)
    return Fault(kind=kinds[str(document["kind"])], **values)


WORDS = frozenset({"kind", "failure", "message"})
"""The fields of a fault that are no numbers."""


def read_words(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a provider complains of, and in which words; `InvalidRequest` where nobody does."""
    failure, message = document.get("failure"), document.get("message")
    known = {kind.value: kind for kind in FailureKind}
    if failure is not None and failure not in known:
        raise InvalidRequest(f"a `failure` is one of {', '.join(known)}", param="failure")
    if message is not None and not isinstance(message, str):
        raise InvalidRequest("a `message` is text", param="message")
    return {"failure": known.get(failure) if failure else None, "message": message}
