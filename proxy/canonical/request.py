"""A request, whatever dialect it came in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from proxy.canonical.content import Part
from proxy.canonical.tools import ToolCall, ToolChoice, ToolDefinition
from proxy.canonical.unset import UNSET, Unset


class Role(Enum):
    """Who speaks."""

    SYSTEM = "system"
    DEVELOPER = "developer"
    USER = "user"
    ASSISTANT = "assistant"
    TOOL = "tool"


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One turn.

    `content` is a string where the client wrote a string, a tuple of parts where it wrote parts, `None` where it wrote
    null: encoders keep that difference. `tool_call_id` names the call that a `TOOL` message answers.
    """

    role: Role
    content: str | tuple[Part, ...] | None | Unset = UNSET
    name: str | Unset = UNSET
    tool_calls: tuple[ToolCall, ...] = ()
    tool_call_id: str | Unset = UNSET
    extra: Mapping[str, Any] = field(default_factory=dict)


class ResponseFormatKind(Enum):
    """The shape the answer must have."""

    TEXT = "text"
    JSON_OBJECT = "json_object"
    JSON_SCHEMA = "json_schema"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseFormat:
    """The client's wish for structured output; `schema` and `name` belong to `JSON_SCHEMA`."""

    kind: ResponseFormatKind
    name: str | Unset = UNSET
    schema: Mapping[str, Any] | Unset = UNSET
    strict: bool | None | Unset = UNSET
    description: str | Unset = UNSET
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class CanonicalRequest:
    """Everything a client asked for; `model` is as the client wrote it."""

    model: str
    messages: tuple[Message, ...]
    tools: tuple[ToolDefinition, ...] | Unset = UNSET
    tool_choice: ToolChoice | Unset = UNSET
    parallel_tool_calls: bool | Unset = UNSET
    response_format: ResponseFormat | Unset = UNSET
    max_output_tokens: int | None | Unset = UNSET
    temperature: float | None | Unset = UNSET
    top_p: float | None | Unset = UNSET
    stop: tuple[str, ...] | None | Unset = UNSET
    seed: int | None | Unset = UNSET
    stream: bool = False
    include_usage: bool | Unset = UNSET
    user: str | Unset = UNSET
    metadata: Mapping[str, str] | None | Unset = UNSET
    extra: Mapping[str, Any] = field(default_factory=dict)
