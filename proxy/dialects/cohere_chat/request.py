"""A `v2/chat` request body to the canonical request.

Documents to answer from, how to cite, safety modes and priorities are Cohere's own and stay in `extra`.
"""

from collections.abc import Mapping
from typing import Any

from proxy.canonical.request import CanonicalRequest, Reasoning, ResponseFormat, ResponseFormatKind
from proxy.canonical.unset import UNSET, Unset
from proxy.dialects.cohere_chat import messages, tools
from proxy.dialects.members import check, is_a, pull, require, wrong
from proxy.dialects.preferences import MEMBERS, split_model
from proxy.dialects.splice import read_object

KINDS: dict[str, type] = {
    "messages": list,
    "tools": list,
    "strict_tools": bool,
    "tool_choice": str,
    "documents": list,
    "response_format": dict,
    "max_tokens": int,
    "stop_sequences": list,
    "temperature": float,
    "seed": int,
    "frequency_penalty": float,
    "presence_penalty": float,
    "k": int,
    "p": float,
    "logprobs": bool,
    "thinking": dict,
    "stream": bool,
}
NUMBERS = {
    "temperature": ("temperature", float),
    "p": ("top_p", float),
    "k": ("top_k", int),
    "seed": ("seed", int),
    "frequency_penalty": ("frequency_penalty", float),
    "presence_penalty": ("presence_penalty", float),
    "logprobs": ("logprobs", bool),
}
"""Member of a body to its canonical name and its kind, for what needs no more than that."""

FORMATS = {"text": ResponseFormatKind.TEXT, "json_object": ResponseFormatKind.JSON_OBJECT}


def decode(body: bytes) -> CanonicalRequest:
    """Return what *body* asks for; `InvalidRequest` where it is not Cohere's."""
    members = read_object(body)
    check(members, KINDS)
    for member in MEMBERS:
        members.pop(member, None)
    turns = require(members, "messages", list)
    known: dict[str, Any] = {name: pull(members, key, kind) for key, (name, kind) in NUMBERS.items()}
    bound = token_bound(members)
    members.pop("max_tokens", None)
    return CanonicalRequest(
        model=split_model(require(members, "model", str))[0],
        messages=tuple(messages.decode(turn, f"messages[{index}]") for index, turn in enumerate(turns)),
        stream=pull(members, "stream", bool) is True,
        max_output_tokens=bound,
        stop=_stop(members),
        tools=_tools(members),
        tool_choice=tools.decode_choice(members),
        response_format=_response_format(members),
        reasoning=_reasoning(members),
        **known,
        extra=members,
    )


def token_bound(document: Mapping[str, Any]) -> int | Unset:
    """Return the bound of the answer."""
    bound = document.get("max_tokens")
    if bound is None:
        return UNSET
    if not is_a(bound, int) or bound < 1:
        raise wrong("max_tokens", "a positive integer")
    return int(bound)


def _stop(members: dict[str, Any]) -> tuple[str, ...] | Unset:
    stop = pull(members, "stop_sequences", list)
    if isinstance(stop, Unset):
        return UNSET
    if not all(isinstance(sequence, str) for sequence in stop):
        raise wrong("stop_sequences", "a list of strings")
    return tuple(stop)


def _tools(members: dict[str, Any]) -> Any:
    """Take the tools out, and whether they are strict, which is said of all of them."""
    offered = pull(members, "tools", list)
    if isinstance(offered, Unset):
        return UNSET
    strict = pull(members, "strict_tools", bool) if offered else UNSET
    return tools.decode_all(offered, strict=strict)


def _response_format(members: dict[str, Any]) -> ResponseFormat | Unset:
    """Take the wish for a shape out; a shape that is not known stays."""
    value = members.get("response_format")
    wish = dict(value) if isinstance(value, dict) else {}
    kind = FORMATS.get(str(wish.pop("type", "")))
    if kind is None:
        return UNSET
    schema = pull(wish, "json_schema", dict) if kind is ResponseFormatKind.JSON_OBJECT else UNSET
    del members["response_format"]
    kind = kind if isinstance(schema, Unset) else ResponseFormatKind.JSON_SCHEMA
    return ResponseFormat(kind=kind, schema=schema, extra=wish)


def _reasoning(members: dict[str, Any]) -> Reasoning | Unset:
    """Take the wish to think out; one that says more stays whole."""
    match members.get("thinking"):
        case {"type": "disabled", **rest} if not rest:
            wish = Reasoning(is_enabled=False)
        case {"type": "enabled", "token_budget": int(budget), **rest} if not rest:
            wish = Reasoning(budget=budget)
        case {"type": "enabled", **rest} if not rest:
            wish = Reasoning(is_enabled=True)
        case _:
            return UNSET
    del members["thinking"]
    return wish
