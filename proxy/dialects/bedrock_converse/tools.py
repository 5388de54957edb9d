"""Tools on offer, `ToolConfiguration`, and the calls a model makes, `ToolUseBlock`.

A tool other than a `toolSpec` is one that Bedrock or the model's vendor runs (`systemTool`). Converse has no way to forbid
a call, so where none may be made the tools are left out; but a history with calls in it needs tools (`ValidationException`
otherwise), so then they stay, and where there are none, those that were called are named. A call's `input` is JSON, where
other dialects have a text that the model may have broken off: what is no JSON object is sent as the member `input` of one,
which is also how a tool that takes a text takes it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from proxy.canonical.jsontext import MalformedJson, dump, parse
from proxy.canonical.request import CanonicalRequest
from proxy.canonical.tools import ToolCall, ToolChoice, ToolChoiceMode, ToolDefinition, ToolKind
from proxy.canonical.unset import UNSET, Unset
from proxy.dialects import callids
from proxy.dialects.bedrock_converse import cachepoints
from proxy.dialects.bedrock_converse.models import Model
from proxy.dialects.members import join_inner, keep_inner, merge, pull, pull_inner, require, wrong

ID = re.compile(r"[a-zA-Z0-9_.:-]{1,64}")
LONGEST_ID = 64
ANY_OBJECT: dict[str, Any] = {"type": "object", "properties": {}}
ONE_TEXT: dict[str, Any] = {"type": "object", "properties": {"input": {"type": "string"}}, "required": ["input"]}

CHOICES = {"auto": ToolChoiceMode.AUTO, "any": ToolChoiceMode.REQUIRED}
WORDS = {mode: word for word, mode in CHOICES.items()}


def decode(config: dict[str, Any]) -> tuple[tuple[ToolDefinition, ...] | Unset, ToolChoice | Unset]:
    """Take the tools and the choice out of a `toolConfig`."""
    offered = pull(config, "tools", list)
    tools = UNSET if isinstance(offered, Unset) else decode_all(offered)
    choice = config.get("toolChoice")
    if choice is None:
        return tools, UNSET
    del config["toolChoice"]
    return tools, decode_choice(choice)


def decode_all(values: list[Any]) -> tuple[ToolDefinition, ...]:
    """Return the tools on offer; a cache point marks the tool before it."""
    tools: list[ToolDefinition] = []
    for index, value in enumerate(values):
        mark = cachepoints.read(value)
        if mark and tools and cachepoints.is_free(tools[-1]):
            tools[-1] = replace(tools[-1], cache=mark)
        else:
            tools.append(decode_one(value, f"toolConfig.tools[{index}]"))
    return tuple(tools)


def decode_one(value: Any, place: str) -> ToolDefinition:
    """Return the tool that *value* says."""
    if not isinstance(value, dict) or not value:
        raise wrong(place, "an object")
    members = dict(value)
    if "toolSpec" not in members:
        return ToolDefinition(name=native_name(members), kind=ToolKind.NATIVE, extra=members)
    spec = dict(require(members, "toolSpec", dict, f"{place}."))
    schema = pull_inner(spec, "inputSchema")
    tool = ToolDefinition(
        name=require(spec, "name", str, f"{place}.toolSpec."),
        description=pull(spec, "description", str),
        parameters=pull(schema, "json", dict),
        strict=pull(spec, "strict", bool),
        extra=members,
    )
    keep_inner(spec, "inputSchema", schema)
    keep_inner(members, "toolSpec", spec)
    return tool


def native_name(members: Mapping[str, Any]) -> str:
    """Return what a tool that the provider runs is called."""
    kind = next(iter(members), "")
    inner = members.get(kind)
    name = inner.get("name") if isinstance(inner, dict) else None
    return name if isinstance(name, str) else kind


def decode_choice(value: Any) -> ToolChoice:
    """Return the client's wish."""
    if not isinstance(value, dict) or not value:
        raise wrong("toolConfig.toolChoice", "`auto`, `any` or `tool`")
    members = dict(value)
    for word, mode in CHOICES.items():
        if word in members:
            keep_inner(members, word, pull_inner(members, word))
            return ToolChoice(mode=mode, extra=members)
    tool = dict(require(members, "tool", dict, "toolConfig.toolChoice."))
    name = require(tool, "name", str, "toolConfig.toolChoice.tool.")
    keep_inner(members, "tool", tool)
    return ToolChoice(mode=ToolChoiceMode.NAMED, name=name, extra=members)


