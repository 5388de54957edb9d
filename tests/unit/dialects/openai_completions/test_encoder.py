"""Streams of completions, event by event; the golden cases have whole streams."""

import json

import pytest

from proxy.canonical.content import TokenLogprob
from proxy.canonical.events import (
    Ended,
    Failed,
    Finished,
    ReasoningDelta,
    RefusalDelta,
    Started,
    TextDelta,
    ToolCallStarted,
    UsageReported,
)
from proxy.canonical.failure import FailureKind
from proxy.canonical.response import FinishReason
from proxy.canonical.usage import Usage
from proxy.dialects.openai_completions.encoder import Encoder

TOKEN = TokenLogprob(token="abc", logprob=-1.0)


def chunk(encoder, event):
    """Return the chunk that *event* becomes."""
    return json.loads(encoder.encode(event).removeprefix(b"data: "))


def test_offsets_go_on_from_chunk_to_chunk():
    """Each choice counts for itself."""
    encoder = Encoder(include_usage=False)
    events = [TextDelta(text="abc", logprobs=(TOKEN,), index=index) for index in (0, 0, 1)]

    assert [[0], [3], [0]] == [chunk(encoder, event)["choices"][0]["logprobs"]["text_offset"] for event in events]


@pytest.mark.parametrize("is_told", [True, False])
def test_usage_is_told_to_those_who_asked(is_told):
    """Null in every chunk but the last, which has no choices; or nowhere."""
    encoder = Encoder(include_usage=is_told)

    assert is_told is ("usage" in chunk(encoder, TextDelta(text="a")))
    assert is_told is bool(encoder.encode(UsageReported(usage=Usage(input_tokens=1))))


@pytest.mark.parametrize(
    "event",
    [Started(id="x", model="m", created=1), ReasoningDelta(text="hm"), ToolCallStarted(position=0, id="1", name="f")],
)
def test_what_has_no_place_is_silent(event):
    """A completion is text alone."""
    assert b"" == Encoder(include_usage=True).encode(event)


def test_refusals_and_ends():
    """The model's refusal is text; the reason stands in a chunk of its own."""
    encoder = Encoder(include_usage=False)

    assert "no" == chunk(encoder, RefusalDelta(text="no"))["choices"][0]["text"]
    assert "length" == chunk(encoder, Finished(finish_reason=FinishReason.LENGTH))["choices"][0]["finish_reason"]
    assert b"data: [DONE]\n\n" == encoder.encode(Ended())


def test_a_failure_ends_the_stream():
    """The SDK raises it, and other clients wait for `[DONE]`."""
    said = Encoder(include_usage=False).encode(Failed(message="too much", kind=FailureKind.RATE_LIMIT))

    assert b"too much" in said
    assert said.endswith(b"data: [DONE]\n\n")
