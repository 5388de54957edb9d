"""A model, apart from who serves it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A model by its `vendor/name`; `place` is the `file:line:col` of its document."""

    id: str
    title: str
    place: str
