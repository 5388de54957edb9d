"""A streamed answer, event by event; the same facts as `response`, in the order they happen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from proxy.canonical.response import FinishReason
from proxy.canonical.usage import Usage


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """The answer has an id and a model; no content yet. `extra` has what the dialect's frames carry beside."""

    id: str
    model: str
    created: int
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextDelta:
    """More text of choice *index*."""

    text: str
    index: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalDelta:
    """More of the model's refusal."""

    text: str
    index: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasoningDelta:
    """More of the model's visible reasoning."""

    text: str
    index: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolCallStarted:
    """Tool call number *position* of choice *index* begins."""

    position: int
    id: str
    name: str
    index: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolArgumentsDelta:
    """More JSON text of the arguments of tool call number *position*."""

    position: int
    arguments: str
    index: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """Choice *index* is complete."""

    finish_reason: FinishReason
    native_finish_reason: str | None = None
    index: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class UsageReported:
    """The provider's own count."""

    usage: Usage


@dataclass(frozen=True, slots=True, kw_only=True)
class Extra:
    """A frame, or part of one, that this version does not know; replayed to the same dialect only."""

    fields: Mapping[str, Any]
    index: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """The provider reported an error inside the stream; nothing follows."""

    message: str
    code: str | None = None
    status: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """The stream came to its proper end."""


Event: TypeAlias = (
    Started
    | TextDelta
    | RefusalDelta
    | ReasoningDelta
    | ToolCallStarted
    | ToolArgumentsDelta
    | Finished
    | UsageReported
    | Extra
    | Failed
    | Ended
)
