"""A Responses request body, `ResponseCreateParams`, to the canonical request and back.

`user` is deprecated and `safety_identifier` takes its place: either is the user. What the gateway alone reads, and
what it cannot serve, is no part of the meaning; see `stateless.py`.
"""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from proxy.canonical.foreign import keep_family
from proxy.canonical.parameters import set_in
from proxy.canonical.request import CanonicalRequest, Reasoning
from proxy.canonical.unset import UNSET, Unset
from proxy.dialects import efforts
from proxy.dialects.base import Aim, Encoded
from proxy.dialects.members import check, is_a, merge, pull, require, wrong
from proxy.dialects.openai_responses import conversation, formats, stateless, tools
from proxy.dialects.openai_responses.content import BREAKPOINT
from proxy.dialects.openai_responses.flavours import LEAST_OUTPUT, OpenAIHost
from proxy.dialects.openai_responses.reasoning import FAMILY
from proxy.dialects.preferences import split_model
from proxy.dialects.splice import read_object

KINDS: dict[str, type] = {
    "tools": list,
    "parallel_tool_calls": bool,
    "include": list,
    "instructions": str,
    "reasoning": dict,
    "temperature": float,
    "top_p": float,
    "top_logprobs": int,
    "stream": bool,
    "service_tier": str,
    "prompt_cache_key": str,
    "user": str,
    "safety_identifier": str,
    "metadata": dict,
}
CARRIED: Mapping[str, str] = MappingProxyType(
    {
        "max_output_tokens": "max_output_tokens",
        "tools": "tools",
        "tool_choice": "tool_choice",
        "parallel_tool_calls": "parallel_tool_calls",
        "text.format": "response_format",
        "text.verbosity": "verbosity",
        "reasoning": "reasoning",
        "temperature": "temperature",
        "top_p": "top_p",
        f"include.{stateless.LOGPROBS}": "logprobs",
        "top_logprobs": "top_logprobs",
        "service_tier": "service_tier",
        "prompt_cache_key": "prompt_cache_key",
        "user": "user",
        "safety_identifier": "user",
        "metadata": "metadata",
        "store": "store",
    }
)
"""Member of a body, or word of one, to the canonical parameter that it says."""

TIERS = frozenset({"auto", "default", "flex", "scale", "priority", "fast", "ultrafast"})
BOUND = "max_output_tokens"
CACHE = "cache"


def decode(body: bytes) -> CanonicalRequest:
    """Return what *body* asks for; `InvalidRequest` where it is not Responses, or cannot be served."""
    members = read_object(body)
    check(members, KINDS)
    stateless.refuse(members)
    for member in (*stateless.GATEWAY, *stateless.REFUSED):
        if member != "store":
            members.pop(member, None)
    thoughts = _reasoning(members)
    wish, verbosity = formats.decode(members)
    known: dict[str, Any] = {
        "model": split_model(require(members, "model", str))[0],
        "messages": conversation.decode(members),
        "stream": pull(members, "stream", bool) is True,
        "max_output_tokens": bound(members),
        "tools": _tools(members),
        "tool_choice": _tool_choice(members),
        "response_format": wish,
        "verbosity": verbosity,
        "reasoning": thoughts,
        "logprobs": _logprobs(members, thoughts),
        "user": _user(members),
        "metadata": _metadata(members),
    }
    known |= {name: pull(members, name, KINDS.get(name, bool)) for name in SIMPLE}
    members.pop(BOUND, None)
    return CanonicalRequest(**known, extra={key: value for key, value in members.items() if value is not None})


SIMPLE = (
    "parallel_tool_calls",
    "temperature",
    "top_p",
    "top_logprobs",
    "service_tier",
    "prompt_cache_key",
    "store",
)
"""Members that are called as the parameters that they say."""


def bound(document: Mapping[str, Any]) -> int | Unset:
    """Return the bound of the answer that *document* sets."""
    value = document.get(BOUND)
    if value is None:
        return UNSET
    if not is_a(value, int) or value <= 0:
        raise wrong(BOUND, "a positive integer")
    return int(value)


def _tools(members: dict[str, Any]) -> Any:
    offered = pull(members, "tools", list)
    return UNSET if isinstance(offered, Unset) else tools.decode_definitions(offered, "tools")


def _tool_choice(members: dict[str, Any]) -> Any:
    return UNSET if members.get("tool_choice") is None else tools.decode_choice(members.pop("tool_choice"))


def _reasoning(members: dict[str, Any]) -> Reasoning | Unset:
    """Take the wish for thoughts out of *members*; `generate_summary` is the older name of `summary`."""
    value = pull(members, "reasoning", dict)
    if isinstance(value, Unset):
        return UNSET
    wish = {key: told for key, told in value.items() if told is not None}
    effort, older = pull(wish, "effort", str), pull(wish, "generate_summary", str)
    summary = pull(wish, "summary", str)
    return Reasoning(effort=effort, summary=older if isinstance(summary, Unset) else summary, extra=wish)


