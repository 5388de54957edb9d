"""A stream, decoded; `tests/golden/openai_chat` has whole ones."""

import pytest

from proxy.canonical.events import Ended, Extra, Failed, Finished, ReasoningDelta, Started, TextDelta
from proxy.canonical.failure import FailureKind
from proxy.canonical.jsontext import dump
from proxy.canonical.response import FinishReason
from proxy.dialects.openai_chat.decoder import Decoder
from proxy.errors import MalformedStream

DONE = b"data: [DONE]\n\n"
STOP = {"index": 0, "delta": {}, "finish_reason": "stop"}


def frame(*choices, **members):
    """Return a chunk with *choices* as an event."""
    return b"data: " + dump({"id": "c", "created": 1, "model": "m", "choices": list(choices), **members}) + b"\n\n"


def text(content, index=0, **members):
    """Return a choice that says *content*."""
    return {"index": index, "delta": {"content": content}, "finish_reason": None, **members}


START = Started(id="c", model="m", created=1)
FINISH = Finished(finish_reason=FinishReason.STOP)


def test_a_stream_is_told_event_by_event():
    """Role and nulls say nothing; text, end and usage do."""
    stream = frame(text(""), usage=None) + frame(text("a")) + frame(STOP) + DONE

    assert [START, TextDelta(text="a"), FINISH, Ended()] == Decoder().feed(stream)


def test_nothing_follows_the_end():
    """What comes after `[DONE]` is not part of the answer."""
    decoder = Decoder()

    assert Ended() == decoder.feed(frame(text("a")) + frame(STOP) + DONE + frame(text("b")))[-1]
    assert [] == decoder.close()


def test_a_missing_done_is_forgiven_after_the_finish_reason():
    """Some servers close the connection instead of saying `[DONE]`."""
    decoder = Decoder()
    decoder.feed(frame(text("a")) + frame(STOP))

    assert [Ended()] == decoder.close()


@pytest.mark.parametrize("stream", [b"", frame(text("a")), frame(text("a"), text("b", 1)) + frame(STOP)])
def test_a_cut_stream_is_malformed(stream):
    """A stream that ends before every choice has finished was cut, whatever the connection said."""
    decoder = Decoder()
    decoder.feed(stream)

    with pytest.raises(MalformedStream, match="cut"):
        decoder.close()


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        ({"message": "m", "code": 502}, Failed(message="m", code="502")),
        (
            {"message": "m", "type": "overloaded_error"},
            Failed(message="m", code="overloaded_error", kind=FailureKind.OVERLOADED),
        ),
        ("m", Failed(message="m")),
    ],
)
def test_an_error_ends_the_stream(error, expected):
    """A provider's error is one event, and nothing follows it."""
    stream = frame(text("a")) + b"data: " + dump({"error": error}) + b"\n\n" + frame(text("b")) + DONE

    assert [START, TextDelta(text="a"), expected] == Decoder().feed(stream)


def test_azures_prelude_does_not_start_the_answer():
    """Azure's first chunk has filter results, and neither id nor choices."""
    prelude = b'data: {"id":"","model":"","choices":[],"prompt_filter_results":[1]}\n\n'

    assert [Extra(fields={"prompt_filter_results": [1]}), START] == Decoder().feed(prelude + frame(text("")))


def test_what_stays_the_same_is_told_once():
    """Unknown members are kept, but a fingerprint in every chunk is news only in the first."""
    events = Decoder().feed(frame(text(""), x=1) + frame(text("a"), x=1) + frame(text("b"), x=2))

    assert [
        Started(id="c", model="m", created=1, extra={"x": 1}),
        TextDelta(text="a"),
        Extra(fields={"x": 2}),
        TextDelta(text="b"),
    ] == events


def test_reasoning_under_two_names_is_told_once():
    """A vendor that shows the same reasoning under both names does not make it twice as long."""
    both = {"index": 0, "delta": {"reasoning": "hm", "reasoning_content": "hm"}}

    assert [START, ReasoningDelta(text="hm")] == Decoder().feed(frame(both))


def test_unknown_members_of_a_choice_are_kept():
    """What has no place in the hub travels beside the text."""
    choice = text("a", logprobs={"refusal": []})
    choice["delta"]["annotations"] = [1]
    expected = Extra(fields={"logprobs": {"refusal": []}, "delta": {"annotations": [1]}}, index=0)

    assert [START, TextDelta(text="a"), expected] == Decoder().feed(frame(choice))
