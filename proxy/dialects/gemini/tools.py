"""Tools, `Tool` and `ToolConfig`, to the tools on offer and the choice among them, and back.

One `Tool` holds any number of functions and of Google's own tools, one member each (`googleSearch`, `codeExecution`). A
function's schema is written as JSON Schema, which both APIs take; one in Google's own form is kept beside what it means.

`ANY` with one allowed function is the wish for that function. The mode `VALIDATED` leaves the model free between words and
calls, and alone takes names with that freedom.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from proxy.canonical.tools import ToolChoice, ToolChoiceMode, ToolDefinition, ToolKind
from proxy.canonical.unset import UNSET, Unset
from proxy.dialects.gemini.parts import INPUT
from proxy.dialects.gemini.schemas import to_json_schema
from proxy.dialects.gemini.spelling import listed
from proxy.dialects.members import join_inner, merge, pull, require, wrong

FUNCTIONS, CALLING = "functionDeclarations", "functionCallingConfig"
OPENAPI, JSON_SCHEMA = "parameters", "parametersJsonSchema"
STREAMED = "streamFunctionCallArguments"

MODES = {
    "AUTO": ToolChoiceMode.AUTO,
    "VALIDATED": ToolChoiceMode.AUTO,
    "MODE_UNSPECIFIED": ToolChoiceMode.AUTO,
    "ANY": ToolChoiceMode.REQUIRED,
    "NONE": ToolChoiceMode.NONE,
}
WORDS = {
    ToolChoiceMode.AUTO: "AUTO",
    ToolChoiceMode.REQUIRED: "ANY",
    ToolChoiceMode.NAMED: "ANY",
    ToolChoiceMode.NONE: "NONE",
}
TEXT_INPUT = {"type": "object", "properties": {INPUT: {"type": "string"}}, "required": [INPUT]}
"""The schema of a tool that takes text of any form."""


def each(value: Any) -> Iterator[tuple[str, str, Any]]:
    """Yield every tool that *value* offers as name or type, place and value; functions one by one, the rest by their type."""
    tools = listed(value)
    if not isinstance(tools, list):
        raise wrong("tools", "a list of tools")
    for index, tool in enumerate(tools):
        if not isinstance(tool, dict):
            raise wrong(f"tools[{index}]", "an object")
        for key, inner in tool.items():
            if key == FUNCTIONS:
                yield from _functions(inner, f"tools[{index}].{FUNCTIONS}")
            elif inner is not None:
                yield key, "", inner


def _functions(value: Any, place: str) -> Iterator[tuple[str, str, Any]]:
    declared = listed(value)
    if not isinstance(declared, list):
        raise wrong(place, "a list of functions")
    for index, function in enumerate(declared):
        if not isinstance(function, dict):
            raise wrong(f"{place}[{index}]", "an object")
        yield require(dict(function), "name", str, f"{place}[{index}]."), f"{place}[{index}]", function


def decode(value: Any) -> tuple[ToolDefinition, ...]:
    """Return the tools of a request."""
    return tuple(
        _function(inner) if place else ToolDefinition(name=name, kind=ToolKind.NATIVE, extra={name: inner})
        for name, place, inner in each(value)
    )


def _function(value: Mapping[str, Any]) -> ToolDefinition:
    members = dict(value)
    name = require(members, "name", str)
    description, schema = pull(members, "description", str), pull(members, JSON_SCHEMA, dict)
    own = members.get(OPENAPI)
    if isinstance(schema, Unset) and isinstance(own, dict):
        schema = to_json_schema(own)
    return ToolDefinition(name=name, description=description, parameters=schema, extra=members)


def encode(tools: Iterable[ToolDefinition]) -> list[dict[str, Any]]:
    """Return *tools* as Gemini writes them: a run of functions is one `Tool`."""
    written: list[dict[str, Any]] = []
    for tool in tools:
        if tool.kind is ToolKind.NATIVE:
            written.append(dict(tool.extra))
        elif written and FUNCTIONS in written[-1]:
            written[-1][FUNCTIONS].append(_declared(tool))
        else:
            written.append({FUNCTIONS: [_declared(tool)]})
    return written


def _declared(tool: ToolDefinition) -> dict[str, Any]:
    schema = TEXT_INPUT if tool.kind is ToolKind.CUSTOM else tool.parameters
    known = {
        "name": tool.name,
        "description": tool.description,
        JSON_SCHEMA: UNSET if OPENAPI in tool.extra else schema,
    }
    return merge(known, tool.extra)


def decode_choice(config: dict[str, Any]) -> ToolChoice | Unset:
    """Take the client's wish out of a `ToolConfig`; what it does not say in the hub's words stays in the wish's `extra`."""
    wish = config.get(CALLING)
    if not isinstance(wish, dict):
        return UNSET
    members = dict(config.pop(CALLING))
    word = str(members.pop("mode", None) or "AUTO").upper()
    mode = MODES.get(word)
    if mode is None:
        raise wrong(f"toolConfig.{CALLING}.mode", "one of `AUTO`, `ANY`, `NONE`, `VALIDATED`")
    allowed = _allowed(members)
    if mode is ToolChoiceMode.REQUIRED and allowed and len(allowed) == 1:
        return ToolChoice(mode=ToolChoiceMode.NAMED, name=allowed[0], extra=members)
    if word == "VALIDATED" and not allowed:
        members["mode"] = word
    return ToolChoice(mode=mode, allowed=allowed, extra=members)


def _allowed(members: dict[str, Any]) -> tuple[str, ...] | Unset:
    names = pull(members, "allowedFunctionNames", list)
    if isinstance(names, Unset) or not names:
        return UNSET
    if not all(isinstance(name, str) for name in names):
        raise wrong(f"toolConfig.{CALLING}.allowedFunctionNames", "a list of names")
    return tuple(names)


def encode_choice(choice: ToolChoice) -> dict[str, Any]:
    """Return *choice* as a `functionCallingConfig`.

    Arguments piece by piece, which Vertex AI sends on wish, are not asked for: this dialect's decoder reads whole calls.
    """
    names: Iterable[str] = (choice.name,) if isinstance(choice.name, str) else choice.allowed or ()
    word = WORDS[choice.mode]
    known = {
        "mode": "VALIDATED" if word == "AUTO" and names else word,
        "allowedFunctionNames": list(names) or UNSET,
    }
    extra = {key: value for key, value in choice.extra.items() if key != STREAMED}
    return join_inner(known, {CALLING: extra}, CALLING)
