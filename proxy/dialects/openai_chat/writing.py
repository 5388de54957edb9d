"""The canonical request to a Chat Completions body, as the provider that an attempt aims at takes it.

The bound is written as `max_completion_tokens`, since OpenAI's reasoning models refuse `max_tokens`; flavours of imitators
rename it. Thoughts that are sealed go to OpenRouter alone: Chat Completions itself has no place for them.
"""

from dataclasses import replace
from typing import Any

from proxy.canonical.content import AudioPart, FilePart, ImagePart
from proxy.canonical.foreign import keep_family
from proxy.canonical.request import CanonicalRequest, Role
from proxy.canonical.unset import UNSET, Unset
from proxy.dialects.base import Aim, Encoded
from proxy.dialects.members import join_inner, merge
from proxy.dialects.openai_chat import formats, reasoning, tools, turns
from proxy.dialects.openai_chat.content import encode_cache
from proxy.dialects.openai_chat.flavour import ChatFlavour, way_of
from proxy.dialects.openai_chat.parameters import PARAMETERS, written_plain

NOBODY = ""
SHOWN = {ImagePart: "image", AudioPart: "audio", FilePart: "file"}
"""What an earlier answer may have held that cannot be sent back in it, and what it is called where it is dropped."""


def encode(request: CanonicalRequest, aim: Aim) -> Encoded:
    """Return *request* as a body for *aim*."""
    way = way_of(aim.flavour)
    request, foreign = (request, ()) if way.has_details else keep_family(request, NOBODY)
    request = replace(request, max_output_tokens=capped(request.max_output_tokens, aim.output_tokens))
    document, lost = aim.flavour.apply(written(request, aim, way), PARAMETERS)
    return Encoded(document=document, dropped=tuple(sorted({*foreign, *lost, *unsaid(request, way)})))


def capped(bound: int | Unset, cap: int | None) -> int | Unset:
    """Return the *bound* of an answer under *cap*."""
    if cap is None:
        return bound
    return cap if isinstance(bound, Unset) else min(bound, cap)


def written(request: CanonicalRequest, aim: Aim, way: ChatFlavour) -> dict[str, Any]:
    """Return the members of the body before the flavour's own changes."""
    bound = request.max_output_tokens or None
    choice = request.tool_choice
    known: dict[str, Any] = {
        "model": aim.model,
        "messages": turns.encode(request.messages, way),
        "tools": tools.encode_definitions(request.tools, has_marks=way.has_marks),
        "tool_choice": UNSET if isinstance(choice, Unset) else tools.encode_choice(choice, request.tools),
        "response_format": formats.encode(request.response_format),
        "max_completion_tokens": request.max_output_tokens,
        **reasoning.encode(request.reasoning, bound, is_object=way.has_details),
        **written_plain(request),
        "logit_bias": _plain(request.logit_bias),
        "stop": _plain(request.stop),
        "n": request.choices,
        "modalities": _plain(request.modalities),
        "metadata": _plain(request.metadata),
        **(encode_cache(request.cache) if way.has_marks else {}),
        "stream": request.stream or UNSET,
        "stream_options": _options(request),
    }
    if not aim.stores and request.store:
        known["store"] = False
    return merge(known, request.extra)


def _plain(value: Any) -> Any:
    """Return a tuple as a list, and any other mapping as a dict."""
    if isinstance(value, Unset):
        return value
    return list(value) if isinstance(value, tuple) else dict(value)


def _options(request: CanonicalRequest) -> dict[str, Any] | Unset:
    """Return the options of a stream: the gateway needs the count, whether or not the client wants to see it."""
    if not request.stream:
        return UNSET
    return join_inner({"include_usage": True}, request.extra, "stream_options")


def unsaid(request: CanonicalRequest, way: ChatFlavour) -> set[str]:
    """Return what of *request* had no place: cache marks, and what an earlier answer showed."""
    names = set() if way.has_marks or not has_marks(request) else {"cache"}
    spoken = (part for turn in request.messages if turn.role is Role.ASSISTANT for part in turn.parts)
    shown = {SHOWN[type(part)] for part in spoken if type(part) in SHOWN}
    return names | (shown - {"image"} if way.has_details else shown)


def has_marks(request: CanonicalRequest) -> bool:
    """Say whether the client marked anything of the prompt for the cache."""
    if request.cache or any(tool.cache for tool in request.tools or ()):
        return True
    return any(turn.cache or any(getattr(part, "cache", None) for part in turn.parts) for turn in request.messages)
