"""A body from a distance: what policies, pool and ledger must know, and nothing of what is said.

Only what the gateway relies on is checked; the rest is the provider's to judge. A body that spells members in snake_case is
read, and goes on, in camelCase (`spelling.py`).

`input_tokens` is an estimate from above (`weights.py`); a video, a prompt cache, and what Google's own tools read count as a
file does.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from proxy.canonical.outline import Outline
from proxy.dialects import seals
from proxy.dialects.base import NOWHERE, Where
from proxy.dialects.gemini import contents, generation, media, parts, spelling, tools
from proxy.dialects.gemini.parameters import CONFIG, set_in
from proxy.dialects.gemini.request import KINDS, model_of
from proxy.dialects.gemini.results import RESULT
from proxy.dialects.members import check, is_a, wrong
from proxy.dialects.preferences import read_preferences, split_model
from proxy.dialects.weights import OPAQUE_TOKENS, TOOLS_TOKENS, weigh_audio, weigh_image
from proxy.values import value

NAME = "gemini"
MOST_CHOICES = 8
"""Of `candidateCount`, by Google's reference."""

NEEDS = {"image": "vision", "audio": "audio", "file": "files"}
TEXT: Mapping[str, Any] = {"text": ""}
CACHE, VIDEO, AUDIO = "cachedContent", "video", "audio"
SHOWN = frozenset({CACHE, VIDEO, AUDIO, media.FILE})
"""Natives that are no tools."""


@value
class ArrayOutline(Outline):
    """The outline of a request whose stream is to be a list; policies see no difference."""


def read(body: bytes, where: Where = NOWHERE, *, kind: type[Outline] = Outline) -> Outline:
    """Return the outline of a client's *body*; `InvalidRequest` with the `param` at fault."""
    document, body = spelling.read(body)
    check(document, KINDS)
    model, suffixes = split_model(model_of(document, where))
    config = document.get(CONFIG) or {}
    check(config, generation.KINDS, f"{CONFIG}.")
    found = list(_parts(document)) or [TEXT]
    named = tuple(_tools(document))
    natives = tuple(dict.fromkeys(_natives(document, found)))
    needs = _needs(config, found, has_tools=bool(named))
    parameters = set_in(document)
    return kind(
        dialect=NAME,
        body=body,
        document=document,
        model=model,
        stream=where.stream is True,
        include_usage=True,
        tools=named,
        modalities=tuple(sorted({_modality(part) for part in found})),
        needs=needs,
        input_tokens=len(body) + sum(map(_weight, found)) + _beside(document, natives, has_tools=bool(named)),
        max_output_tokens=generation.read_bound(config),
        session=_text(document, "session_id"),
        user="",
        preferences=read_preferences(document, suffixes, needs, parameters),
        parameters=parameters,
        natives=natives,
        has_foreign_seals=seals.MARKED_BASE64 in body,
        choices=_choices(config),
        metadata=_labels(document),
    )


def _parts(document: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield every part of every turn, those inside results included."""
    turns = spelling.listed(document.get("contents"))
    if not isinstance(turns, list) or not turns:
        raise wrong("contents", "a list of at least one content")
    instruction = document.get("systemInstruction")
    if isinstance(instruction, dict):
        yield from contents.parts_at(dict(instruction), "systemInstruction")
    for index, turn in enumerate(turns):
        if not isinstance(turn, dict):
            raise wrong(f"contents[{index}]", "an object")
        for part in contents.parts_at(dict(turn), f"contents[{index}]"):
            yield from _inside(part)


def _inside(part: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    result = part.get(RESULT)
    inner = result.get("parts") if isinstance(result, dict) else None
    if inner:
        yield from (each for each in spelling.listed(inner) if isinstance(each, dict))
    yield part


def _modality(part: Mapping[str, Any]) -> str:
    """Return what *part* holds; a part of an unknown kind is its own modality, so that no policy overlooks it."""
    if isinstance(part.get("text"), str) or parts.CALL in part or RESULT in part:
        return "text"
    return media.kind_of(part) if media.is_media(part) else parts.kind_of(part)


def _weight(part: Mapping[str, Any]) -> int:
    """Return what *part* counts for beside its bytes, which may be less than nothing."""
    kind = _modality(part)
    inner = part.get(media.INLINE)
    data = inner.get("data") if isinstance(inner, dict) else None
    length = len(data) if isinstance(data, str) else 0
    if kind == "image":
        return weigh_image(length)
    if kind == "audio":
        return weigh_audio(length)
    return 0 if kind == "text" else OPAQUE_TOKENS


def _beside(document: Mapping[str, Any], natives: Iterable[str], *, has_tools: bool) -> int:
    """Return what tools and what is not in the body count for."""
    unseen = bool(document.get(CACHE)) + any(native not in SHOWN for native in natives)
    return OPAQUE_TOKENS * unseen + (TOOLS_TOKENS if has_tools else 0)


def _tools(document: Mapping[str, Any]) -> Iterator[str]:
    if document.get("tools") is not None:
        yield from (name for name, _, _ in tools.each(document["tools"]))


def _natives(document: Mapping[str, Any], found: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Yield what only Google can do: its tools, its prompt cache, its files, and media that the hub has no word for."""
    if document.get("tools") is not None:
        yield from (name for name, place, _ in tools.each(document["tools"]) if not place)
    if document.get(CACHE):
        yield CACHE
    for part in found:
        if media.is_media(part):
            kind = media.kind_of(part)
            if media.uri_of(part).startswith(media.OWN):
                yield media.FILE
            if kind == VIDEO or (kind == AUDIO and media.FILE in part):
                yield kind


def _needs(config: Mapping[str, Any], found: Iterable[Mapping[str, Any]], *, has_tools: bool) -> frozenset[str]:
    needs = {NEEDS[modality] for part in found if (modality := _modality(part)) in NEEDS}
    needs |= {"tools"} if has_tools else set()
    needs |= {"json_schema"} if config.get(generation.OWN) or config.get(generation.SCHEMA) else set()
    words = config.get("responseModalities") or ()
    return frozenset(needs | ({"audio"} if any(str(word).upper() == "AUDIO" for word in words) else set()))


def _choices(config: Mapping[str, Any]) -> int:
    choices = config.get("candidateCount")
    if choices is None:
        return 1
    if not is_a(choices, int) or not 1 <= choices <= MOST_CHOICES:
        raise wrong(f"{CONFIG}.candidateCount", f"an integer from 1 to {MOST_CHOICES}")
    return int(choices)


def _text(document: Mapping[str, Any], key: str) -> str:
    told = document.get(key)
    return told if isinstance(told, str) else ""


def _labels(document: Mapping[str, Any]) -> dict[str, str]:
    labels = document.get("labels")
    pairs = labels.items() if isinstance(labels, dict) else ()
    return {key: told for key, told in pairs if isinstance(told, str)}
