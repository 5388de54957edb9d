"""A Chat Completions request body, `CompletionCreateParams`, to the canonical request.

The deprecated `functions` and `function_call` are tools and the choice among them; `max_tokens` is the older name of
`max_completion_tokens`; and who the user is stands in `user`, or else in `safety_identifier`, which takes its place.
"""

from collections.abc import Mapping
from typing import Any

from proxy.canonical.request import CanonicalRequest
from proxy.canonical.tools import ToolChoice, ToolChoiceMode, ToolDefinition
from proxy.canonical.unset import UNSET, Unset
from proxy.dialects.members import check, is_a, keep_inner, pull, require, wrong
from proxy.dialects.openai_chat import formats, parameters, reasoning, tools, turns
from proxy.dialects.openai_chat.content import pull_cache
from proxy.dialects.preferences import MEMBERS, split_model
from proxy.dialects.splice import read_object
from proxy.errors import InvalidRequest

KINDS: Mapping[str, type] = {
    **parameters.KINDS,
    "tools": list,
    "functions": list,
    "response_format": dict,
    "reasoning": dict,
    "reasoning_effort": str,
    "logit_bias": dict,
    "n": int,
    "modalities": list,
    "stream": bool,
    "stream_options": dict,
    "metadata": dict,
}
TOKEN_FIELDS = ("max_completion_tokens", "max_tokens")


def decode(body: bytes) -> CanonicalRequest:
    """Return what *body* asks for; `InvalidRequest` where it is not Chat Completions.

    What it wishes of the lane is the gateway's, and no part of it. A null says what absence says.
    """
    members = {key: value for key, value in read_object(body).items() if value is not None and key not in MEMBERS}
    check(members, KINDS)
    return CanonicalRequest(
        model=split_model(require(members, "model", str))[0],
        messages=turns.decode(require(members, "messages", list)),
        stream=pull(members, "stream", bool) is True,
        include_usage=_include_usage(members),
        max_output_tokens=_token_bound(members),
        tools=_tools(members),
        tool_choice=_tool_choice(members),
        response_format=formats.pull_format(members),
        reasoning=reasoning.pull_reasoning(members),
        logit_bias=parameters.pull_table(members, "logit_bias", float),
        stop=_stop(members),
        choices=pull(members, "n", int),
        modalities=parameters.pull_texts(members, "modalities"),
        cache=pull_cache(members),
        metadata=parameters.pull_table(members, "metadata", str),
        **{"user": _safety(members), **parameters.pull_plain(members)},
        extra=members,
    )


def token_bound(document: Mapping[str, Any]) -> int | Unset:
    """Return the bound of the answer, whichever of the two fields has it; OpenAI refuses a request with both."""
    new, old = document.get("max_completion_tokens"), document.get("max_tokens")
    bound: int | None = old if new is None else new
    if bound is None:
        return UNSET
    for key, value in zip(TOKEN_FIELDS, (new, old), strict=True):
        if value is not None and not (is_a(value, int) and value > 0):
            raise wrong(key, "a positive integer")
    if new is not None and old is not None and new != old:
        raise InvalidRequest(
            "`max_tokens` and `max_completion_tokens` differ; send `max_completion_tokens` alone",
            param="max_tokens",
            code="conflicting_parameters",
        )
    return bound


def _token_bound(members: dict[str, Any]) -> int | Unset:
    bound = token_bound(members)
    for key in TOKEN_FIELDS:
        members.pop(key, None)
    return bound


def _safety(members: dict[str, Any]) -> str | Unset:
    return UNSET if "user" in members else pull(members, "safety_identifier", str)


def _tools(members: dict[str, Any]) -> tuple[ToolDefinition, ...] | Unset:
    """Take the tools out, the deprecated functions behind the others."""
    offered, functions = pull(members, "tools", list), pull(members, "functions", list)
    if isinstance(offered, Unset) and isinstance(functions, Unset):
        return UNSET
    return (*tools.decode_definitions(offered or [], "tools"), *_functions(functions or []))


def _functions(functions: list[Any]) -> tuple[ToolDefinition, ...]:
    places = (f"functions[{index}]" for index in range(len(functions)))
    pairs = zip(functions, places, strict=True)
    return tuple(tools.decode_inner(tools.object_at(each, place), f"{place}.", beside={}) for each, place in pairs)


def _tool_choice(members: dict[str, Any]) -> ToolChoice | Unset:
    """Take the wish out; the deprecated one names its function without a type."""
    if "tool_choice" in members:
        return tools.decode_choice(members.pop("tool_choice"))
    wish = members.pop("function_call", UNSET)
    if isinstance(wish, dict):
        name = require(dict(wish), "name", str, "function_call.")
        return ToolChoice(mode=ToolChoiceMode.NAMED, name=name)
    return UNSET if isinstance(wish, Unset) else tools.decode_choice(wish)


def _stop(members: dict[str, Any]) -> tuple[str, ...] | Unset:
    """Take the stop sequences out; one may be written as a string."""
    stop = members.pop("stop", UNSET)
    if isinstance(stop, Unset):
        return UNSET
    sequences = [stop] if isinstance(stop, str) else stop
    if not isinstance(sequences, list) or not all(isinstance(sequence, str) for sequence in sequences):
        raise wrong("stop", "a string or a list of strings")
    return tuple(sequences)


def _include_usage(members: dict[str, Any]) -> bool | Unset:
    """Take the wish for usage out of `stream_options`; other options stay in `extra`."""
    options = members.pop("stream_options", None)
    if options is None:
        return UNSET
    check(options, {"include_usage": bool}, "stream_options.")
    rest = {key: value for key, value in options.items() if value is not None}
    wish = pull(rest, "include_usage", bool)
    keep_inner(members, "stream_options", rest)
    return wish
