"""A Chat Completions request body, `CompletionCreateParams`, to the canonical request and back.

`max_tokens` is deprecated and OpenAI's reasoning models refuse it, so a decoded bound is written as
`max_completion_tokens`. A null that the canonical form has no place for stays in `extra`.
"""

from collections.abc import Mapping
from typing import Any

from proxy.canonical.jsontext import dump
from proxy.canonical.request import CanonicalRequest, ResponseFormat, ResponseFormatKind
from proxy.canonical.unset import UNSET, Unset
from proxy.dialects.openai_chat import messages, tools
from proxy.dialects.members import (
    check,
    is_a,
    join_inner,
    keep_inner,
    merge,
    pull,
    pull_nullable,
    require,
    wrong,
)
from proxy.dialects.preferences import MEMBERS, split_model
from proxy.dialects.splice import read_object
from proxy.errors import InvalidRequest

KINDS: dict[str, type] = {
    "tools": list,
    "parallel_tool_calls": bool,
    "response_format": dict,
    "temperature": float,
    "top_p": float,
    "seed": int,
    "stream": bool,
    "stream_options": dict,
    "user": str,
    "metadata": dict,
}
TOKEN_FIELDS = ("max_completion_tokens", "max_tokens")
FORMATS = {kind.value: kind for kind in ResponseFormatKind}


def decode(body: bytes) -> CanonicalRequest:
    """Return what *body* asks for; `InvalidRequest` where it is not Chat Completions.

    What it wishes of the lane is the gateway's, and no part of it.
    """
    members = read_object(body)
    check(members, KINDS)
    for member in MEMBERS:
        members.pop(member, None)
    turns = require(members, "messages", list)
    offered = pull(members, "tools", list)
    return CanonicalRequest(
        model=split_model(require(members, "model", str))[0],
        messages=tuple(messages.decode(turn, f"messages[{index}]") for index, turn in enumerate(turns)),
        tools=UNSET if isinstance(offered, Unset) else tools.decode_definitions(offered, "tools"),
        tool_choice=_tool_choice(members),
        parallel_tool_calls=pull(members, "parallel_tool_calls", bool),
        response_format=_response_format(members),
        max_output_tokens=_token_bound(members),
        temperature=pull_nullable(members, "temperature", float),
        top_p=pull_nullable(members, "top_p", float),
        stop=_stop(members),
        seed=pull_nullable(members, "seed", int),
        stream=pull(members, "stream", bool) is True,
        include_usage=_include_usage(members),
        user=pull(members, "user", str),
        metadata=_metadata(members),
        extra=members,
    )


def encode(request: CanonicalRequest) -> bytes:
    """Return *request* as a body."""
    known: dict[str, Any] = {
        "model": request.model,
        "messages": [messages.encode(message) for message in request.messages],
        "tools": tools.encode_all(request.tools),
        "tool_choice": UNSET if isinstance(request.tool_choice, Unset) else tools.encode_choice(request.tool_choice),
        "parallel_tool_calls": request.parallel_tool_calls,
        "response_format": _written_format(request.response_format),
        "max_completion_tokens": request.max_output_tokens,
        "temperature": request.temperature,
        "top_p": request.top_p,
        "stop": list(request.stop) if isinstance(request.stop, tuple) else request.stop,
        "seed": request.seed,
        "stream": request.stream or UNSET,
        "stream_options": _written_options(request),
        "user": request.user,
        "metadata": dict(request.metadata) if isinstance(request.metadata, Mapping) else request.metadata,
    }
    return dump(merge(known, request.extra))


