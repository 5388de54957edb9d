"""A Messages body to the canonical request and back.

Follows `MessageCreateParams` of `anthropic` 2.13.0, and Anthropic's API reference of November 2026 for what the SDK's types
no longer have (`temperature`, `top_p`, `top_k`, `output_format`). A member that neither knows stays in `extra`, so that
betas go on working between Anthropic's clients and Anthropic.
"""

from collections.abc import Mapping
from typing import Any

from proxy.canonical.foreign import REASONING, keep_family
from proxy.canonical.request import CanonicalRequest
from proxy.canonical.unset import UNSET, Unset
from proxy.dialects.anthropic_messages import cachemarks, formats, messages, sessions, thinking, tools
from proxy.dialects.anthropic_messages.names import FAMILY
from proxy.dialects.anthropic_messages.parameters import PARAMETERS, unsayable
from proxy.dialects.anthropic_messages.wishes import OURS
from proxy.dialects.base import NOWHERE, Aim, Encoded, Where
from proxy.dialects.members import check, join_inner, keep_inner, merge, pull, pull_inner, wrong
from proxy.dialects.preferences import split_model
from proxy.dialects.splice import read_object

KINDS: dict[str, type] = {
    "messages": list,
    "stream": bool,
    "tools": list,
    "tool_choice": dict,
    "stop_sequences": list,
    "temperature": float,
    "top_p": float,
    "top_k": int,
    "thinking": dict,
    "output_config": dict,
    "output_format": dict,
    "metadata": dict,
    "service_tier": str,
    "cache_control": dict,
    "user": str,
}
SAMPLING: tuple[str, ...] = ("temperature", "top_p", "top_k")
HOTTEST = 1.0
"""Anthropic's temperature ends here, and others' at 2."""

TIERS = {"auto": "auto", "standard_only": "default"}
TIER_WORDS = {tier: word for word, tier in TIERS.items()}

USUAL_BOUND = 8_192
"""The bound of an answer where neither client, policy nor endpoint says one; Anthropic wants one in every request."""


def token_bound(document: Mapping[str, Any]) -> int:
    """Return the bound of the answer; it is required, and 0 fills the prompt cache without an answer."""
    bound = document.get("max_tokens")
    if not isinstance(bound, int) or isinstance(bound, bool) or bound < 0:
        raise wrong("max_tokens", "an integer of at least 0; Messages requires it")
    return bound


def decode(body: bytes, where: Where = NOWHERE, *, has_bound: bool = True) -> CanonicalRequest:
    """Return what *body* asks for; one whose tokens are only counted has no bound.

    What it wishes of the lane is the gateway's, and no part of it.
    """
    document = read_object(body)
    check(document, KINDS)
    members = {key: value for key, value in document.items() if not (value is None and key in KINDS)}
    bound = token_bound(members) if has_bound else UNSET
    user = _pull_user(members)
    for member in (*OURS, "max_tokens"):
        members.pop(member, None)
    return _decode(members, bound, user, where)


def _decode(members: dict[str, Any], bound: int | Unset, user: str | Unset, where: Where) -> CanonicalRequest:
    choice, is_parallel = _pull_choice(members)
    output = pull_inner(members, formats.OUTPUT)
    wish = formats.pull(members, output)
    reasoning = thinking.decode(pull(members, "thinking", dict), pull(output, "effort", str))
    keep_inner(members, formats.OUTPUT, output)
    stream = pull(members, "stream", bool) is True if where.stream is None else where.stream
    members.pop("stream", None)
    return CanonicalRequest(
        model=_pull_model(members, where),
        messages=_pull_messages(members),
        stream=stream,
        include_usage=stream or UNSET,
        max_output_tokens=bound,
        tools=UNSET if "tools" not in members else tools.decode_all(members.pop("tools")),
        tool_choice=choice,
        parallel_tool_calls=is_parallel,
        response_format=wish,
        reasoning=reasoning,
        temperature=pull(members, "temperature", float),
        top_p=pull(members, "top_p", float),
        top_k=pull(members, "top_k", int),
        stop=_pull_stop(members),
        service_tier=_pull_tier(members),
        cache=cachemarks.pull(members),
        user=user,
        extra=members,
    )


def _pull_model(members: dict[str, Any], where: Where) -> str:
    model = members.pop("model", None) or where.model
    if not isinstance(model, str) or not model:
        raise wrong("model", "the name of a model")
    return split_model(model)[0]


def _pull_messages(members: dict[str, Any]) -> tuple[Any, ...]:
    turns = members.pop("messages", None)
    if not turns:
        raise wrong("messages", "a list of at least one message")
    system = members.pop("system", None)
    leading = () if system is None else (messages.decode_system(system),)
    return (*leading, *messages.decode(turns))


