"""Tools a client offers, how the model may choose among them, and the calls it makes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from proxy.canonical.unset import UNSET, Unset


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolDefinition:
    """A function the model may call; `parameters` is its JSON Schema."""

    name: str
    description: str | Unset = UNSET
    parameters: Mapping[str, Any] | Unset = UNSET
    strict: bool | None | Unset = UNSET
    extra: Mapping[str, Any] = field(default_factory=dict)


class ToolChoiceMode(Enum):
    """How free the model is."""

    AUTO = "auto"
    NONE = "none"
    REQUIRED = "required"
    NAMED = "named"


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolChoice:
    """The client's wish; `name` is set exactly where the mode is `NAMED`."""

    mode: ToolChoiceMode
    name: str | Unset = UNSET
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolCall:
    """One call the model made; `arguments` is the JSON text as the model wrote it, valid or not."""

    id: str
    name: str
    arguments: str
    extra: Mapping[str, Any] = field(default_factory=dict)
