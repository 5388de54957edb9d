"""A request, whatever dialect it came in."""

from collections.abc import Mapping
from dataclasses import field
from enum import Enum
from typing import Any

from proxy.canonical.cache import CacheMark
from proxy.canonical.content import Part, TextPart
from proxy.canonical.tools import ToolCall, ToolChoice, ToolDefinition
from proxy.canonical.unset import UNSET, Unset
from proxy.values import value


class Role(Enum):
    """Who speaks."""

    SYSTEM = "system"
    DEVELOPER = "developer"
    USER = "user"
    ASSISTANT = "assistant"
    TOOL = "tool"


@value
class Message:
    """One turn, as the sequence of its parts; an assistant's thoughts and calls are parts of it.

    `content` is a string where the client wrote a bare string and the turn is nothing else, which is a shorter way to
    write one `TextPart`. A `TOOL` turn answers the one call `tool_call_id`, and `is_error` says that the tool failed;
    dialects that put several results into one turn have a canonical turn for each.
    """

    role: Role
    content: str | tuple[Part, ...] = ()
    name: str | Unset = UNSET
    tool_call_id: str | Unset = UNSET
    is_error: bool | Unset = UNSET
    cache: CacheMark | Unset = UNSET
    """A cache mark on a tool's result as a whole."""
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def parts(self) -> tuple[Part, ...]:
        """The content as parts, whichever way it is written."""
        return (TextPart(text=self.content),) if isinstance(self.content, str) else self.content

    @property
    def text(self) -> str:
        """What the turn says in plain text, all of it together."""
        return "".join(part.text for part in self.parts if isinstance(part, TextPart))

    @property
    def tool_calls(self) -> tuple[ToolCall, ...]:
        """The calls in the turn, in their order."""
        return tuple(part for part in self.parts if isinstance(part, ToolCall))


class ResponseFormatKind(Enum):
    """The shape the answer must have."""

    TEXT = "text"
    JSON_OBJECT = "json_object"
    JSON_SCHEMA = "json_schema"


@value
class ResponseFormat:
    """The client's wish for structured output; `schema` and `name` belong to `JSON_SCHEMA`."""

    kind: ResponseFormatKind
    name: str | Unset = UNSET
    schema: Mapping[str, Any] | Unset = UNSET
    strict: bool | None | Unset = UNSET
    description: str | Unset = UNSET
    extra: Mapping[str, Any] = field(default_factory=dict)


@value
class Reasoning:
    """How much the model shall think, and what it shows of it.

    `effort` is one of `none`, `minimal`, `low`, `medium`, `high`, `xhigh`, `max`; `budget` is in tokens. A client says
    one of them, or only `is_enabled`. `summary` is `auto`, `concise`, `detailed` or `none`; with `is_hidden` the client
    does not want to see any thought.
    """

    is_enabled: bool | Unset = UNSET
    effort: str | Unset = UNSET
    budget: int | Unset = UNSET
    summary: str | Unset = UNSET
    is_hidden: bool | Unset = UNSET
    extra: Mapping[str, Any] = field(default_factory=dict)


@value
class CanonicalRequest:
    """Everything a client asked for; `model` is as the client wrote it.

    The fields from `max_output_tokens` on are the **parameters**: `parameters.py` knows them by these names. A null that
    a client sends for one is as if it were not sent.
    """

    model: str
    messages: tuple[Message, ...]
    stream: bool = False
    include_usage: bool | Unset = UNSET
    max_output_tokens: int | Unset = UNSET
    tools: tuple[ToolDefinition, ...] | Unset = UNSET
    tool_choice: ToolChoice | Unset = UNSET
    parallel_tool_calls: bool | Unset = UNSET
    response_format: ResponseFormat | Unset = UNSET
    reasoning: Reasoning | Unset = UNSET
    verbosity: str | Unset = UNSET
    """`low`, `medium` or `high`."""
    temperature: float | Unset = UNSET
    top_p: float | Unset = UNSET
    top_k: int | Unset = UNSET
    min_p: float | Unset = UNSET
    frequency_penalty: float | Unset = UNSET
    presence_penalty: float | Unset = UNSET
    repetition_penalty: float | Unset = UNSET
    logit_bias: Mapping[str, float] | Unset = UNSET
    logprobs: bool | Unset = UNSET
    top_logprobs: int | Unset = UNSET
    stop: tuple[str, ...] | Unset = UNSET
    seed: int | Unset = UNSET
    choices: int | Unset = UNSET
    """How many answers; OpenAI's `n`."""
    modalities: tuple[str, ...] | Unset = UNSET
    """What the answer may hold: `text`, `audio`, `image`."""
    service_tier: str | Unset = UNSET
    prompt_cache_key: str | Unset = UNSET
    cache: CacheMark | Unset = UNSET
    """A mark for the whole prompt, wherever it ends."""
    user: str | Unset = UNSET
    metadata: Mapping[str, str] | Unset = UNSET
    store: bool | Unset = UNSET
    extra: Mapping[str, Any] = field(default_factory=dict)
