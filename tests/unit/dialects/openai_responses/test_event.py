"""One event of a stream."""

import pytest

from proxy.dialects.openai_responses import event
from proxy.dialects.sse import Parser
from proxy.errors import MalformedStream


def block(raw):
    """Return the event that *raw* is."""
    (found,) = Parser().feed(raw + b"\n\n")
    return found


@pytest.mark.parametrize("raw", [b": keep-alive", b"event: ping", b"data: [DONE]", b"data:", b"id: 7"])
def test_a_silent_event_says_nothing(raw):
    """Keep-alives and another dialect's end are no events."""
    assert event.read(block(raw)) is None


@pytest.mark.parametrize("raw", [b"<html>", b"data: {", b"data: []", b'data: {"choices":[]}', b"data: 7"])
def test_what_is_no_event_is_malformed(raw):
    """A page, a broken text and a chunk of Chat Completions are not this dialect's."""
    with pytest.raises(MalformedStream):
        event.read(block(raw))


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (b'data: {"type":"x"}', "x"),
        (b"event: y\ndata: {}", "y"),
        (b'event: y\ndata: {"type":"x"}', "x"),
        (b'data: {"error":{"message":"no"}}', "error"),
        (b'event: message\ndata: {"error":"no"}', "error"),
    ],
)
def test_a_type_is_found_where_it_stands(raw, kind):
    """In the data, in the name, or in that it is an error."""
    assert kind == event.read(block(raw))["type"]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"type": "response.created", "response": {}}, False),
        ({"type": "response.output_item.added", "item": {"type": "message"}}, False),
        ({"type": "response.output_item.added", "item": {"type": "reasoning"}}, False),
        ({"type": "response.output_item.added", "item": {"type": "function_call"}}, True),
        ({"type": "response.content_part.added"}, False),
        ({"type": "response.output_text.delta", "delta": ""}, False),
        ({"type": "response.output_text.delta", "delta": "a"}, True),
        ({"type": "response.reasoning_text.delta", "delta": "a"}, True),
        ({"type": "response.output_item.done", "item": {"type": "message"}}, True),
        ({"type": "response.web_search_call.searching"}, True),
        ({"type": "response.completed"}, True),
        ({"type": "codex.rate_limits"}, False),
    ],
)
def test_content_is_what_a_client_would_miss(told, expected):
    """A beginning without anything in it is not that."""
    assert expected is event.has_content(told)


@pytest.mark.parametrize(
    "told",
    [
        {"type": "response.failed", "response": {"error": {"message": "no"}}},
        {"type": "response.failed", "error": {"message": "no"}},
        {"type": "error", "message": "no"},
        {"type": "error", "error": {"message": "no"}},
    ],
)
def test_a_failure_is_told_in_several_places(told):
    """Each of them is one."""
    assert "no" == event.failure(told).message
    assert event.failure({"type": "response.completed"}) is None


def test_a_place_is_a_number():
    """Whatever stands there, the first is meant where none is told."""
    assert [2, 0, 0, 0] == [event.number({"n": told}, "n") for told in (2, None, "2", True)]
    assert {} == event.inner({"n": 7}, "n")
