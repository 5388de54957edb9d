"""Tools and the choice among them.

A tool is flat here: its name stands beside its type. A type other than `function` and `custom` is a provider's own
tool and is kept whole; its type is its name. `strict` is required, and its default differs: Responses tries to be
strict where nothing is said, Chat Completions and others do not. So what another dialect left unsaid is written as
`false`, and what a client of this one left unsaid as null.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from proxy.canonical.tools import ToolChoice, ToolChoiceMode, ToolDefinition, ToolKind
from proxy.canonical.unset import UNSET, Unset
from proxy.dialects.members import merge, pull, require, wrong
from proxy.dialects.openai_responses.ids import word as word_of
from proxy.dialects.openai_responses.items import object_at

KINDS = {"function": ToolKind.FUNCTION, "custom": ToolKind.CUSTOM}
WORDS = {kind: word for word, kind in KINDS.items()}
MODES = {mode.value: mode for mode in ToolChoiceMode if mode is not ToolChoiceMode.NAMED}
ALLOWED = "allowed_tools"


def decode_definitions(value: Iterable[Any], place: str) -> tuple[ToolDefinition, ...]:
    """Return the tools of a request."""
    return tuple(decode_definition(tool, f"{place}[{index}]") for index, tool in enumerate(value))


def decode_definition(value: Any, place: str) -> ToolDefinition:
    """Return the tool that *value* says."""
    members = object_at(value, place)
    word = require(members, "type", str, f"{place}.")
    if word not in KINDS:
        return ToolDefinition(name=word, kind=ToolKind.NATIVE, extra=members)
    known: dict[str, Any] = {
        "name": require(members, "name", str, f"{place}."),
        "description": pull(members, "description", str),
    }
    if word == "function":
        known |= {"parameters": pull(members, "parameters", dict), "strict": pull(members, "strict", bool)}
        if isinstance(known["strict"], Unset):
            members["strict"] = None
    left = {key: told for key, told in members.items() if told is not None or key == "strict"}
    return ToolDefinition(kind=KINDS[word], **known, extra=left)


def encode_definition(tool: ToolDefinition) -> dict[str, Any]:
    """Return *tool* as Responses writes it."""
    if tool.kind is ToolKind.NATIVE:
        return {"type": tool.name, **tool.extra}
    known: dict[str, Any] = {"type": WORDS[tool.kind], "name": tool.name, "description": tool.description}
    if tool.kind is ToolKind.FUNCTION:
        known["parameters"] = None if isinstance(tool.parameters, Unset) else tool.parameters
        known["strict"] = tool.strict
        if isinstance(tool.strict, Unset) and "strict" not in tool.extra:
            known["strict"] = False
    return merge(known, tool.extra)


def decode_choice(value: Any) -> ToolChoice:
    """Return the client's wish; a provider's own tool is named by its type."""
    if isinstance(value, str) and value in MODES:
        return ToolChoice(mode=MODES[value])
    if not isinstance(value, dict):
        raise wrong("tool_choice", "`none`, `auto`, `required` or an object")
    word = require(dict(value), "type", str, "tool_choice.")
    if word == ALLOWED:
        return _decode_allowed(value)
    if word in KINDS:
        return ToolChoice(mode=ToolChoiceMode.NAMED, name=require(dict(value), "name", str, "tool_choice."))
    return ToolChoice(mode=ToolChoiceMode.NAMED, name=word, extra=value)


def _decode_allowed(value: Mapping[str, Any]) -> ToolChoice:
    """Return a choice among some of the tools; those that have more than a name are kept as they are."""
    listed = require(dict(value), "tools", list, "tool_choice.")
    entries = [object_at(entry, f"tool_choice.tools[{index}]") for index, entry in enumerate(listed)]
    mode = MODES.get(str(value.get("mode")), ToolChoiceMode.AUTO)
    is_plain = all(entry.keys() == {"type", "name"} and word_of(entry) in KINDS for entry in entries)
    return ToolChoice(
        mode=mode,
        allowed=tuple(str(entry.get("name") or entry.get("type")) for entry in entries),
        extra={} if is_plain else {"tools": entries},
    )


def encode_choice(choice: ToolChoice, tools: tuple[ToolDefinition, ...] | Unset) -> str | dict[str, Any]:
    """Return *choice* among *tools*, which tell the type of each, as Responses writes it."""
    if "type" in choice.extra:
        return dict(choice.extra)
    kinds = {tool.name: WORDS.get(tool.kind, tool.name) for tool in tools or ()}
    if isinstance(choice.allowed, tuple):
        named = [{"type": kinds.get(name, "function"), "name": name} for name in choice.allowed]
        mode = choice.mode if choice.mode is ToolChoiceMode.REQUIRED else ToolChoiceMode.AUTO
        return merge({"type": ALLOWED, "mode": mode.value, "tools": choice.extra.get("tools", named)}, choice.extra)
    if choice.mode is ToolChoiceMode.NAMED:
        return {"type": kinds.get(str(choice.name), "function"), "name": choice.name}
    return str(choice.mode.value)


def names(value: Any, place: str) -> Iterator[str]:
    """Yield the names of the tools that *value* lists; a provider's own has its type for one, and may hold others."""
    for index, tool in enumerate(value if isinstance(value, list) else ()):
        members = object_at(tool, f"{place}[{index}]")
        word = require(dict(members), "type", str, f"{place}[{index}].")
        yield require(members, "name", str, f"{place}[{index}].") if word in KINDS else word
        if word not in KINDS and isinstance(members.get("tools"), list):
            yield from names(members["tools"], f"{place}[{index}].tools")


def natives(value: Any) -> Iterator[str]:
    """Yield the types of the providers' own tools that *value* lists."""
    for tool in value if isinstance(value, list) else ():
        word = tool.get("type") if isinstance(tool, dict) else None
        if isinstance(word, str) and word not in KINDS:
            yield word


def encode_all(tools: tuple[ToolDefinition, ...] | Unset) -> list[dict[str, Any]] | Unset:
    """Return the tools of a request as Responses writes them."""
    return UNSET if isinstance(tools, Unset) else [encode_definition(tool) for tool in tools]
