"""Tools on offer and the choice among them.

A tool without a `type`, or with the type `custom`, is the client's own and has a JSON Schema. Any other type is one that
Anthropic defines (`web_search_20250305`, `bash_20250124`), kept whole.

What other dialects have and Messages has not: a tool that takes plain text is offered with the one member `input`; a
choice among some of the tools is said by offering those alone. Anthropic refuses a conversation with calls and without
tools; there the tools that were called are named again, and none may be called.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from proxy.canonical.request import CanonicalRequest, Message
from proxy.canonical.tools import ToolChoice, ToolChoiceMode, ToolDefinition, ToolKind
from proxy.canonical.unset import UNSET, Unset
from proxy.dialects.anthropic_messages import cachemarks, schemas
from proxy.dialects.anthropic_messages.arguments import WHOLE
from proxy.dialects.members import check, merge, pull, require, wrong

Tool = dict[str, Any]

OWN_TYPES = (None, "custom")
"""Types of a tool that is the client's own."""

MODES = {
    "auto": ToolChoiceMode.AUTO,
    "any": ToolChoiceMode.REQUIRED,
    "none": ToolChoiceMode.NONE,
    "tool": ToolChoiceMode.NAMED,
}
WORDS = {mode: word for word, mode in MODES.items()}
SINGLY = "disable_parallel_tool_use"

NO_ARGUMENTS = {"type": "object", "properties": {}}
PLAIN_TEXT = {"type": "object", "properties": {WHOLE: {"type": "string"}}, "required": [WHOLE]}
KINDS: dict[str, type] = {"description": str, "input_schema": dict, "strict": bool}


def decode_all(values: Iterable[Any]) -> tuple[ToolDefinition, ...]:
    """Return the tools of a request."""
    return tuple(decode(value, f"tools[{index}]") for index, value in enumerate(values))


def decode(value: Any, place: str) -> ToolDefinition:
    """Return the tool that *value* says."""
    if not isinstance(value, dict):
        raise wrong(place, "an object")
    members = dict(value)
    kind = members.get("type")
    if kind not in OWN_TYPES:
        return ToolDefinition(name=require(members, "type", str, f"{place}."), kind=ToolKind.NATIVE, extra=members)
    check(members, KINDS, f"{place}.")
    return ToolDefinition(
        name=require(members, "name", str, f"{place}."),
        description=pull(members, "description", str),
        parameters=pull(members, "input_schema", dict),
        strict=pull(members, "strict", bool),
        cache=cachemarks.pull(members),
        extra=members,
    )


def encode(tool: ToolDefinition) -> Tool:
    """Return *tool* as Messages writes it."""
    if tool.kind is ToolKind.NATIVE:
        return {"type": tool.name, **tool.extra}
    known = {
        "name": tool.name,
        "description": tool.description,
        "input_schema": _schema(tool),
        "strict": UNSET if tool.strict is None else tool.strict,
        cachemarks.MEMBER: cachemarks.write(tool.cache),
    }
    return merge(known, tool.extra)


def _schema(tool: ToolDefinition) -> Any:
    """Return the schema of *tool*, which must say that it is an object's."""
    if tool.kind is ToolKind.CUSTOM:
        return PLAIN_TEXT
    if isinstance(tool.parameters, Unset):
        return NO_ARGUMENTS
    schema = tool.parameters if "type" in tool.parameters else {"type": "object", **tool.parameters}
    return schemas.fit(schema) if tool.strict else schema


def decode_choice(value: dict[str, Any]) -> tuple[ToolChoice, bool | Unset]:
    """Return the client's wish, and whether several calls at once are welcome."""
    members = dict(value)
    mode = MODES.get(require(members, "type", str, "tool_choice."))
    if mode is None:
        raise wrong("tool_choice.type", "one of " + ", ".join(f"`{word}`" for word in MODES))
    name = require(members, "name", str, "tool_choice.") if mode is ToolChoiceMode.NAMED else UNSET
    singly = pull(members, SINGLY, bool)
    return ToolChoice(mode=mode, name=name, extra=members), UNSET if isinstance(singly, Unset) else not singly


def encode_all(request: CanonicalRequest, lost: set[str]) -> tuple[list[Tool] | Unset, Tool | Unset]:
    """Return `tools` and `tool_choice` of *request*; without tools there is nothing to choose."""
    offered = [encode(tool) for tool in _offered(request)]
    if not offered:
        lost.update(name for name in ("tool_choice", "parallel_tool_calls") if getattr(request, name) is not UNSET)
        return _named_again(request.messages)
    return offered, _choice(request.tool_choice, request.parallel_tool_calls)


def _offered(request: CanonicalRequest) -> Sequence[ToolDefinition]:
    tools = request.tools or ()
    allowed = UNSET if isinstance(request.tool_choice, Unset) else request.tool_choice.allowed
    return tools if isinstance(allowed, Unset) else [tool for tool in tools if tool.name in allowed]


def _choice(choice: ToolChoice | Unset, is_parallel: bool | Unset) -> Tool | Unset:  # noqa: FBT001 - a client's word
    if isinstance(choice, Unset):
        return {"type": "auto", SINGLY: True} if is_parallel is False else UNSET
    known: Tool = {"type": WORDS[choice.mode], "name": choice.name}
    if choice.mode is not ToolChoiceMode.NONE and not isinstance(is_parallel, Unset):
        known[SINGLY] = not is_parallel
    return merge(known, choice.extra)


def _named_again(turns: Iterable[Message]) -> tuple[list[Tool] | Unset, Tool | Unset]:
    """Return tools and choice for a conversation that has calls but no tools."""
    called = dict.fromkeys(call.name for turn in turns for call in turn.tool_calls)
    if not called:
        return UNSET, UNSET
    return [{"name": name, "input_schema": NO_ARGUMENTS} for name in called], {"type": "none"}
