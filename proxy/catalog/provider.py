"""A provider: the company behind endpoints, and how long to wait for it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeouts:
    """Bounds on one attempt, in seconds.

    `connect` until the connection stands; `first_content` until a stream's first content; `response` until a whole
    answer that is not streamed; `idle` between two pieces of a stream after that.
    """

    connect: float = 5.0
    first_content: float = 60.0
    response: float = 300.0
    idle: float = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """A company that serves models; `place` is the `file:line:col` of its document."""

    id: str
    title: str
    place: str
