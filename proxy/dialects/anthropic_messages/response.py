"""A whole Messages answer, `Message`, to the canonical response and back.

Messages has one answer where other dialects may have several, no time of creation, and no pictures or sound in an answer.
What is told beside (`container`, `stop_details`, `diagnostics`, unknown counts) stays in the extra.
"""

from typing import Any

from proxy.canonical.jsontext import MalformedJson, dump, parse
from proxy.canonical.response import CanonicalResponse, Choice
from proxy.canonical.unset import UNSET, Unset
from proxy.dialects import costs
from proxy.dialects.anthropic_messages import blocks, errors, finish, usage
from proxy.dialects.base import Reading
from proxy.dialects.members import join_inner, keep_inner, merge, pull_inner, pull_text
from proxy.errors import InvalidRequest, MalformedStream

OBJECT = "message"


def read(body: bytes) -> Reading:
    """Return what passthrough must know of an answer; `MalformedStream` where *body* is none."""
    answer = parse_answer(body)
    word = answer.get("stop_reason")
    return Reading(usage=usage.decode(answer.get("usage")), finish_reason=word if isinstance(word, str) else None)


def parse_answer(body: bytes) -> dict[str, Any]:
    """Return the answer that *body* says, with its content checked; a failure told with status 200 is no answer."""
    try:
        answer = parse(body)
    except MalformedJson as error:
        raise MalformedStream(f"the answer is not JSON: {error}") from None
    if not isinstance(answer, dict):
        raise MalformedStream("the answer is not a JSON object")
    if answer.get("type") == "error":
        raise MalformedStream(f"the answer is an error: {errors.from_value(answer).message}")
    if not isinstance(answer.get("content"), list):
        raise MalformedStream("the answer has no content")
    return answer


def decode(body: bytes) -> CanonicalResponse:
    """Return what a provider's *body* says."""
    members = parse_answer(body)
    counted = pull_inner(members, "usage")
    beside = {key: value for key, value in counted.items() if key not in usage.KNOWN}
    choice = _decode_choice(members)
    keep_inner(members, "usage", beside)
    for key in ("type", "role"):
        members.pop(key, None)
    return CanonicalResponse(
        id=pull_text(members, "id"),
        model=pull_text(members, "model"),
        created=0,
        choices=(choice,),
        usage=usage.decode(counted),
        service_tier=_tier(counted.get("service_tier")),
        extra=members,
    )


def _decode_choice(members: dict[str, Any]) -> Choice:
    try:
        parts = blocks.decode_all(members.pop("content"), "content")
    except (InvalidRequest, MalformedJson) as error:
        raise MalformedStream(f"the answer has content that is not its dialect's: {error}") from None
    reason, native = finish.decode(members.pop("stop_reason", None))
    sequence = members.pop("stop_sequence", None)
    return Choice(
        parts=parts,
        finish_reason=reason,
        native_finish_reason=native,
        stop_sequence=sequence if isinstance(sequence, str) else None,
    )


def _tier(word: Any) -> str | Unset:
    return usage.SERVED_TIERS.get(word, word) if isinstance(word, str) else UNSET


def encode(response: CanonicalResponse) -> bytes:
    """Return *response* as a body; of several answers, the first."""
    choice = response.choices[0] if response.choices else Choice()
    counted = usage.encode(response.usage, response.service_tier) | costs.write(response.cost)
    known: dict[str, Any] = {
        "id": response.id,
        "type": OBJECT,
        "role": "assistant",
        "model": response.model,
        "content": [block for part in choice.parts for block in blocks.encode_answer(part)],
        "stop_reason": finish.encode(
            choice.finish_reason,
            choice.native_finish_reason,
            sequence=choice.stop_sequence,
            has_calls=bool(choice.tool_calls),
        ),
        "stop_sequence": choice.stop_sequence,
        "usage": join_inner(counted, response.extra, "usage"),
    }
    return dump(merge(known, response.extra))
