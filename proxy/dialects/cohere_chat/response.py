"""A whole `v2/chat` answer, `V2ChatResponse`, to the canonical response and back.

Cohere names no model and tells no time. An answer that ends with `ERROR` or `TIMEOUT` is a failure with status 200.
"""

from dataclasses import replace
from typing import Any

from proxy.canonical.content import Part, TextPart, TokenLogprob
from proxy.canonical.jsontext import MalformedJson, dump, parse
from proxy.canonical.response import CanonicalResponse, Choice
from proxy.canonical.unset import UNSET
from proxy.canonical.usage import Usage
from proxy.dialects.base import Reading
from proxy.dialects.cohere_chat import finish, likelihoods, messages, usage
from proxy.dialects.members import merge, pull_inner, pull_text
from proxy.errors import InvalidRequest, MalformedStream


def read(body: bytes) -> Reading:
    """Return what passthrough must know of an answer; `MalformedStream` where *body* is none."""
    answer = parse_answer(body)
    return Reading(usage=usage.decode(answer.get("usage")), finish_reason=finish.decode(answer.get("finish_reason"))[1])


def parse_answer(body: bytes) -> dict[str, Any]:
    """Return the answer that *body* says, with its message checked."""
    try:
        answer = parse(body)
    except MalformedJson as error:
        raise MalformedStream(f"the answer is not JSON: {error}") from None
    if not isinstance(answer, dict) or not isinstance(answer.get("message"), dict):
        raise MalformedStream("the answer has no message")
    word = answer.get("finish_reason")
    if isinstance(word, str) and word in finish.FAILURES:
        raise MalformedStream(f"the answer is a failure: the provider ended it with `{word}`")
    return answer


def decode(body: bytes) -> CanonicalResponse:
    """Return what a provider's *body* says; a member that is not what it should be stays in `extra`."""
    members = parse_answer(body)
    message = pull_inner(members, "message")
    message.pop("role", None)
    reason, native = finish.decode(members.pop("finish_reason", None))
    parts = decode_parts(message)
    told = likelihoods.decode_all(members.get("logprobs"))
    likely = with_logprobs(parts, told) if told else None
    parts = likely or parts
    if likely or members.get("logprobs", UNSET) is None:
        del members["logprobs"]
    choice = Choice(parts=parts, finish_reason=reason, native_finish_reason=native, message_extra=message)
    return CanonicalResponse(
        id=pull_text(members, "id"),
        model="",
        created=0,
        choices=(choice,),
        usage=usage.decode(members.pop("usage", None)),
        extra=members,
    )


def decode_parts(message: dict[str, Any]) -> tuple[Part, ...]:
    """Take content, plan, calls and citations out of *message*, unless they are not what they should be."""
    taken = dict(message)
    try:
        said = messages.decode_said(taken, "message")
    except InvalidRequest:
        return ()
    message.clear()
    message.update(taken)
    return (TextPart(text=said),) if isinstance(said, str) else said


def with_logprobs(parts: tuple[Part, ...], told: tuple[TokenLogprob, ...]) -> tuple[Part, ...] | None:
    """Return *parts* with *told*, which is of the whole answer, on the first text; `None` where there is no text."""
    for index, part in enumerate(parts):
        if isinstance(part, TextPart):
            return (*parts[:index], replace(part, logprobs=told), *parts[index + 1 :])
    return None


def encode(response: CanonicalResponse) -> bytes:
    """Return *response* as a body; Cohere has one answer."""
    choice = response.choices[0] if response.choices else Choice()
    tokens = [token for part in choice.parts if isinstance(part, TextPart) for token in part.logprobs]
    message = {"role": "assistant", **messages.encode_said(choice.parts)}
    known = {
        "id": response.id,
        "finish_reason": finish.encode(choice.finish_reason, choice.native_finish_reason, choice.stop_sequence),
        "message": merge(message, choice.message_extra),
        "usage": usage.encode(response.usage) if isinstance(response.usage, Usage) else UNSET,
        "logprobs": likelihoods.encode_all(tokens) or UNSET,
    }
    return dump(merge(known, response.extra))
