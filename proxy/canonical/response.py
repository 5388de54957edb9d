"""A whole answer."""

from collections.abc import Mapping
from dataclasses import field
from enum import Enum
from typing import Any

from proxy.canonical.content import Part, TextPart
from proxy.canonical.tools import ToolCall
from proxy.canonical.unset import UNSET, Unset
from proxy.canonical.usage import Cost, Usage
from proxy.values import value


class FinishReason(Enum):
    """Why the model stopped, normalised; the provider's own word is kept beside it."""

    STOP = "stop"
    LENGTH = "length"
    TOOL_CALLS = "tool_calls"
    CONTENT_FILTER = "content_filter"
    OTHER = "other"


@value
class Choice:
    """One of the answers, as the sequence of its parts; nearly always there is one, with index 0.

    `stop_sequence` is the sequence that ended it, where the provider tells.
    """

    index: int = 0
    parts: tuple[Part, ...] = ()
    finish_reason: FinishReason | None = None
    native_finish_reason: str | None = None
    stop_sequence: str | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)
    """Unknown fields of the choice."""
    message_extra: Mapping[str, Any] = field(default_factory=dict)
    """Unknown fields of the message inside it."""

    @property
    def text(self) -> str:
        """What the answer says in plain text, all of it together."""
        return "".join(part.text for part in self.parts if isinstance(part, TextPart))

    @property
    def tool_calls(self) -> tuple[ToolCall, ...]:
        """The calls in the answer, in their order."""
        return tuple(part for part in self.parts if isinstance(part, ToolCall))


@value
class CanonicalResponse:
    """A complete answer; `created` is in seconds since the epoch, 0 where the provider does not tell."""

    id: str
    model: str
    created: int
    choices: tuple[Choice, ...]
    usage: Usage | None = None
    cost: Cost | None = None
    """Told to clients that want to know."""
    service_tier: str | Unset = UNSET
    extra: Mapping[str, Any] = field(default_factory=dict)
