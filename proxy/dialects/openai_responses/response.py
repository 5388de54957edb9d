"""A whole Responses answer, `Response`, to the canonical response and back.

There is one choice. An item of a known type but an unknown shape is kept whole, as one of an unknown type is.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from proxy.canonical.content import Part, UnknownPart
from proxy.canonical.jsontext import MalformedJson, dump, parse
from proxy.canonical.response import CanonicalResponse, Choice, FinishReason
from proxy.canonical.unset import UNSET
from proxy.dialects import costs
from proxy.dialects.base import Reading
from proxy.dialects.members import merge, pull, pull_count, pull_text
from proxy.dialects.openai_responses import complaints, finish, frame, items, reasoning, usage
from proxy.dialects.openai_responses.ids import PREFIXES, Ids, word
from proxy.errors import InvalidRequest, MalformedStream

NOT_OVER = frozenset({finish.IN_PROGRESS, "queued"})


def read(body: bytes) -> Reading:
    """Return what passthrough must know of an answer; `MalformedStream` where *body* is none."""
    answer = parse_answer(body)
    reason, _ = finish.decode(answer, has_calls=any(word(item) in items.CALLS for item in answer["output"]))
    return Reading(usage=usage.decode(answer), finish_reason=reason.value)


def parse_answer(body: bytes) -> dict[str, Any]:
    """Return the answer that *body* says, with its output checked; a failure told with status 200 is no answer."""
    try:
        answer = parse(body)
    except MalformedJson as error:
        raise MalformedStream(f"the answer is not JSON: {error}") from None
    if not isinstance(answer, dict):
        raise MalformedStream("the answer is not a JSON object")
    if answer.get("error") or word(answer, "status") in finish.BROKEN:
        failure = complaints.from_value(answer.get("error"))
        raise MalformedStream(f"the answer is an error: {failure.message}")
    output = answer.get("output")
    if not isinstance(output, list) or not all(isinstance(item, dict) for item in output):
        raise MalformedStream("the answer has no list of output items")
    if word(answer, "status") in NOT_OVER:
        raise MalformedStream("the answer is not finished, and nothing is stored to wait for")
    return answer


def decode(body: bytes) -> CanonicalResponse:
    """Return what a provider's *body* says."""
    answer = parse_answer(body)
    members = dict(answer)
    name = pull_text(members, "id")
    parts = decode_output(answer["output"], Ids(answer=name))
    reason, native = finish.decode(answer, has_calls=finish.is_calling(parts))
    choice = Choice(parts=parts, finish_reason=reason, native_finish_reason=native)
    extra = frame.beside(members)
    return CanonicalResponse(
        id=name,
        model=pull_text(members, "model"),
        created=pull_count(members, "created_at"),
        choices=(choice,),
        usage=usage.decode(answer),
        service_tier=pull(extra, "service_tier", str),
        extra=extra,
    )


def decode_output(output: Iterable[Mapping[str, Any]], ids: Ids) -> tuple[Part, ...]:
    """Return the parts of all items of an *output*."""
    parts = [part for index, item in enumerate(output) for part in decode_item(item, ids, index)]
    return tuple(reasoning.return_seals(parts))


def decode_item(item: Mapping[str, Any], ids: Ids, index: int) -> list[Part]:
    """Return the parts of the *item* at *index*."""
    kind = str(item.get("type"))
    made = ids.name(kind, index) if kind in PREFIXES else None
    try:
        return items.decode(dict(item), made, "output")
    except InvalidRequest:
        return [UnknownPart(kind=kind, extra={key: value for key, value in item.items() if key != "type"})]


def encode(response: CanonicalResponse) -> bytes:
    """Return *response* as a body; of several choices, the first."""
    choice = response.choices[0] if response.choices else Choice()
    document = frame.build(
        frame.head(response.id, response.model, response.created),
        merge({"service_tier": response.service_tier}, response.extra),
        output=_output(choice, Ids(answer=response.id)),
        usage=usage.encode(response.usage) | costs.write(response.cost) if response.usage else None,
        **finish.encode(choice.finish_reason),
    )
    return dump({key: value for key, value in document.items() if value is not UNSET})


def _output(choice: Choice, ids: Ids) -> list[dict[str, Any]]:
    """Return the items of *choice*; what a bound cut off is not complete."""
    output = items.encode(choice.parts, ids)
    if choice.finish_reason is FinishReason.LENGTH and output and "status" in output[-1]:
        output[-1]["status"] = finish.INCOMPLETE
    return output
