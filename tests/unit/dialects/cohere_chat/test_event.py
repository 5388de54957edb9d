"""One event of a stream."""

import pytest

from proxy.canonical.failure import FailureKind
from proxy.dialects import sse
from proxy.dialects.base import ProviderError
from proxy.dialects.cohere_chat import event
from proxy.errors import MalformedStream


def parsed(data):
    """Return the one event of *data*."""
    (found,) = sse.Parser().feed(data)
    return found


def test_data_names_its_type_and_so_may_the_event():
    """The data's own word is read first."""
    assert ("message-start", {"id": "a"}) == event.read(b'{"type":"message-start","id":"a"}', "x")
    assert ("x", {}) == event.read(b"{}", "x")


@pytest.mark.parametrize("data", [b"", b"[]", b"{", b"{}", b'{"type":3}', b'{"type":""}'])
def test_what_has_no_type_is_malformed(data):
    """Nobody knows what it is about."""
    with pytest.raises(MalformedStream):
        event.read(data)


def test_keep_alives_and_the_end_say_nothing():
    """A comment, an event without data, and what some hosts end with."""
    assert [b"", b"", b"{}"] == [
        event.data_of(parsed(data)) for data in (b": hi\n\n", b"data: [DONE]\n\n", b"data: {}\n\n")
    ]


def test_a_page_is_malformed():
    """It is no server-sent event."""
    with pytest.raises(MalformedStream):
        event.data_of(parsed(b"<html>\n\n"))


@pytest.mark.parametrize(
    ("kind", "members", "failure"),
    [
        ("", {"message": "no"}, ProviderError(message="no")),
        ("error", {"error": {"message": "no"}}, ProviderError(message="no")),
        (
            "message-end",
            {"delta": {"finish_reason": "TIMEOUT", "error": "late"}},
            ProviderError(message="late", code="TIMEOUT", kind=FailureKind.TIMEOUT),
        ),
        ("message-end", {"delta": {"finish_reason": "COMPLETE", "error": "?"}}, None),
        ("message-end", {"delta": 3}, None),
        ("content-delta", {"delta": {"finish_reason": "ERROR"}}, None),
    ],
)
def test_failures_are_told(kind, members, failure):
    """At the end of the answer, or as an event that is an error's body."""
    assert failure == event.failure(kind, members)


def test_objects_are_taken_or_empty():
    """Whatever stands in their place."""
    members = {"delta": {"message": {"content": {"text": "a"}}}}

    assert {"text": "a"} == event.inner_of(members, "content")
    assert [{}, {}, {}] == [event.inner_of(each, "content") for each in ({}, {"delta": 3}, {"delta": {"message": []}})]


def test_an_event_is_written_under_its_name():
    """As Cohere does."""
    assert b'event: x\ndata: {"type":"x","a":1}\n\n' == event.write("x", {"a": 1})