def token_bound(document: Mapping[str, Any]) -> int | None | Unset:
    """Return the bound of the answer, whichever of the two fields has it; OpenAI refuses a request with both."""
    if document.keys().isdisjoint(TOKEN_FIELDS):
        return UNSET
    bounds = {key: document[key] for key in TOKEN_FIELDS if key in document}
    for key, value in bounds.items():
        if value is not None and not (is_a(value, int) and value > 0):
            raise wrong(key, "a positive integer")
    numbers = {value for value in bounds.values() if value is not None}
    if len(numbers) > 1:
        raise InvalidRequest(
            "`max_tokens` and `max_completion_tokens` differ; send `max_completion_tokens` alone",
            param="max_tokens",
            code="conflicting_parameters",
        )
    return numbers.pop() if numbers else (None if bounds else UNSET)


def _token_bound(members: dict[str, Any]) -> int | None | Unset:
    bound = token_bound(members)
    for key in TOKEN_FIELDS:
        members.pop(key, None)
    return bound


def _tool_choice(members: dict[str, Any]) -> Any:
    return UNSET if members.get("tool_choice") is None else tools.decode_choice(members.pop("tool_choice"))


def _response_format(members: dict[str, Any]) -> ResponseFormat | Unset:
    """Take the wish for a shape out; a shape that vendors add (`grammar`) stays whole in `extra`."""
    value = members.get("response_format") or {}
    kind = FORMATS.get(require(dict(value), "type", str, "response_format.")) if value else None
    if kind is None:
        return UNSET
    wish = dict(members.pop("response_format"))
    del wish["type"]
    if kind is not ResponseFormatKind.JSON_SCHEMA:
        return ResponseFormat(kind=kind, extra=wish)
    inner = dict(require(wish, "json_schema", dict, "response_format."))
    return ResponseFormat(
        kind=kind,
        name=require(inner, "name", str, "response_format.json_schema."),
        schema=pull(inner, "schema", dict),
        strict=pull_nullable(inner, "strict", bool),
        description=pull(inner, "description", str),
        extra=_with_rest(wish, inner),
    )


def _with_rest(wish: dict[str, Any], inner: dict[str, Any]) -> dict[str, Any]:
    keep_inner(wish, "json_schema", inner)
    return wish


def _written_format(wish: ResponseFormat | Unset) -> dict[str, Any] | Unset:
    if isinstance(wish, Unset):
        return UNSET
    known: dict[str, Any] = {"type": wish.kind.value}
    if wish.kind is ResponseFormatKind.JSON_SCHEMA:
        fields = {"name": wish.name, "description": wish.description, "schema": wish.schema, "strict": wish.strict}
        known["json_schema"] = join_inner(fields, wish.extra, "json_schema")
    return merge(known, wish.extra)


def _stop(members: dict[str, Any]) -> tuple[str, ...] | None | Unset:
    """Take the stop sequences out; one may be written as a string."""
    if "stop" not in members:
        return UNSET
    stop = members.pop("stop")
    if stop is None:
        return None
    sequences = [stop] if isinstance(stop, str) else stop
    if not isinstance(sequences, list) or not all(isinstance(sequence, str) for sequence in sequences):
        raise wrong("stop", "a string or a list of strings")
    return tuple(sequences)


def _include_usage(members: dict[str, Any]) -> bool | Unset:
    """Take the wish for usage out of `stream_options`; other options stay in `extra`."""
    options = members.get("stream_options") or {}
    check(options, {"include_usage": bool}, "stream_options.")
    if options.get("include_usage") is None:
        return UNSET
    rest = dict(members.pop("stream_options"))
    wish: bool = rest.pop("include_usage")
    keep_inner(members, "stream_options", rest)
    return wish


def _written_options(request: CanonicalRequest) -> dict[str, Any] | Unset:
    if isinstance(request.include_usage, Unset):
        return UNSET
    return join_inner({"include_usage": request.include_usage}, request.extra, "stream_options")


def _metadata(members: dict[str, Any]) -> dict[str, str] | None | Unset:
    """Take the metadata out where it is text, as OpenAI wants it; what vendors allow beside stays in `extra`."""
    metadata = members.get("metadata")
    if isinstance(metadata, dict) and not all(isinstance(value, str) for value in metadata.values()):
        return UNSET
    return pull_nullable(members, "metadata", dict)
