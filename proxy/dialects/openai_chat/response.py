"""A whole Chat Completions answer, `ChatCompletion`, to the canonical response and back.

Visible reasoning has two names among the vendors that show it: `reasoning_content` (DeepSeek, and most after it) and
`reasoning` (OpenRouter, Groq); both are read, the first is written. A known field of an unknown shape stays in the extra.
"""

from collections.abc import Mapping
from typing import Any

from proxy.canonical.jsontext import MalformedJson, dump, parse
from proxy.canonical.response import CanonicalResponse, Choice
from proxy.canonical.tools import ToolCall
from proxy.canonical.unset import UNSET, Unset
from proxy.dialects.base import Reading
from proxy.dialects.openai_chat import chunk, finish, tools, usage
from proxy.dialects.members import merge, pull_count, pull_inner, pull_nullable, pull_text
from proxy.errors import InvalidRequest, MalformedStream

OBJECT = "chat.completion"


def read(body: bytes) -> Reading:
    """Return what passthrough must know of an answer; `MalformedStream` where *body* is none."""
    answer = parse_answer(body)
    word = answer["choices"][0].get("finish_reason")
    return Reading(usage=usage.decode(answer.get("usage")), finish_reason=word if isinstance(word, str) else None)


def parse_answer(body: bytes) -> dict[str, Any]:
    """Return the answer that *body* says, with its choices checked; a failure told with status 200 is no answer."""
    try:
        answer = parse(body)
    except MalformedJson as error:
        raise MalformedStream(f"the answer is not JSON: {error}") from None
    if not isinstance(answer, dict):
        raise MalformedStream("the answer is not a JSON object")
    failure = chunk.failure(answer)
    if failure:
        raise MalformedStream(f"the answer is an error: {failure.message}")
    choices = chunk.choices(answer)
    for choice in choices:
        if not isinstance(choice.get("message"), dict):
            raise MalformedStream("the answer has a choice without a message")
    if not choices:
        raise MalformedStream("the answer has no choice with a message")
    return answer


def decode(body: bytes) -> CanonicalResponse:
    """Return what a provider's *body* says."""
    members = parse_answer(body)
    members.pop("object", None)
    choices = members.pop("choices")
    return CanonicalResponse(
        id=pull_text(members, "id"),
        model=pull_text(members, "model"),
        created=pull_count(members, "created"),
        choices=tuple(decode_choice(choice) for choice in choices),
        usage=usage.decode(members.pop("usage", None)),
        extra=members,
    )


def decode_choice(value: Mapping[str, Any]) -> Choice:
    """Return the choice that *value* says."""
    members = dict(value)
    message = pull_inner(members, "message")
    message.pop("role", None)
    reason, native = finish.decode(members.pop("finish_reason", None), members.pop("native_finish_reason", None))
    members.pop("index", None)
    return Choice(
        index=chunk.index_of(value),
        content=pull_nullable(message, "content", str),
        refusal=pull_nullable(message, "refusal", str),
        reasoning=_reasoning(message),
        tool_calls=_calls(message),
        finish_reason=reason,
        native_finish_reason=native,
        extra=members,
        message_extra=message,
    )


def _reasoning(message: dict[str, Any]) -> str | None | Unset:
    name = "reasoning_content" if "reasoning_content" in message else "reasoning"
    return pull_nullable(message, name, str)


def _calls(message: dict[str, Any]) -> tuple[ToolCall, ...]:
    """Take the tool calls out, unless they are not what they should be."""
    pieces = message.get("tool_calls")
    if not isinstance(pieces, list):
        return ()
    try:
        calls = tools.decode_calls(pieces, "tool_calls")
    except InvalidRequest:
        return ()
    del message["tool_calls"]
    return calls


def encode(response: CanonicalResponse) -> bytes:
    """Return *response* as a body."""
    known = {
        "id": response.id,
        "object": OBJECT,
        "created": response.created,
        "model": response.model,
        "choices": [encode_choice(choice) for choice in response.choices],
        "usage": usage.encode(response.usage) if response.usage else UNSET,
    }
    return dump(merge(known, response.extra))


def encode_choice(choice: Choice) -> dict[str, Any]:
    """Return *choice* as Chat Completions writes it."""
    message: dict[str, Any] = {
        "role": "assistant",
        "content": choice.content,
        "refusal": choice.refusal,
        "reasoning_content": choice.reasoning,
        "tool_calls": [tools.encode_call(call) for call in choice.tool_calls] or UNSET,
    }
    word, native = finish.encode(choice.finish_reason, choice.native_finish_reason)
    known = {
        "index": choice.index,
        "message": merge(message, choice.message_extra),
        "finish_reason": word,
        "native_finish_reason": native,
    }
    return merge(known, choice.extra)
