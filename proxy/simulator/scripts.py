"""Answers that a provider is told to give, in order, before it makes up its own: for tests that drive real agents."""

from collections.abc import Mapping
from random import Random
from typing import Any

from proxy.canonical.content import Part, ReasoningPart, TextPart
from proxy.canonical.jsontext import dump
from proxy.canonical.request import CanonicalRequest
from proxy.canonical.response import Choice, FinishReason
from proxy.canonical.seal import Seal
from proxy.canonical.tools import ToolCall, ToolKind
from proxy.errors import InvalidRequest

MOST_ANSWERS = 1_000
FIELDS = {"text", "tool_calls", "reasoning"}


def read_script(document: Any) -> list[dict[str, Any]]:
    """Return the answers that *document*, a JSON list, tells: each has `text`, `reasoning`, or `tool_calls`.

    A call is `{"name", "arguments"}`, the arguments an object or, for a tool that takes text, a string.
    """
    if not isinstance(document, list) or len(document) > MOST_ANSWERS:
        raise InvalidRequest(f"a script is a list of at most {MOST_ANSWERS} answers")
    for answer in document:
        if not isinstance(answer, Mapping) or not set(answer) <= FIELDS:
            raise InvalidRequest(f"a scripted answer is an object with {', '.join(sorted(FIELDS))}")
    return [dict(answer) for answer in document]


def play(answer: Mapping[str, Any], request: CanonicalRequest, family: str, rng: Random) -> Choice:
    """Return one scripted *answer* to *request*, its thought sealed by *family*."""
    parts: list[Part] = []
    if answer.get("reasoning"):
        seal = Seal(family=family, data=f"{rng.getrandbits(96):024x}") if family else None
        parts.append(ReasoningPart(text=answer["reasoning"], seal=seal))
    if answer.get("text"):
        parts.append(TextPart(text=answer["text"]))
    custom = {tool.name for tool in request.tools or () if tool.kind is ToolKind.CUSTOM}
    calls = [call(told, custom, rng) for told in answer.get("tool_calls", ())]
    finish = FinishReason.TOOL_CALLS if calls else FinishReason.STOP
    return Choice(parts=(*parts, *calls), finish_reason=finish)


def call(told: Mapping[str, Any], custom: set[str], rng: Random) -> ToolCall:
    """Return the call that a script tells."""
    arguments = told.get("arguments", {})
    kind = ToolKind.CUSTOM if told["name"] in custom else ToolKind.FUNCTION
    text = arguments if isinstance(arguments, str) else dump(arguments).decode()
    return ToolCall(id=f"call_{rng.getrandbits(64):016x}", name=told["name"], arguments=text, kind=kind)