def _pull_choice(members: dict[str, Any]) -> tuple[Any, bool | Unset]:
    return tools.decode_choice(members.pop("tool_choice")) if "tool_choice" in members else (UNSET, UNSET)


def _pull_stop(members: dict[str, Any]) -> tuple[str, ...] | Unset:
    stop = pull(members, "stop_sequences", list)
    if isinstance(stop, Unset):
        return UNSET
    if not all(isinstance(sequence, str) for sequence in stop):
        raise wrong("stop_sequences", "a list of strings")
    return tuple(stop)


def _pull_tier(members: dict[str, Any]) -> str | Unset:
    """Take the tier out; a word that Anthropic may add later stays in the extra."""
    tier = members.get("service_tier")
    return TIERS[members.pop("service_tier")] if isinstance(tier, str) and tier in TIERS else UNSET


def _pull_user(members: dict[str, Any]) -> str | Unset:
    """Take the user out: Anthropic's `metadata.user_id`, or OpenRouter's `user`.

    An id that holds a session stays for Anthropic as it is. Others are told its user alone: they bound the length
    (OpenRouter's OpenAPI of 2026-08-22 at 128), and Claude Code's id is longer.
    """
    metadata = pull_inner(members, "metadata")
    told = metadata.get("user_id")
    person, session = sessions.split(told) if isinstance(told, str) else ("", "")
    user = person if session else pull(metadata, "user_id", str)
    keep_inner(members, "metadata", metadata)
    return pull(members, "user", str) if isinstance(user, Unset) else user


def encode(request: CanonicalRequest, aim: Aim) -> Encoded:
    """Return *request* as a body for *aim*, and the names of what could not be said."""
    request, foreign = keep_family(request, FAMILY)
    lost = {*foreign, *unsayable(request)}
    bound = _bound(request.max_output_tokens, aim)
    system, turns = messages.encode(request.messages, lost)
    offered, choice = tools.encode_all(request, lost)
    wish, effort = thinking.encode(request.reasoning)
    output = {"effort": effort, "format": formats.encode(request.response_format, lost)}
    known: dict[str, Any] = {
        "model": aim.model,
        "max_tokens": bound,
        "system": system,
        "messages": turns,
        "tools": offered,
        "tool_choice": choice,
        "thinking": _fitted(wish, bound, lost),
        "output_config": join_inner(output, request.extra, formats.OUTPUT) or UNSET,
        "temperature": _cooled(request.temperature, lost),
        "top_p": request.top_p,
        "top_k": request.top_k,
        "stop_sequences": _written_stop(request.stop, lost),
        "stream": request.stream or UNSET,
        "service_tier": _written_tier(request.service_tier, lost),
        "cache_control": cachemarks.write(request.cache),
        "metadata": join_inner({"user_id": request.user}, request.extra, "metadata") or UNSET,
    }
    document, refused = aim.flavour.apply(merge(known, request.extra), PARAMETERS)
    return Encoded(document=document, dropped=tuple(sorted({*lost, *refused})))


def _bound(wished: int | Unset, aim: Aim) -> int:
    """Return the bound of the answer: the least of what client, policies and endpoint say."""
    said = (None if isinstance(wished, Unset) else wished, aim.output_tokens, aim.output_limit)
    return min((bound for bound in said if bound is not None), default=USUAL_BOUND)


def _cooled(temperature: float | Unset, lost: set[str]) -> float | Unset:
    if isinstance(temperature, Unset) or temperature <= HOTTEST:
        return temperature
    lost.add("temperature")
    return HOTTEST


def _fitted(wish: dict[str, Any] | Unset, bound: int, lost: set[str]) -> dict[str, Any] | Unset:
    if isinstance(wish, Unset):
        return UNSET
    fitted = thinking.fit(wish, bound)
    if fitted is None:
        lost.add(REASONING)
        return dict(thinking.OFF)
    return fitted


def _written_stop(stop: tuple[str, ...] | Unset, lost: set[str]) -> list[str] | Unset:
    """Return the stop sequences that Anthropic takes: those with more in them than space."""
    if isinstance(stop, Unset):
        return UNSET
    written = [sequence for sequence in stop if sequence.strip()]
    if len(written) < len(stop):
        lost.add("stop")
    return written or UNSET


def _written_tier(tier: str | Unset, lost: set[str]) -> str | Unset:
    if isinstance(tier, Unset):
        return UNSET
    if tier not in TIER_WORDS:
        lost.add("service_tier")
    return TIER_WORDS.get(tier, UNSET)
