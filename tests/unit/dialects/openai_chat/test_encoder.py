"""Events, encoded; `tests/golden/openai_chat` has whole streams."""

import pytest

from proxy.canonical.events import Ended, Failed, Finished, Started, TextDelta, UsageReported
from proxy.canonical.jsontext import parse
from proxy.canonical.response import FinishReason
from proxy.canonical.usage import Usage
from proxy.dialects.openai_chat.encoder import Encoder
from proxy.dialects.sse import Parser

START = Started(id="c", model="m", created=1, extra={"system_fingerprint": "fp"})
COUNT = UsageReported(usage=Usage(input_tokens=3, output_tokens=2))


def frames(encoder, *events):
    """Return the data of what *encoder* writes for *events*."""
    written = b"".join(encoder.encode(event) for event in events)
    return [event.data if event.data == b"[DONE]" else parse(event.data) for event in Parser().feed(written)]


def test_every_chunk_has_the_answers_head():
    """Clients read id and model from any chunk."""
    written = frames(Encoder(include_usage=False), START, TextDelta(text="a"))
    head = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m", "system_fingerprint": "fp"}

    assert [head, head] == [{name: chunk[name] for name in chunk if name != "choices"} for chunk in written]


def test_the_first_chunk_of_each_choice_names_the_role():
    """Clients that gather several choices want a role for each."""
    written = frames(Encoder(include_usage=False), START, TextDelta(text="a"), TextDelta(text="b", index=1))

    assert ["assistant", None, "assistant"] == [chunk["choices"][0]["delta"].get("role") for chunk in written]


def test_usage_is_told_to_those_who_asked():
    """The count is a last chunk without choices, and a null before it."""
    first, last, done = frames(Encoder(include_usage=True), START, COUNT, Ended())

    assert (None, []) == (first["usage"], last["choices"])
    assert {"prompt_tokens": 3, "completion_tokens": 2, "total_tokens": 5} == last["usage"]
    assert b"[DONE]" == done


def test_usage_is_told_once_and_last():
    """Providers count as they go; clients that add up the counts of chunks would count what is told twice, twice."""
    early = UsageReported(usage=Usage(input_tokens=3, output_tokens=1))
    written = frames(Encoder(include_usage=True), START, early, TextDelta(text="a"), COUNT, Ended())

    assert [None, None, 5] == [chunk["usage"] and chunk["usage"]["total_tokens"] for chunk in written[:-1]]


def test_usage_is_not_told_to_others():
    """A client that did not ask may not expect a chunk without choices."""
    encoder = Encoder(include_usage=False)

    assert "usage" not in frames(encoder, START)[0]
    assert b"" == encoder.encode(COUNT)


@pytest.mark.parametrize("reason", list(FinishReason))
def test_the_end_of_a_choice_has_an_empty_delta(reason):
    """The finish reason comes in a chunk of its own, as OpenAI sends it."""
    [_, last] = frames(Encoder(include_usage=False), START, Finished(finish_reason=reason))

    assert [{"index": 0, "delta": {}, "finish_reason": reason.value}] == last["choices"]


def test_a_failure_is_an_error_and_the_end():
    """SDKs raise on the error; some clients wait for `[DONE]` even so."""
    error, done = frames(Encoder(include_usage=False), Failed(message="m", code="c"))

    assert {"message": "m", "type": "api_error", "param": None, "code": "c"} == error["error"]
    assert b"[DONE]" == done


def test_the_end_is_done():
    """Every proper stream ends with the dialect's own word."""
    assert b"data: [DONE]\n\n" == Encoder(include_usage=True).encode(Ended())
