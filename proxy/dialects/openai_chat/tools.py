"""Tools, the choice among them, and the calls a model makes.

A tool of type `function` or `custom` has its particulars in an object of that name; a tool of any other type is a
vendor's own (`web_search`), has no name but its type, and is kept whole.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from proxy.canonical.tools import ToolCall, ToolChoice, ToolChoiceMode, ToolDefinition, ToolKind
from proxy.canonical.unset import UNSET, Unset
from proxy.dialects.members import (
    is_a,
    join_inner,
    keep_inner,
    merge,
    pull,
    pull_inner,
    pull_nullable,
    require,
    wrong,
)
from proxy.dialects.openai_chat.content import encode_cache, pull_cache

KINDS = {"function": ToolKind.FUNCTION, "custom": ToolKind.CUSTOM}
"""Types that are an object with a `name`."""

WRITTEN = {ToolKind.FUNCTION: "arguments", ToolKind.CUSTOM: "input"}
"""The field in which a call carries what the model wrote."""

MODES = {mode.value: mode for mode in ToolChoiceMode if mode is not ToolChoiceMode.NAMED}
ALLOWED = "allowed_tools"


def decode_definitions(value: list[Any], place: str) -> tuple[ToolDefinition, ...]:
    """Return the tools of a request."""
    return tuple(decode_definition(tool, f"{place}[{index}]") for index, tool in enumerate(value))


def decode_definition(value: Any, place: str) -> ToolDefinition:
    """Return the tool that *value* says."""
    members = object_at(value, place)
    word = require(members, "type", str, f"{place}.")
    if word not in KINDS:
        return ToolDefinition(name=word, kind=ToolKind.NATIVE, extra=members)
    inner = dict(require(members, word, dict, f"{place}."))
    return decode_inner(inner, f"{place}.{word}.", kind=KINDS[word], beside=members)


def decode_inner(
    inner: dict[str, Any], place: str, *, kind: ToolKind = ToolKind.FUNCTION, beside: dict[str, Any]
) -> ToolDefinition:
    """Return the tool that *inner*, the object of its type, says; *beside* it stands what else the tool has."""
    name = require(inner, "name", str, place)
    description, parameters = pull(inner, "description", str), pull(inner, "parameters", dict)
    strict = pull_nullable(inner, "strict", bool)
    keep_inner(beside, kind.value, inner)
    return ToolDefinition(
        name=name,
        kind=kind,
        description=description,
        parameters=parameters,
        strict=strict,
        cache=pull_cache(beside),
        extra=beside,
    )


def encode_definition(tool: ToolDefinition, *, has_marks: bool = True) -> dict[str, Any]:
    """Return *tool* as Chat Completions writes it."""
    if tool.kind is ToolKind.NATIVE:
        return merge({"type": tool.name}, tool.extra)
    word = tool.kind.value
    known = {
        "name": tool.name,
        "description": tool.description,
        "parameters": tool.parameters,
        "strict": tool.strict,
    }
    mark = encode_cache(tool.cache) if has_marks else {}
    return merge({"type": word, word: join_inner(known, tool.extra, word), **mark}, tool.extra)


def encode_definitions(tools: Iterable[ToolDefinition] | Unset, *, has_marks: bool) -> list[dict[str, Any]] | Unset:
    """Return the tools of a request as Chat Completions writes them."""
    return UNSET if isinstance(tools, Unset) else [encode_definition(tool, has_marks=has_marks) for tool in tools]


def decode_choice(value: Any) -> ToolChoice:
    """Return the client's wish; a wish of a kind that is new to us is kept whole, beside its mode."""
    if isinstance(value, str) and value in MODES:
        return ToolChoice(mode=MODES[value])
    if not isinstance(value, dict):
        raise wrong("tool_choice", "`none`, `auto`, `required` or an object")
    members = dict(value)
    word = require(members, "type", str, "tool_choice.")
    if word in KINDS:
        inner = dict(require(members, word, dict, "tool_choice."))
        name = require(inner, "name", str, f"tool_choice.{word}.")
        keep_inner(members, word, inner)
        custom = {"type": word} if word == "custom" else {}
        return ToolChoice(mode=ToolChoiceMode.NAMED, name=name, extra={**custom, **members})
    if word == ALLOWED:
        return _decode_allowed(members)
    mode = pull_inner(dict(members), word).get("mode")
    return ToolChoice(mode=MODES.get(str(mode), ToolChoiceMode.AUTO), extra={"type": word, **members})


