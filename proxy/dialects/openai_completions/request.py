"""A body of the legacy Completions to the canonical request.

`logprobs` is a number here: how many of the likeliest tokens to tell beside the chosen one. Without `max_tokens` the
answer has no bound, though OpenAI's own default was 16. `top_k`, `min_p` and `repetition_penalty` are vLLM's and
OpenRouter's, and others' after them. An unknown member has no meaning for another dialect, and is named as dropped.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from proxy.canonical.request import CanonicalRequest, Message, Role
from proxy.canonical.unset import UNSET, Unset
from proxy.dialects.members import check, is_a, keep_inner, pull, require, wrong
from proxy.dialects.openai_completions.prompts import read_logprobs, read_prompt, refuse_continuations
from proxy.dialects.preferences import MEMBERS, split_model
from proxy.dialects.splice import read_object

PLAIN: Mapping[str, type] = {
    "temperature": float,
    "top_p": float,
    "top_k": int,
    "min_p": float,
    "frequency_penalty": float,
    "presence_penalty": float,
    "repetition_penalty": float,
    "seed": int,
    "user": str,
}
"""Members that are called as in the canonical request and mean the same."""

PARAMETERS: Mapping[str, str] = MappingProxyType(
    {
        **{name: name for name in PLAIN},
        "max_tokens": "max_output_tokens",
        "logit_bias": "logit_bias",
        "logprobs": "logprobs",
        "stop": "stop",
        "n": "choices",
    }
)
"""Member of a body to the canonical parameter that it says."""

KINDS: Mapping[str, type] = {**PLAIN, "n": int, "stream": bool, "stream_options": dict, "logit_bias": dict}


def decode(body: bytes) -> CanonicalRequest:
    """Return what *body* asks for; `InvalidRequest` where it is no completion, or one that nobody can make."""
    members = {key: value for key, value in read_object(body).items() if value is not None and key not in MEMBERS}
    check(members, KINDS)
    refuse_continuations(members)
    likeliest = read_logprobs(members)
    prompt = read_prompt(members)
    for name in ("prompt", "logprobs", "suffix", "echo", "best_of"):
        members.pop(name, None)
    return CanonicalRequest(
        model=split_model(require(members, "model", str))[0],
        messages=(Message(role=Role.USER, content=prompt),),
        stream=pull(members, "stream", bool) is True,
        include_usage=_include_usage(members),
        max_output_tokens=token_bound(members, pulls=True),
        logit_bias=_logit_bias(members),
        logprobs=UNSET if likeliest is None else True,
        top_logprobs=likeliest or UNSET,
        stop=_stop(members),
        choices=pull(members, "n", int),
        **{name: pull(members, name, kind) for name, kind in PLAIN.items()},
        extra=members,
    )


def token_bound(members: dict[str, Any], *, pulls: bool = False) -> int | Unset:
    """Return the bound of the answer, and take it out of *members* where it *pulls*."""
    bound = members.get("max_tokens")
    if bound is None:
        return UNSET
    if not is_a(bound, int) or bound < 1:
        raise wrong("max_tokens", "a positive integer")
    if pulls:
        del members["max_tokens"]
    return int(bound)


def _logit_bias(members: dict[str, Any]) -> Mapping[str, float] | Unset:
    bias = pull(members, "logit_bias", dict)
    if not isinstance(bias, Unset) and not all(is_a(each, float) for each in bias.values()):
        raise wrong("logit_bias", "an object of numbers")
    return bias


def _stop(members: dict[str, Any]) -> tuple[str, ...] | Unset:
    """Take the stop sequences out; one may be written as a string."""
    stop = members.pop("stop", UNSET)
    if isinstance(stop, Unset):
        return UNSET
    sequences = [stop] if isinstance(stop, str) else stop
    if not isinstance(sequences, list) or not all(isinstance(each, str) for each in sequences):
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