def _logprobs(members: dict[str, Any], thoughts: Reasoning | Unset) -> bool | Unset:
    """Take what the hub has words for out of `include`, and what is asked for anyway; the rest stays."""
    words = pull(members, "include", list) or []
    implied = {stateless.LOGPROBS} | ({stateless.ENCRYPTED} if stateless.asks_for_thoughts(thoughts) else set())
    left = [word for word in words if not isinstance(word, str) or word not in implied]
    if left:
        members["include"] = left
    return True if stateless.LOGPROBS in words else UNSET


def _user(members: dict[str, Any]) -> str | Unset:
    user = pull(members, "user", str)
    return pull(dict(members), "safety_identifier", str) if isinstance(user, Unset) else user


def _metadata(members: dict[str, Any]) -> Any:
    """Take the metadata out where it is text, as OpenAI wants it; what imitators allow beside stays."""
    metadata = members.get("metadata")
    is_text = isinstance(metadata, dict) and all(isinstance(value, str) for value in metadata.values())
    return pull(members, "metadata", dict) if is_text else UNSET


def encode(request: CanonicalRequest, aim: Aim) -> Encoded:
    """Return *request* as a body for *aim*."""
    request, foreign = keep_family(request, FAMILY)
    known: dict[str, Any] = {
        "model": aim.model,
        **conversation.encode(request.messages),
        "stream": request.stream or UNSET,
        "max_output_tokens": _bounded(request, aim),
        "tools": tools.encode_all(request.tools),
        "tool_choice": _written_choice(request),
        "text": _written_text(request),
        "reasoning": _written_reasoning(request.reasoning, request.max_output_tokens or None),
        "include": _written_include(request) or UNSET,
        "user": UNSET if request.extra.get("safety_identifier") == request.user else request.user,
        "metadata": request.metadata if isinstance(request.metadata, Unset) else dict(request.metadata),
        **{name: getattr(request, name) for name in SIMPLE},
        "service_tier": request.service_tier if request.service_tier in TIERS else UNSET,
        "store": False,
    }
    document, refused = aim.flavour.apply(merge(known, request.extra), CARRIED)
    return Encoded(document=document, dropped=tuple(sorted({*foreign, *_dropped(request), *refused})))


def _bounded(request: CanonicalRequest, aim: Aim) -> int | Unset:
    """Return the bound of the answer; the client's own is raised to what the host takes, the policies' never."""
    asked, cap = request.max_output_tokens, aim.output_tokens
    if isinstance(asked, int) and isinstance(aim.flavour, OpenAIHost):
        asked = max(asked, LEAST_OUTPUT)
    bounds = [limit for limit in (asked, cap) if isinstance(limit, int)]
    return min(bounds) if bounds else UNSET


def _written_choice(request: CanonicalRequest) -> Any:
    choice = request.tool_choice
    return UNSET if isinstance(choice, Unset) else tools.encode_choice(choice, request.tools)


def _written_text(request: CanonicalRequest) -> dict[str, Any] | Unset:
    beside = request.extra.get(formats.TEXT)
    text = formats.encode(request.response_format, request.verbosity)
    return {**text, **(beside if isinstance(beside, dict) else {})} or UNSET


def _written_reasoning(wish: Reasoning | Unset, limit: int | None) -> dict[str, Any] | Unset:
    """Return how much to think in an answer of at most *limit* tokens, and what to show of it."""
    if isinstance(wish, Unset):
        return UNSET
    shows = wish.summary not in {"none", UNSET} and wish.is_hidden is not True
    known = {"effort": _effort(wish, limit), "summary": wish.summary if shows else UNSET}
    return merge(known, wish.extra)


def _effort(wish: Reasoning, limit: int | None) -> str | Unset:
    if not efforts.thinks(wish):
        return "none"
    if isinstance(wish.effort, Unset) and isinstance(wish.budget, int):
        return efforts.effort_of(wish.budget, limit)
    return efforts.USUAL_EFFORT if isinstance(wish.effort, Unset) and wish.is_enabled is True else wish.effort


def _written_include(request: CanonicalRequest) -> list[Any]:
    beside = request.extra.get("include")
    words = list(beside) if isinstance(beside, list) else []
    asked = {stateless.LOGPROBS: request.logprobs is True}
    asked[stateless.ENCRYPTED] = stateless.asks_for_thoughts(request.reasoning)
    return [*words, *(word for word, is_asked in asked.items() if is_asked and word not in words)]


def _dropped(request: CanonicalRequest) -> frozenset[str]:
    """Return the names of what *request* sets and this dialect cannot say."""
    one = replace(request, choices=UNSET) if request.choices == 1 else request
    plain = replace(one, modalities=UNSET) if one.modalities == ("text",) else one
    lost = set_in(plain) - {CACHE, *CARRIED.values()}
    lost |= {CACHE} if _loses_marks(request) else set()
    lost |= {"service_tier"} if request.service_tier and request.service_tier not in TIERS else set()
    lost |= {"store"} if request.store is True else set()
    return frozenset(lost | conversation.lost(request.messages))


def _loses_marks(request: CanonicalRequest) -> bool:
    """Say whether *request* has a mark for the cache that is not one of this dialect's own."""
    parts = [part for message in request.messages for part in message.parts if BREAKPOINT not in part.extra]
    marked = (request, *request.messages, *parts, *(request.tools or ()))
    return any(getattr(each, CACHE, UNSET) is not UNSET for each in marked)
