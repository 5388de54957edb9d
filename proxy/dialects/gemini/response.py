"""A whole answer, `GenerateContentResponse`, to the canonical response and back.

A prompt that was blocked has an answer without candidates: in the hub, one choice that a content filter stopped. Metadata
that the hub's words do not say in full stay in the choice's `extra`, to be written again as they were.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from proxy.canonical.content import Citation, Part, TextPart
from proxy.canonical.jsontext import MalformedJson, dump
from proxy.canonical.response import CanonicalResponse, Choice, FinishReason
from proxy.canonical.tools import ToolCall
from proxy.canonical.unset import UNSET
from proxy.dialects import callids
from proxy.dialects.base import Reading
from proxy.dialects.gemini import chunk, finish, grounding, logprobs, parts, usage
from proxy.dialects.members import merge, pull_inner, pull_text
from proxy.errors import MalformedStream

LOGPROBS = "logprobsResult"


class Inventor:
    """Gives ids to the calls of one candidate; those that have one keep it."""

    def __init__(self, answer: Mapping[str, Any], index: int) -> None:
        told = answer.get("responseId")
        seed = told if isinstance(told, str) and told else dump(answer).decode()
        self._seed = f"{seed}#{index}" if index else seed
        self._count = 0

    def name(self, told: str, _: str) -> str:
        """Return the id of the next call, which has told its own or not."""
        self._count += 1
        return told or callids.invent(self._seed, self._count - 1)


def read(body: bytes) -> Reading:
    """Return what passthrough must know of an answer; `MalformedStream` where *body* is none."""
    answer = parse_answer(body)
    candidates = chunk.candidates(answer)
    words = [word for each in candidates if isinstance(word := each.get("finishReason"), str)]
    searches = sum(map(grounding.searches, candidates))
    return Reading(
        usage=usage.decode(answer.get("usageMetadata"), searches),
        finish_reason=next(iter(words), finish.blocked(answer.get("promptFeedback"))),
    )


def parse_answer(body: bytes) -> dict[str, Any]:
    """Return the answer that *body* says; a failure told with status 200 is no answer."""
    answer = chunk.read(body)
    failure = chunk.failure(answer)
    if failure:
        raise MalformedStream(f"the answer is an error: {failure.message}")
    for candidate in chunk.candidates(answer):
        chunk.parts(candidate)
    return answer


def decode(body: bytes) -> CanonicalResponse:
    """Return what a provider's *body* says."""
    members = parse_answer(body)
    try:
        choices = tuple(decode_choice(each, members) for each in chunk.candidates(members)) or (_unanswered(members),)
    except MalformedJson as error:
        raise MalformedStream(f"the answer nests too deep: {error}") from None
    searches = sum(map(grounding.searches, chunk.candidates(members)))
    members.pop("candidates", None)
    return CanonicalResponse(
        id=pull_text(members, "responseId"),
        model=pull_text(members, "modelVersion"),
        created=chunk.seconds(members.pop("createTime", None)),
        choices=choices,
        usage=usage.decode(members.pop("usageMetadata", None), searches),
        extra=members,
    )


def _unanswered(answer: Mapping[str, Any]) -> Choice:
    word = finish.blocked(answer.get("promptFeedback"))
    reason = FinishReason.OTHER if word is None else FinishReason.CONTENT_FILTER
    return Choice(finish_reason=reason, native_finish_reason=word)


def decode_choice(candidate: Mapping[str, Any], answer: Mapping[str, Any]) -> Choice:
    """Return the choice that a *candidate* of *answer* is."""
    members = dict(candidate)
    wires = chunk.parts(candidate)
    content = pull_inner(members, "content")
    content.pop("parts", None)
    content.pop("role", None)
    index = chunk.index_of(candidate)
    members.pop("index", None)
    told = parts.decode(wires, Inventor(answer, index).name)
    found = _enriched(told, wires, members)
    has_calls = any(isinstance(part, ToolCall) for part in found)
    reason, native = finish.decode(members.pop("finishReason", None), has_calls=has_calls)
    return Choice(
        index=index,
        parts=found,
        finish_reason=reason,
        native_finish_reason=native,
        extra=members,
        message_extra=content,
    )


def _enriched(found: tuple[Part, ...], wires: Sequence[Mapping[str, Any]], members: dict[str, Any]) -> tuple[Part, ...]:
    """Return *found* with what its texts rest on and how likely they were; what that says in full leaves *members*."""
    texts = {at: wire["text"] for at, wire in enumerate(wires) if parts.is_spoken(wire)}
    cited = grounding.decode(members, texts)
    tokens = logprobs.decode(members.get(LOGPROBS)) if texts else ()
    if not cited and not tokens:
        return found
    places = iter(texts)
    rich = tuple(_rich(part, next(places), cited) if isinstance(part, TextPart) else part for part in found)
    first = next(at for at, part in enumerate(rich) if isinstance(part, TextPart))
    rich = tuple(
        replace(part, logprobs=tokens) if at == first and isinstance(part, TextPart) else part
        for at, part in enumerate(rich)
    )
    if members.get(LOGPROBS) == logprobs.encode(tokens):
        del members[LOGPROBS]
    if members.get(grounding.GROUNDING) == grounding.encode(_rests(parts.encode(rich))):
        del members[grounding.GROUNDING]
    return rich


def _rich(part: TextPart, place: int, cited: Sequence[tuple[int, Citation]]) -> TextPart:
    return replace(part, citations=tuple(citation for at, citation in cited if at == place))


def _rests(written: Sequence[tuple[Part, Mapping[str, Any]]]) -> list[tuple[int, str, Sequence[Citation]]]:
    """Return each text with its place among the parts and its citations."""
    return [(at, part.text, part.citations) for at, (part, _) in enumerate(written) if isinstance(part, TextPart)]


def encode(response: CanonicalResponse) -> bytes:
    """Return *response* as a body."""
    is_blocked = chunk.is_blocked(response.extra) and not any(choice.parts for choice in response.choices)
    known = {
        "candidates": UNSET if is_blocked else [encode_choice(choice) for choice in response.choices],
        "usageMetadata": usage.encode(response.usage) if response.usage else UNSET,
        "modelVersion": response.model or UNSET,
        "createTime": chunk.written(response.created),
        "responseId": response.id or UNSET,
    }
    return dump(merge(known, response.extra))


def encode_choice(choice: Choice) -> dict[str, Any]:
    """Return *choice* as Gemini writes it."""
    written = parts.encode(choice.parts)
    wires = parts.signed([wire for _, wire in written])
    tokens = [token for part in choice.parts if isinstance(part, TextPart) for token in part.logprobs]
    told = choice.extra.keys() & grounding.KEYS
    known = {
        "content": merge({"parts": wires or UNSET, "role": "model"}, choice.message_extra),
        "finishReason": finish.encode(choice.finish_reason, choice.native_finish_reason) or UNSET,
        "index": choice.index,
        grounding.GROUNDING: UNSET if told else grounding.encode(_rests(written)) or UNSET,
        LOGPROBS: logprobs.encode(tokens) if tokens and LOGPROBS not in choice.extra else UNSET,
    }
    return merge(known, choice.extra)