def _decode_allowed(members: dict[str, Any]) -> ToolChoice:
    """Return a wish among fewer tools; as long as all of them are functions, their names say everything."""
    inner = dict(require(members, ALLOWED, dict, "tool_choice."))
    mode = MODES.get(str(inner.pop("mode", "auto")), ToolChoiceMode.AUTO)
    listed = require(dict(inner), "tools", list, f"tool_choice.{ALLOWED}.")
    names = tuple(name_of(tool, f"tool_choice.{ALLOWED}.tools[{index}]") for index, tool in enumerate(listed))
    if listed == [_named(name) for name in names]:
        del inner["tools"]
    keep_inner(members, ALLOWED, inner)
    return ToolChoice(mode=mode, allowed=names, extra=members)


def name_of(tool: Any, place: str) -> str:
    """Return the name of a tool that is named in a list; a vendor's own has its type for a name."""
    kind = tool.get("type") if isinstance(tool, dict) else None
    if not isinstance(kind, str):
        raise wrong(place, "an object with a `type`")
    inner = tool.get(kind)
    name = inner.get("name") if isinstance(inner, dict) else kind
    if not isinstance(name, str):
        raise wrong(f"{place}.{kind}.name", "a string")
    return name


def _named(name: Any, word: str = "function") -> dict[str, Any]:
    return {"type": word, word: {"name": name}}


def encode_choice(choice: ToolChoice, offered: Iterable[ToolDefinition] | Unset = ()) -> str | dict[str, Any]:
    """Return *choice* as Chat Completions writes it, where these tools are *offered*."""
    customs = {tool.name for tool in offered or () if tool.kind is ToolKind.CUSTOM}
    if choice.mode is ToolChoiceMode.NAMED:
        word = choice.extra.get("type", "custom" if choice.name in customs else "function")
        return merge({"type": word, word: join_inner({"name": choice.name}, choice.extra, word)}, choice.extra)
    if isinstance(choice.allowed, Unset) or choice.mode is ToolChoiceMode.NONE:
        return dict(choice.extra) if choice.extra else choice.mode.value
    tools = [_named(name, "custom" if name in customs else "function") for name in choice.allowed]
    inner = join_inner({"mode": choice.mode.value, "tools": tools}, choice.extra, ALLOWED)
    return merge({"type": ALLOWED, ALLOWED: inner}, choice.extra)


def decode_calls(value: list[Any], place: str) -> tuple[ToolCall, ...]:
    """Return the calls in an assistant's message."""
    return tuple(decode_call(call, f"{place}[{index}]") for index, call in enumerate(value))


def decode_call(value: Any, place: str) -> ToolCall:
    """Return the call that *value* says; imitators leave out the type of a function call."""
    members = object_at(value, place)
    word = members.pop("type", None) or "function"
    if not is_a(word, str) or word not in KINDS:
        raise wrong(f"{place}.type", "`function` or `custom`")
    inner = dict(require(members, word, dict, f"{place}."))
    told = require(members, "id", str, f"{place}.")
    name, arguments = require(inner, "name", str, f"{place}.{word}."), _arguments(inner, f"{place}.{word}.", word)
    keep_inner(members, word, inner)
    return ToolCall(id=told, name=name, arguments=arguments, kind=KINDS[word], extra=members)


def _arguments(inner: dict[str, Any], place: str, word: str) -> str:
    """Return what the model wrote; a call of nothing may leave it out, as imitators do."""
    field = WRITTEN[KINDS[word]]
    if inner.get(field) is None:
        inner.pop(field, None)
        return ""
    return require(inner, field, str, place)


def encode_call(call: ToolCall) -> dict[str, Any]:
    """Return *call* as Chat Completions writes it."""
    word = "custom" if call.kind is ToolKind.CUSTOM else "function"
    known = {"name": call.name, WRITTEN[KINDS[word]]: call.arguments}
    return merge({"id": call.id, "type": word, word: join_inner(known, call.extra, word)}, call.extra)


def object_at(value: Any, place: str) -> dict[str, Any]:
    """Return a copy of the object at *place* to pull from."""
    if not isinstance(value, dict):
        raise wrong(place, "an object")
    return dict(value)


def names_of(tools: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """Return the types of those *tools*, as a body lists them, that are the provider's own."""
    return tuple(tool["type"] for tool in tools if tool["type"] not in KINDS)
