"""Answers as Cohere sends them, and what each means.

They follow the examples of Cohere's API reference and guides (read November 2026).
"""

import pytest

from proxy.canonical.content import Citation, ReasoningPart, TextPart, TokenLogprob, UnknownPart
from proxy.canonical.jsontext import dump, parse
from proxy.canonical.response import CanonicalResponse, Choice, FinishReason
from proxy.canonical.tools import ToolCall
from proxy.canonical.usage import Usage
from proxy.dialects.cohere_chat import COHERE_CHAT

COUNTS = {"billed_units": {"input_tokens": 9, "output_tokens": 2}, "tokens": {"input_tokens": 9, "output_tokens": 2}}
HI = {"type": "text", "text": "Hi!"}


def body(reason="COMPLETE", usage=COUNTS, message=None, **beside):
    """Return an answer's members."""
    said = {"role": "assistant", **({"content": [HI]} if message is None else message)}
    return {"id": "a1", "finish_reason": reason, "message": said, "usage": usage, **beside}


def meant(*parts, reason=FinishReason.STOP, native="COMPLETE", usage=None, message_extra=None, **beside):
    """Return what an answer means."""
    choice = Choice(parts=parts, finish_reason=reason, native_finish_reason=native, message_extra=message_extra or {})
    counted = usage or Usage(input_tokens=9, output_tokens=2)
    return CanonicalResponse(id="a1", model="", created=0, choices=(choice,), usage=counted, **beside)


SAID = TextPart(text="Hi!")
TOOL_SOURCE = {"type": "tool", "id": "c1:0", "tool_output": {"weather": "sunny"}}

CASES = {
    "text": (body(), meant(SAID)),
    "unicode": (body(message={"content": [{"type": "text", "text": "世界 🌍"}]}), meant(TextPart(text="世界 🌍"))),
    "nothing": (body(message={}), meant()),
    "length": (body("MAX_TOKENS"), meant(SAID, reason=FinishReason.LENGTH, native="MAX_TOKENS")),
    "a stop sequence": (body("STOP_SEQUENCE"), meant(SAID, native="STOP_SEQUENCE")),
    "a plan and parallel calls": (
        body(
            "TOOL_CALL",
            message={
                "tool_plan": "I will look.",
                "tool_calls": [
                    {"id": "c1", "type": "function", "function": {"name": "f", "arguments": '{"a":1}'}},
                    {"id": "c2", "type": "function", "function": {"name": "g", "arguments": "{}"}},
                ],
            },
        ),
        meant(
            ReasoningPart(text="I will look.", extra={"tool_plan": True}),
            ToolCall(id="c1", name="f", arguments='{"a":1}'),
            ToolCall(id="c2", name="g", arguments="{}"),
            reason=FinishReason.TOOL_CALLS,
            native="TOOL_CALL",
        ),
    ),
    "thoughts": (
        body(message={"content": [{"type": "thinking", "thinking": "Hm."}, HI]}),
        meant(ReasoningPart(text="Hm."), SAID),
    ),
    "citations": (
        body(
            message={
                "content": [{"type": "thinking", "thinking": "Hm."}, HI],
                "citations": [
                    {
                        "start": 0,
                        "end": 2,
                        "text": "Hi",
                        "sources": [TOOL_SOURCE],
                        "content_index": 1,
                        "type": "TEXT_CONTENT",
                    },
                    {
                        "start": 0,
                        "end": 3,
                        "sources": [
                            {"type": "document", "document": {"title": "T", "url": "https://x", "snippet": "s"}}
                        ],
                        "text": "Hi!",
                        "content_index": 1,
                        "type": "TEXT_CONTENT",
                    },
                ],
            }
        ),
        meant(
            ReasoningPart(text="Hm."),
            TextPart(
                text="Hi!",
                citations=(
                    Citation(start=0, end=2, extra={"text": "Hi", "sources": [TOOL_SOURCE]}),
                    Citation(start=0, end=3, title="T", url="https://x", quote="s", extra={"text": "Hi!"}),
                ),
            ),
        ),
    ),
    "a citation in a plan": (
        body(message={"content": [HI], "citations": [{"start": 0, "type": "PLAN"}]}),
        meant(SAID, message_extra={"citations": [{"start": 0, "type": "PLAN"}]}),
    ),
    "likelihoods": (
        body(logprobs=[{"text": "Hi!", "token_ids": [], "logprobs": [-0.5]}]),
        meant(TextPart(text="Hi!", logprobs=(TokenLogprob(token="Hi!", logprob=-0.5),))),
    ),
    "cache and searches": (
        body(
            usage={
                "billed_units": {"input_tokens": 9, "output_tokens": 2, "search_units": 1},
                "tokens": {"input_tokens": 9, "output_tokens": 2},
                "cached_tokens": 4,
            }
        ),
        meant(SAID, usage=Usage(input_tokens=9, output_tokens=2, cache_read_tokens=4, tool_requests=1)),
    ),
    "what nobody knows yet": (
        body("PAUSED", message={"content": [{"type": "hologram", "x": 1}], "y": 2}, z=3),
        meant(
            UnknownPart(kind="hologram", extra={"x": 1}),
            reason=FinishReason.OTHER,
            native="PAUSED",
            message_extra={"y": 2},
            extra={"z": 3},
        ),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_an_answer_is_understood(name):
    """Each answer means what its documentation says."""
    members, meaning = CASES[name]

    assert meaning == COHERE_CHAT.decode_response(dump(members))


@pytest.mark.parametrize("name", CASES)
def test_an_answer_is_written_as_it_came(name):
    """The simulator writes the members that it read."""
    members, meaning = CASES[name]

    assert members == parse(COHERE_CHAT.encode_response(meaning))
