"""Tools on offer and the calls a model makes, `ToolV2` and `ToolCallV2`: functions, as OpenAI writes them.

Cohere differs in three ways. A schema is required. Whether tools are strict is one wish for all (`strict_tools`). A
choice is `REQUIRED`, `NONE` or none at all, so one tool by its name is the only one on offer, and required.
"""

from collections.abc import Mapping
from typing import Any

from proxy.canonical.jsontext import dump
from proxy.canonical.request import CanonicalRequest
from proxy.canonical.tools import ToolCall, ToolChoice, ToolChoiceMode, ToolDefinition, ToolKind
from proxy.canonical.unset import UNSET, Unset
from proxy.dialects.members import join_inner, keep_inner, merge, pull, require, wrong

FUNCTION = "function"
ANY_OBJECT: dict[str, Any] = {"type": "object", "properties": {}}
ONE_TEXT: dict[str, Any] = {"type": "object", "properties": {"input": {"type": "string"}}, "required": ["input"]}

MODES = {"REQUIRED": ToolChoiceMode.REQUIRED, "NONE": ToolChoiceMode.NONE}
WORDS = {
    ToolChoiceMode.REQUIRED: "REQUIRED",
    ToolChoiceMode.NAMED: "REQUIRED",
    ToolChoiceMode.NONE: "NONE",
}


def decode_all(values: list[Any], *, strict: bool | Unset) -> tuple[ToolDefinition, ...]:
    """Return the tools on offer, all of them as *strict* as the request says."""
    return tuple(decode(value, f"tools[{index}]", strict=strict) for index, value in enumerate(values))


def decode(value: Any, place: str, *, strict: bool | Unset) -> ToolDefinition:
    """Return the tool that *value* says; one of another type is a provider's own."""
    members = object_at(value, place)
    kind = require(members, "type", str, f"{place}.")
    if kind != FUNCTION:
        return ToolDefinition(name=kind, kind=ToolKind.NATIVE, extra={"type": kind, **members})
    function = dict(require(members, FUNCTION, dict, f"{place}."))
    tool = ToolDefinition(
        name=require(function, "name", str, f"{place}.function."),
        description=pull(function, "description", str),
        parameters=pull(function, "parameters", dict),
        strict=strict,
        extra=members,
    )
    keep_inner(members, FUNCTION, function)
    return tool


def encode_all(request: CanonicalRequest) -> list[dict[str, Any]] | Unset:
    """Return the tools that the model may choose among."""
    if isinstance(request.tools, Unset):
        return UNSET
    return [encode(tool) for tool in request.tools if is_offered(tool, request.tool_choice)]


def is_offered(tool: ToolDefinition, choice: ToolChoice | Unset) -> bool:
    """Say whether *tool* is among those that the *choice* is between."""
    if isinstance(choice, Unset):
        return True
    if choice.mode is ToolChoiceMode.NAMED:
        return tool.name == choice.name
    return isinstance(choice.allowed, Unset) or tool.name in choice.allowed


def encode(tool: ToolDefinition) -> dict[str, Any]:
    """Return *tool* as Cohere writes it."""
    if tool.kind is ToolKind.NATIVE:
        return dict(tool.extra)
    schema = ONE_TEXT if tool.kind is ToolKind.CUSTOM else tool.parameters or ANY_OBJECT
    known = {"name": tool.name, "description": tool.description, "parameters": dict(schema)}
    return merge({"type": FUNCTION, FUNCTION: join_inner(known, tool.extra, FUNCTION)}, tool.extra)


def strictness(request: CanonicalRequest) -> bool | Unset:
    """Return whether tools are strict: where all are, or where all say that they are not."""
    wishes = {tool.strict for tool in request.tools or ()}
    if not wishes or not wishes <= {True, False}:
        return UNSET
    return wishes == {True}


def decode_choice(members: dict[str, Any]) -> ToolChoice | Unset:
    """Take the choice out of a body; another word stays."""
    word = members.get("tool_choice")
    if not isinstance(word, str) or word not in MODES:
        return UNSET
    return ToolChoice(mode=MODES[members.pop("tool_choice")])


def encode_choice(choice: ToolChoice | Unset) -> str | Unset:
    """Return the word for *choice*; without one the model is free."""
    return UNSET if isinstance(choice, Unset) else WORDS.get(choice.mode, UNSET)


def decode_calls(values: list[Any], place: str) -> tuple[ToolCall, ...]:
    """Return the calls of an assistant's turn."""
    return tuple(decode_call(value, f"{place}[{index}]") for index, value in enumerate(values))


def decode_call(value: Any, place: str) -> ToolCall:
    """Return the call that *value* says."""
    members = object_at(value, place)
    if members.pop("type", FUNCTION) != FUNCTION:
        raise wrong(f"{place}.type", "`function`")
    function = dict(require(members, FUNCTION, dict, f"{place}."))
    call = ToolCall(
        id=require(members, "id", str, f"{place}."),
        name=require(function, "name", str, f"{place}.function."),
        arguments=require(function, "arguments", str, f"{place}.function.") if function.get("arguments") else "",
        extra=members,
    )
    function.pop("arguments", None)
    keep_inner(members, FUNCTION, function)
    return call


def encode_call(call: ToolCall) -> dict[str, Any]:
    """Return *call* as Cohere writes it."""
    arguments = dump({"input": call.arguments}).decode() if call.kind is ToolKind.CUSTOM else call.arguments
    known = {"name": call.name, "arguments": arguments}
    return merge({"id": call.id, "type": FUNCTION, FUNCTION: join_inner(known, call.extra, FUNCTION)}, call.extra)


def object_at(value: Any, place: str) -> dict[str, Any]:
    """Return a copy of the object at *place* to pull from."""
    if not isinstance(value, Mapping):
        raise wrong(place, "an object")
    return dict(value)
