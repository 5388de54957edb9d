"""A whole Chat Completions answer, `ChatCompletion`, to the canonical response and back.

Visible thoughts have two names among the vendors that show them: `reasoning_content` (DeepSeek, and most after it) and
`reasoning` (OpenRouter, Groq); both are read, the first is written. Details of them are written only where there is
something to detail: a seal, or a summary. OpenRouter shows images as `images`; vLLM tells the stop sequence as
`stop_reason`; Mistral's models that reason answer in a list of parts. The deprecated `function_call` is a call like any
other, and is written as one. Audio has no container here, and stays in the extra. A known field of an unknown shape does
too.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from proxy.canonical.content import AudioPart, ImagePart, Part, ReasoningPart, RefusalPart, TextPart
from proxy.canonical.jsontext import MalformedJson, dump, parse
from proxy.canonical.response import CanonicalResponse, Choice
from proxy.canonical.tools import ToolCall
from proxy.canonical.unset import UNSET
from proxy.dialects import callids, costs
from proxy.dialects.base import Reading
from proxy.dialects.members import merge, pull, pull_count, pull_inner, pull_text
from proxy.dialects.openai_chat import chunk, citations, content, details, finish, logprobs, messages, tools, usage
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
    told = pull_text(members, "id")
    return CanonicalResponse(
        id=told,
        model=pull_text(members, "model"),
        created=pull_count(members, "created"),
        choices=tuple(decode_choice(choice, told) for choice in choices),
        usage=usage.decode(members.pop("usage", None)),
        service_tier=pull(members, "service_tier", str),
        extra=members,
    )


def decode_choice(value: Mapping[str, Any], answer: str = "") -> Choice:
    """Return the choice that *value* says, one of the *answer* with that id."""
    members = dict(value)
    message = {key: each for key, each in pull_inner(members, "message").items() if each is not None}
    message.pop("role", None)
    reason, native = finish.decode(members.pop("finish_reason", None), members.pop("native_finish_reason", None))
    members.pop("index", None)
    return Choice(
        index=chunk.index_of(value),
        parts=decode_parts(message, members, answer),
        finish_reason=reason,
        native_finish_reason=native,
        stop_sequence=pull(members, "stop_reason", str) or None,
        extra=members,
        message_extra=message,
    )


def decode_parts(message: dict[str, Any], choice: dict[str, Any], answer: str) -> tuple[Part, ...]:
    """Take all that was answered out of *message* and its *choice*: thoughts, words, images, calls.

    An empty text is a part only of an answer that is nothing else.
    """
    is_empty = message.get("content") == ""
    thoughts = messages.pull_thoughts(message)
    calls = (*pull_calls(message, answer), *pull_old_call(message, answer))
    thoughts, calls = details.give_to_calls(thoughts, calls)
    said = _supported(pull_content(message), message, choice)
    refusal = pull(message, "refusal", str)
    refusals = (RefusalPart(text=refusal),) if refusal else ()
    parts = (*thoughts, *said, *refusals, *pull_images(message), *calls)
    return parts or ((TextPart(text=""),) if is_empty else ())


def pull_content(message: dict[str, Any]) -> tuple[Part, ...]:
    """Take the content out of *message*; what is no content of any kind stays."""
    told = dict(message)
    try:
        said = messages.parts_of(content.decode(told, ""))
    except InvalidRequest:
        return ()
    message.pop("content", None)
    return said


def _supported(said: tuple[Part, ...], message: dict[str, Any], choice: dict[str, Any]) -> tuple[Part, ...]:
    """Return what was *said*, its first text with what it rests on and how likely it was."""
    at = next((at for at, part in enumerate(said) if isinstance(part, TextPart)), None)
    if at is None:
        return said
    first = said[at]
    cited, tokens = citations.pull_citations(message), logprobs.pull_logprobs(choice)
    if isinstance(first, TextPart) and (cited or tokens):
        return (*said[:at], replace(first, citations=cited, logprobs=tokens), *said[at + 1 :])
    return said


def pull_images(message: dict[str, Any]) -> tuple[Part, ...]:
    """Take the images out of *message*, unless they are not what they should be."""
    try:
        images = messages.pull_images(dict(message), "")
    except InvalidRequest:
        return ()
    if images:
        del message["images"]
    return images


def pull_calls(message: dict[str, Any], answer: str) -> tuple[ToolCall, ...]:
    """Take the calls out of *message*, unless they are not what they should be; one without an id is given one."""
    pieces = message.get("tool_calls")
    if not isinstance(pieces, list):
        return ()
    try:
        calls = tools.decode_calls([_named(piece, answer, at) for at, piece in enumerate(pieces)], "tool_calls")
    except InvalidRequest:
        return ()
    del message["tool_calls"]
    return calls


def _named(piece: Any, answer: str, position: int) -> Any:
    return (
        piece if not isinstance(piece, dict) or piece.get("id") else {**piece, "id": callids.invent(answer, position)}
    )


def pull_old_call(message: dict[str, Any], answer: str) -> tuple[ToolCall, ...]:
    """Take the deprecated call out of *message*."""
    called = message.get("function_call")
    if not isinstance(called, dict) or not isinstance(called.get("name"), str):
        return ()
    arguments = pull_text(message.pop("function_call"), "arguments")
    return (ToolCall(id=callids.invent(answer, 0), name=called["name"], arguments=arguments),)


def encode(response: CanonicalResponse) -> bytes:
    """Return *response* as a body."""
    known = {
        "id": response.id,
        "object": OBJECT,
        "created": response.created,
        "model": response.model,
        "choices": [encode_choice(choice) for choice in response.choices],
        "usage": usage.encode(response.usage) | costs.write(response.cost) if response.usage else UNSET,
        "service_tier": response.service_tier,
    }
    return dump(merge(known, response.extra))


def encode_choice(choice: Choice) -> dict[str, Any]:
    """Return *choice* as Chat Completions writes it."""
    word, native = finish.encode(choice.finish_reason, choice.native_finish_reason)
    tokens = [token for part in choice.parts if isinstance(part, TextPart) for token in part.logprobs]
    likely = logprobs.encode_all(tokens) if tokens else UNSET
    if tokens and isinstance(choice.extra.get("logprobs"), dict):
        likely = {**logprobs.encode_all(tokens), **choice.extra["logprobs"]}
    known = {
        "index": choice.index,
        "message": encode_message(choice),
        "finish_reason": word,
        "native_finish_reason": native,
        "stop_reason": choice.stop_sequence or UNSET,
        "logprobs": likely,
    }
    return merge(known, choice.extra)


def encode_message(choice: Choice) -> dict[str, Any]:
    """Return the message of *choice*; content is null where there is no text at all, as OpenAI writes it."""
    texts = [part for part in choice.parts if isinstance(part, TextPart)]
    images = [content.encode_part(part) for part in choice.parts if isinstance(part, ImagePart)]
    sounds = [part for part in choice.parts if isinstance(part, AudioPart)]
    noted = citations.encode_all(texts)
    known: dict[str, Any] = {
        "role": "assistant",
        "content": "".join(part.text for part in texts) if texts else choice.message_extra.get("content"),
        "refusal": _joined(choice, RefusalPart, "") or UNSET,
        "reasoning_content": _joined(choice, ReasoningPart, "\n\n") or UNSET,
        "reasoning_details": details.encode(choice.parts) or UNSET,
        "annotations": [*noted, *_listed(choice, "annotations")] if noted else UNSET,
        "images": images or UNSET,
        "audio": {"id": "", "data": sounds[0].data, "expires_at": 0, "transcript": ""} if sounds else UNSET,
        "tool_calls": [tools.encode_call(call) for call in choice.tool_calls] or UNSET,
    }
    return merge(known, choice.message_extra)


def _joined(choice: Choice, kind: type[ReasoningPart | RefusalPart], between: str) -> str:
    return between.join(part.text for part in choice.parts if isinstance(part, kind) and part.text)


def _listed(choice: Choice, name: str) -> list[Any]:
    rest = choice.message_extra.get(name)
    return rest if isinstance(rest, list) else []
