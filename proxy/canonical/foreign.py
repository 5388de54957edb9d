"""A request or an answer made ready for a dialect other than its own: what only its own could read is taken out.

What is taken out of a request is named, so that the client can be told; unknown fields of an answer say nothing that
another dialect's clients wait for, and go without a word.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

from proxy.canonical.content import Part, ReasoningPart, TextPart, UnknownPart
from proxy.canonical.request import CanonicalRequest, Message, Reasoning, ResponseFormat, Role
from proxy.canonical.response import CanonicalResponse, Choice
from proxy.canonical.seal import Seal
from proxy.canonical.tools import ToolCall, ToolChoice, ToolDefinition, ToolKind
from proxy.canonical.unset import Unset

V = TypeVar("V", bound="Message | Reasoning | ResponseFormat | ToolChoice | ToolDefinition")

REASONING = "reasoning"
"""What thoughts of another family are called where they are named as dropped."""


def keep_family(request: CanonicalRequest, family: str) -> tuple[CanonicalRequest, tuple[str, ...]]:
    """Return *request* without the sealed thoughts that *family* cannot read, and `reasoning` where there were any."""
    messages = tuple(_with_seals_of(message, family) for message in request.messages)
    if all(new is old for new, old in zip(messages, request.messages, strict=True)):
        return request, ()
    return replace(request, messages=messages), (REASONING,)


def plain_request(request: CanonicalRequest) -> tuple[CanonicalRequest, tuple[str, ...]]:
    """Return *request* in the hub's words alone, and the names of top-level fields and of parts that are gone."""
    messages = tuple(
        bare
        for message in request.messages
        if (bare := _plain_message(message)).content or not message.content or message.role is Role.TOOL
    )
    tools = request.tools
    if not isinstance(tools, Unset):
        tools = tuple(_plain(tool) for tool in tools if tool.kind is not ToolKind.NATIVE)
    plain = replace(
        request,
        messages=messages,
        tools=tools,
        tool_choice=_plain_or_unset(request.tool_choice),
        response_format=_plain_or_unset(request.response_format),
        reasoning=_plain_or_unset(request.reasoning),
        extra={},
    )
    return plain, tuple(sorted({*request.extra, *_unknown_kinds(request)}))


def plain_response(response: CanonicalResponse) -> CanonicalResponse:
    """Return *response* in the hub's words alone."""
    return replace(response, choices=tuple(_plain_choice(choice) for choice in response.choices), extra={})


def plain_part(part: Part) -> Part | None:
    """Return *part* without what only its own dialect knows; `None` where that is all of it."""
    if isinstance(part, UnknownPart):
        return None
    if isinstance(part, TextPart) and part.citations:
        citations = tuple(replace(each, extra={}) if each.extra else each for each in part.citations)
        return replace(part, citations=citations, extra={})
    return replace(part, extra={}) if part.extra else part


def _plain_message(message: Message) -> Message:
    content = message.content
    if isinstance(content, str):
        return _plain(message)
    return replace(message, content=_plain_parts(content), extra={})


def _plain_parts(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    return tuple(plain for part in parts if (plain := plain_part(part)) is not None)


def _plain_choice(choice: Choice) -> Choice:
    return replace(choice, parts=_plain_parts(choice.parts), extra={}, message_extra={})


def _plain(value: V) -> V:
    return replace(value, extra={}) if value.extra else value


def _plain_or_unset(value: V | Unset) -> V | Unset:
    return value if isinstance(value, Unset) else _plain(value)


def _unknown_kinds(request: CanonicalRequest) -> Iterator[str]:
    for message in request.messages:
        yield from (part.kind for part in message.parts if isinstance(part, UnknownPart))
    yield from (tool.name for tool in request.tools or () if tool.kind is ToolKind.NATIVE)


def _with_seals_of(message: Message, family: str) -> Message:
    """Return *message* without the thoughts of other families; a call of another family stays, without its seal."""
    if isinstance(message.content, str) or not any(_is_foreign(part, family) for part in message.content):
        return message
    kept = (part for part in message.content if not (isinstance(part, ReasoningPart) and _is_foreign(part, family)))
    return replace(message, content=tuple(_unsealed(part, family) for part in kept))


def _unsealed(part: Part, family: str) -> Part:
    return replace(part, seal=None) if isinstance(part, ToolCall) and _is_foreign(part, family) else part


def _is_foreign(part: Part, family: str) -> bool:
    seal: Seal | None = part.seal if isinstance(part, ReasoningPart | ToolCall) else None
    return seal is not None and seal.family != family
