"""A whole answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from proxy.canonical.tools import ToolCall
from proxy.canonical.unset import UNSET, Unset
from proxy.canonical.usage import Usage


class FinishReason(Enum):
    """Why the model stopped, normalised; the provider's own word is kept beside it."""

    STOP = "stop"
    LENGTH = "length"
    TOOL_CALLS = "tool_calls"
    CONTENT_FILTER = "content_filter"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One of the answers; nearly always there is one, with index 0."""

    index: int = 0
    content: str | None | Unset = UNSET
    refusal: str | None | Unset = UNSET
    reasoning: str | None | Unset = UNSET
    tool_calls: tuple[ToolCall, ...] = ()
    finish_reason: FinishReason | None = None
    native_finish_reason: str | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)
    """Unknown fields of the choice."""
    message_extra: Mapping[str, Any] = field(default_factory=dict)
    """Unknown fields of the message inside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CanonicalResponse:
    """A complete answer; `created` is in seconds since the epoch."""

    id: str
    model: str
    created: int
    choices: tuple[Choice, ...]
    usage: Usage | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)
