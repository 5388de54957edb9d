"""`kind: waiver` to `Waiver`; which of them are still in force."""

from collections.abc import Iterable

from proxy.config.documents import Document
from proxy.policy.document import Waiver


def read_waiver(document: Document) -> Waiver:
    """Return the waiver that *document* states."""
    fields = ("id", "policy", "scope", "reason", "approver", "expires")
    return Waiver(place=document.place, **{name: document.value[name] for name in fields})


def split_by_expiry(waivers: Iterable[Waiver], today: str) -> tuple[tuple[Waiver, ...], tuple[Waiver, ...]]:
    """Return the waivers that count on *today* (ISO day), and those that have expired."""
    ordered = sorted(waivers, key=lambda waiver: waiver.id)
    expired = tuple(waiver for waiver in ordered if waiver.has_expired(today))
    return tuple(waiver for waiver in ordered if not waiver.has_expired(today)), expired
