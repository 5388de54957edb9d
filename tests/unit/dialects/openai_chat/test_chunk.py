"""One event of a stream, OpenAI's or an imitator's."""

import pytest

from proxy.dialects.base import ProviderError
from proxy.dialects.openai_chat.chunk import choices, data_of, failure, has_content, index_of, read
from proxy.dialects.sse import Parser
from proxy.errors import MalformedStream


@pytest.mark.parametrize("data", [b"{", b"[]", b"null", b'"text"', b"{}", b'{"type":"message_start"}', b"<html>"])
def test_what_is_no_chunk_is_malformed(data):
    """Text, other dialects' events and broken JSON are never taken for an answer."""
    with pytest.raises(MalformedStream):
        read(data)


@pytest.mark.parametrize("data", [b'{"choices":[]}', b'{"usage":null}', b'{"error":"x"}'])
def test_one_member_is_enough_to_be_a_chunk(data):
    """Imitators leave out everything else at one time or another."""
    assert read(data)


def test_an_event_named_error_is_one():
    """Some servers name the event and send the error bare."""
    assert ProviderError(message="busy") == failure(read(b'{"message":"busy"}', "error"))


@pytest.mark.parametrize("raw", [b": ping\n\n", b"id: 3\nretry: 5\n\n", b"event: ping\n\n", b"\xef\xbb\xbf: hi\n\n"])
def test_keep_alives_say_nothing(raw):
    """What the standard lets a stream hold beside data is no content and no fault."""
    [event] = Parser().feed(raw)

    assert b"" == data_of(event)


def test_a_page_is_no_keep_alive():
    """A proxy's error page in place of a stream is found out by its first block."""
    [event] = Parser().feed(b"<!doctype html>\n<title>502</title>\n\n")

    with pytest.raises(MalformedStream):
        data_of(event)


@pytest.mark.parametrize("frame", [{"choices": None}, {"choices": []}, {"usage": {}}])
def test_choices_may_be_missing(frame):
    """VLLM ends with null choices, Azure begins without any."""
    assert [] == choices(frame)


@pytest.mark.parametrize("found", [{"a": 1}, "x", [1], [None]])
def test_choices_of_another_shape_are_malformed(found):
    """Choices that cannot be read are not passed over."""
    with pytest.raises(MalformedStream):
        choices({"choices": found})


@pytest.mark.parametrize(("choice", "expected"), [({}, 0), ({"index": 2}, 2), ({"index": None}, 0)])
def test_a_choice_without_a_number_is_the_first(choice, expected):
    """Imitators that make one choice leave the number out."""
    assert expected == index_of(choice)


@pytest.mark.parametrize(
    ("delta", "expected"),
    [
        ({"role": "assistant", "content": ""}, False),
        ({"role": "assistant", "content": None, "refusal": None, "tool_calls": []}, False),
        (None, False),
        ({"content": "a"}, True),
        ({"refusal": "a"}, True),
        ({"reasoning": "a"}, True),
        ({"reasoning_content": "a"}, True),
        ({"tool_calls": [{"index": 0}]}, True),
        ({"function_call": {"name": "f"}}, True),
        ({"audio": {"id": "a"}}, True),
    ],
)
def test_content_is_what_a_client_would_miss(delta, expected):
    """A role or an empty text may still be thrown away for another provider's stream; content may not."""
    assert expected is has_content({"delta": delta})


@pytest.mark.parametrize(
    ("frame", "expected"),
    [
        ({"choices": [{"finish_reason": "stop"}]}, None),
        ({"error": None, "choices": []}, None),
        ({"error": {"message": "m", "code": 502}}, ProviderError(message="m", code="502")),
        (
            {"choices": [{"error": {"message": "m"}, "finish_reason": "error"}]},
            ProviderError(message="m"),
        ),
    ],
)
def test_failures_are_found_wherever_they_are_told(frame, expected):
    """At the top as OpenAI does, or in the choice as OpenRouter does."""
    assert expected == failure(frame)


def test_a_finish_reason_alone_can_tell_a_failure():
    """An answer that ended with `error` is not an answer."""
    told = failure(read(b'{"choices":[{"finish_reason":"error"}]}'))

    assert "error" == (told and told.code)
