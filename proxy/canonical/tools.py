"""Tools a client offers, how the model may choose among them, and the calls it makes."""

from collections.abc import Mapping
from dataclasses import field
from enum import Enum
from typing import Any

from proxy.canonical.cache import CacheMark
from proxy.canonical.seal import Seal
from proxy.canonical.unset import UNSET, Unset
from proxy.values import value


class ToolKind(Enum):
    """What a tool takes."""

    FUNCTION = "function"
    """A JSON object that its schema describes."""
    CUSTOM = "custom"
    """Text of any form; a dialect without this offers a function whose one argument is `input`."""
    NATIVE = "native"
    """A provider's own tool (web search, code execution); it means something to its own dialect only."""


@value
class ToolDefinition:
    """A tool the model may call; `parameters` is its JSON Schema.

    A `NATIVE` tool has its type for a name and all else in `extra`.
    """

    name: str
    kind: ToolKind = ToolKind.FUNCTION
    description: str | Unset = UNSET
    parameters: Mapping[str, Any] | Unset = UNSET
    strict: bool | None | Unset = UNSET
    cache: CacheMark | Unset = UNSET
    extra: Mapping[str, Any] = field(default_factory=dict)


class ToolChoiceMode(Enum):
    """How free the model is."""

    AUTO = "auto"
    NONE = "none"
    REQUIRED = "required"
    NAMED = "named"


@value
class ToolChoice:
    """The client's wish; `name` is set exactly where the mode is `NAMED`.

    `allowed` names the tools among which the choice is, where they are fewer than those on offer.
    """

    mode: ToolChoiceMode
    name: str | Unset = UNSET
    allowed: tuple[str, ...] | Unset = UNSET
    extra: Mapping[str, Any] = field(default_factory=dict)


@value
class ToolCall:
    """One call the model made, a part of its turn.

    `arguments` is the text as the model wrote it, valid JSON or not; of a `CUSTOM` tool it is its whole input.
    """

    id: str
    name: str
    arguments: str
    kind: ToolKind = ToolKind.FUNCTION
    seal: Seal | None = None
    cache: CacheMark | Unset = UNSET
    extra: Mapping[str, Any] = field(default_factory=dict)
