"""Tools, the choice among them, and the calls a model makes.

A tool of type `function` or `custom` has its particulars in an object of that name; a tool of any other type is a
vendor's own (`web_search`), has no name but its type, and is kept whole. The type is `function` unless `extra` says so.
"""

from collections.abc import Mapping
from typing import Any

from proxy.canonical.tools import ToolCall, ToolChoice, ToolChoiceMode, ToolDefinition
from proxy.canonical.unset import UNSET, Unset
from proxy.dialects.members import (
    join_inner,
    keep_inner,
    merge,
    pull,
    pull_inner,
    pull_nullable,
    require,
    wrong,
)

NAMED_BY = {"function": "arguments", "custom": "input"}
"""Types that are an object with a `name`, and the field in which a call to one carries what the model wrote."""

MODES = {mode.value: mode for mode in ToolChoiceMode if mode is not ToolChoiceMode.NAMED}


def decode_definitions(value: list[Any], place: str) -> tuple[ToolDefinition, ...]:
    """Return the tools of a request."""
    return tuple(decode_definition(tool, f"{place}[{index}]") for index, tool in enumerate(value))


def decode_definition(value: Any, place: str) -> ToolDefinition:
    """Return the tool that *value* says."""
    members = object_at(value, place)
    kind = require(dict(members), "type", str, f"{place}.")
    if kind not in NAMED_BY:
        return ToolDefinition(name=kind, extra=members)
    inner = dict(require(members, kind, dict, f"{place}."))
    return ToolDefinition(
        name=require(inner, "name", str, f"{place}.{kind}."),
        description=pull(inner, "description", str),
        parameters=pull(inner, "parameters", dict),
        strict=pull_nullable(inner, "strict", bool),
        extra=_left(members, kind, inner),
    )


def encode_definition(tool: ToolDefinition) -> dict[str, Any]:
    """Return *tool* as Chat Completions writes it."""
    kind = tool.extra.get("type", "function")
    if kind not in NAMED_BY:
        return dict(tool.extra)
    known = {
        "name": tool.name,
        "description": tool.description,
        "parameters": tool.parameters,
        "strict": tool.strict,
    }
    return merge({"type": kind, kind: join_inner(known, tool.extra, kind)}, tool.extra)


def decode_choice(value: Any) -> ToolChoice:
    """Return the client's wish; a wish of a kind of its own (`allowed_tools`) is kept whole, beside its mode."""
    if isinstance(value, str) and value in MODES:
        return ToolChoice(mode=MODES[value])
    if not isinstance(value, dict):
        raise wrong("tool_choice", "`none`, `auto`, `required` or an object")
    members = dict(value)
    kind = require(dict(members), "type", str, "tool_choice.")
    if kind in NAMED_BY:
        inner = dict(require(members, kind, dict, "tool_choice."))
        name = require(inner, "name", str, f"tool_choice.{kind}.")
        return ToolChoice(mode=ToolChoiceMode.NAMED, name=name, extra=_left(members, kind, inner))
    mode = pull_inner(dict(members), kind).get("mode")
    return ToolChoice(mode=MODES.get(str(mode), ToolChoiceMode.AUTO), extra=members)


def encode_choice(choice: ToolChoice) -> str | dict[str, Any]:
    """Return *choice* as Chat Completions writes it."""
    kind = choice.extra.get("type", "function")
    if choice.mode is ToolChoiceMode.NAMED:
        return merge({"type": kind, kind: join_inner({"name": choice.name}, choice.extra, kind)}, choice.extra)
    return dict(choice.extra) if choice.extra else choice.mode.value


def decode_calls(value: list[Any], place: str) -> tuple[ToolCall, ...]:
    """Return the calls in an assistant's message."""
    return tuple(decode_call(call, f"{place}[{index}]") for index, call in enumerate(value))


def decode_call(value: Any, place: str) -> ToolCall:
    """Return the call that *value* says; imitators leave out the type of a function call."""
    members = object_at(value, place)
    kind = members.get("type", "function")
    if not isinstance(kind, str) or kind not in NAMED_BY:
        raise wrong(f"{place}.type", "`function` or `custom`")
    inner = dict(require(members, kind, dict, f"{place}."))
    return ToolCall(
        id=require(members, "id", str, f"{place}."),
        name=require(inner, "name", str, f"{place}.{kind}."),
        arguments=require(inner, NAMED_BY[kind], str, f"{place}.{kind}."),
        extra=_left(members, kind, inner),
    )


def encode_call(call: ToolCall) -> dict[str, Any]:
    """Return *call* as Chat Completions writes it."""
    kind = call.extra.get("type", "function")
    known = {"name": call.name, NAMED_BY.get(kind, "arguments"): call.arguments}
    return merge({"id": call.id, "type": kind, kind: join_inner(known, call.extra, kind)}, call.extra)


def encode_all(tools: tuple[ToolDefinition, ...] | Unset) -> list[dict[str, Any]] | Unset:
    """Return the tools of a request as Chat Completions writes them."""
    return UNSET if isinstance(tools, Unset) else [encode_definition(tool) for tool in tools]


def object_at(value: Any, place: str) -> dict[str, Any]:
    """Return a copy of the object at *place* to pull from."""
    if not isinstance(value, dict):
        raise wrong(place, "an object")
    return dict(value)


def _left(members: dict[str, Any], kind: str, inner: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is left of a typed object as `extra`, which names the type only where it is not `function`."""
    keep_inner(members, kind, inner)
    if kind == "function":
        members.pop("type", None)
    return members
