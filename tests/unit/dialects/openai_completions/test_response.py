"""Whole completions, part by part; the golden cases have whole answers."""

import json

from proxy.canonical.content import ReasoningPart, RefusalPart, TextPart
from proxy.canonical.response import CanonicalResponse, Choice, FinishReason
from proxy.canonical.tools import ToolCall
from proxy.canonical.usage import Cost, Usage
from proxy.dialects.openai_completions.response import encode, encode_choice


def test_words_and_refusals_are_text():
    """Thoughts and calls have no place in a completion."""
    parts = (
        ReasoningPart(text="hm"),
        TextPart(text="a"),
        RefusalPart(text="b"),
        ToolCall(id="1", name="f", arguments="{}"),
    )

    assert {"text": "ab", "index": 1, "logprobs": None, "finish_reason": "stop"} == encode_choice(
        Choice(index=1, parts=parts, finish_reason=FinishReason.TOOL_CALLS)
    )


def test_cost_and_provider_are_told_to_those_who_want_to_know():
    """They stand where OpenRouter's clients look."""
    answer = CanonicalResponse(
        id="x", model="m", created=1, choices=(), usage=Usage(input_tokens=1), cost=Cost(total=7, input=7, output=0),
        extra={"provider": "nordlys"},
    )  # fmt: skip
    told = json.loads(encode(answer))

    assert (0.000007, "nordlys") == (told["usage"]["cost"], told["provider"])
    assert "usage" not in json.loads(encode(CanonicalResponse(id="x", model="m", created=1, choices=())))
