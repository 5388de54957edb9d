"""A whole Converse answer, `ConverseResponse`, to the canonical response and back.

Converse gives an answer no id, names no model and tells no time. What it tells beside (`metrics`, `trace`, fields of the
model that were asked for) stays in `extra`, except which stop sequence ended the answer.
"""

from typing import Any

from proxy.canonical.jsontext import MalformedJson, dump, parse
from proxy.canonical.response import CanonicalResponse, Choice
from proxy.canonical.unset import UNSET, Unset
from proxy.canonical.usage import Usage
from proxy.dialects.base import Reading
from proxy.dialects.bedrock_converse import content, finish, usage
from proxy.dialects.members import join_inner, keep_inner, merge, pull_inner
from proxy.errors import MalformedStream

FIELDS = "additionalModelResponseFields"
STOP_SEQUENCE = "stop_sequence"
NO_METRICS = {"latencyMs": 0}


def read(body: bytes) -> Reading:
    """Return what passthrough must know of an answer; `MalformedStream` where *body* is none."""
    answer = parse_answer(body)
    return Reading(usage=usage.decode(answer.get("usage")), finish_reason=finish.decode(answer.get("stopReason"))[1])


def parse_answer(body: bytes) -> dict[str, Any]:
    """Return the answer that *body* says, with its message checked."""
    try:
        answer = parse(body)
    except MalformedJson as error:
        raise MalformedStream(f"the answer is not JSON: {error}") from None
    output = answer.get("output") if isinstance(answer, dict) else None
    message = output.get("message") if isinstance(output, dict) else None
    if not isinstance(answer, dict) or not isinstance(message, dict) or not isinstance(message.get("content"), list):
        raise MalformedStream("the answer has no message with content")
    return answer


def decode(body: bytes) -> CanonicalResponse:
    """Return what a provider's *body* says."""
    members = parse_answer(body)
    output = pull_inner(members, "output")
    message = pull_inner(output, "message")
    parts = tuple(content.decode_answer(block) for block in message.pop("content"))
    message.pop("role", None)
    reason, native = finish.decode(members.pop("stopReason", None))
    choice = Choice(
        parts=parts,
        finish_reason=reason,
        native_finish_reason=native,
        stop_sequence=pull_stop_sequence(members),
        message_extra=message,
    )
    keep_inner(members, "output", output)
    if members.get("metrics") == NO_METRICS:
        del members["metrics"]
    counted, tier = usage.decode(members.pop("usage", None)), pull_tier(members)
    return CanonicalResponse(
        id="", model="", created=0, choices=(choice,), usage=counted, service_tier=tier, extra=members
    )


def pull_stop_sequence(members: dict[str, Any]) -> str | None:
    """Take the sequence that ended the answer out of the model's own fields."""
    fields = members.get(FIELDS)
    if not isinstance(fields, dict) or not isinstance(fields.get(STOP_SEQUENCE), str | None):
        return None
    rest = dict(members.pop(FIELDS))
    told: str | None = rest.pop(STOP_SEQUENCE, None)
    keep_inner(members, FIELDS, rest)
    return told


def pull_tier(members: dict[str, Any]) -> str | Unset:
    """Take out of *members* how the request was served."""
    tier = members.get("serviceTier")
    if not isinstance(tier, dict) or tier.keys() != {"type"} or not isinstance(tier["type"], str):
        return UNSET
    return str(members.pop("serviceTier")["type"])


def encode(response: CanonicalResponse) -> bytes:
    """Return *response* as a body; Converse has one answer, and its shape has counts and metrics in it."""
    choice = response.choices[0] if response.choices else Choice()
    message = merge({"role": "assistant", "content": encode_parts(choice)}, choice.message_extra)
    fields = {STOP_SEQUENCE: UNSET if choice.stop_sequence is None else choice.stop_sequence}
    tier = response.service_tier
    known = {
        "output": join_inner({"message": message}, response.extra, "output"),
        "stopReason": finish.encode(choice.finish_reason, choice.native_finish_reason, choice.stop_sequence),
        "usage": usage.encode(response.usage or Usage()),
        "metrics": response.extra.get("metrics", NO_METRICS),
        FIELDS: join_inner(fields, response.extra, FIELDS) or UNSET,
        "serviceTier": UNSET if isinstance(tier, Unset) else {"type": tier},
    }
    return dump(merge(known, response.extra))


def encode_parts(choice: Choice) -> list[dict[str, Any]]:
    """Return the blocks of the answer."""
    return [content.encode(part) for part in choice.parts]