def encode(request: CanonicalRequest, model: Model) -> tuple[dict[str, Any] | Unset, tuple[str, ...]]:
    """Return the `toolConfig` of *request* for *model*, and the names of the parameters that it cannot say."""
    choice = request.tool_choice or UNSET
    called = called_names(request)
    is_forbidden = isinstance(choice, ToolChoice) and choice.mode is ToolChoiceMode.NONE
    if is_forbidden and not called:
        return UNSET, ()
    offered = [tool for tool in request.tools or () if not is_excluded(tool, choice)]
    if not offered and not called:
        return UNSET, ()
    blocks = [block for tool in offered or map(remembered, called) for block in encode_one(tool, model)]
    known = {"tools": blocks, "toolChoice": encode_choice(choice) if offered else UNSET}
    return join_inner(known, request.extra, "toolConfig"), ("tool_choice",) if is_forbidden else ()


def called_names(request: CanonicalRequest) -> list[str]:
    """Return the names of the tools that the history calls, each once."""
    return list(dict.fromkeys(call.name for message in request.messages for call in message.tool_calls))


def remembered(name: str) -> ToolDefinition:
    """Return a tool that is known by its calls alone."""
    return ToolDefinition(name=name)


def is_excluded(tool: ToolDefinition, choice: ToolChoice | Unset) -> bool:
    """Say whether *tool* is not among those that the choice is between."""
    return isinstance(choice, ToolChoice) and isinstance(choice.allowed, tuple) and tool.name not in choice.allowed


def encode_one(tool: ToolDefinition, model: Model) -> Iterable[dict[str, Any]]:
    """Yield the block of *tool*, and that of its cache mark."""
    if tool.kind is ToolKind.NATIVE:
        yield dict(tool.extra)
    else:
        schema = ONE_TEXT if tool.kind is ToolKind.CUSTOM else tool.parameters or ANY_OBJECT
        inner = tool.extra.get("toolSpec")
        beside = inner if isinstance(inner, dict) else {}
        known = {
            "name": tool.name,
            "description": tool.description or UNSET,
            "inputSchema": join_inner({"json": dict(schema)}, beside, "inputSchema"),
            "strict": tool.strict if tool.strict and model.is_strict else UNSET,
        }
        yield merge({"toolSpec": merge(known, beside)}, tool.extra)
    yield from cachepoints.write(tool.cache) if model.caches_tools else ()


def encode_choice(choice: ToolChoice | Unset) -> dict[str, Any] | Unset:
    """Return *choice* as Converse writes it; a wish for no call at all is said by having no tools."""
    if isinstance(choice, Unset) or choice.mode is ToolChoiceMode.NONE:
        return UNSET
    if choice.mode is ToolChoiceMode.NAMED:
        return merge({"tool": join_inner({"name": choice.name}, choice.extra, "tool")}, choice.extra)
    word = WORDS[choice.mode]
    return merge({word: join_inner({}, choice.extra, word)}, choice.extra)


def decode_call(members: dict[str, Any], place: str) -> ToolCall:
    """Return the call that the block *members* says; `InvalidRequest` where it is none of the client's tools."""
    rest = dict(members)
    use = dict(require(rest, "toolUse", dict, f"{place}."))
    if "type" in use:
        raise wrong(f"{place}.toolUse.type", "absent in a call of the client's own tool")
    told = require(use, "toolUseId", str, f"{place}.toolUse.")
    name = require(use, "name", str, f"{place}.toolUse.")
    try:
        arguments = dump(use.pop("input", {})).decode()
    except MalformedJson:
        raise wrong(f"{place}.toolUse.input", "JSON that does not nest so deep") from None
    keep_inner(rest, "toolUse", use)
    return ToolCall(id=told, name=name, arguments=arguments, extra=rest)


def encode_call(call: ToolCall) -> dict[str, Any]:
    """Return the block of *call*."""
    known = {"toolUseId": fit_id(call.id), "name": call.name, "input": input_of(call)}
    return merge({"toolUse": join_inner(known, call.extra, "toolUse")}, call.extra)


def input_of(call: ToolCall) -> dict[str, Any]:
    """Return the arguments of *call* as the object that they are, or that they are put into."""
    if call.kind is ToolKind.CUSTOM:
        return {"input": call.arguments}
    try:
        value = parse(call.arguments) if call.arguments.strip() else {}
    except MalformedJson:
        return {"input": call.arguments}
    return value if isinstance(value, dict) else {"input": value}


def fit_id(told: str) -> str:
    """Return *told*, or an id in its place that Bedrock takes."""
    return callids.fit(told, ID, LONGEST_ID)
