"""One answer, whole or as an event of a stream."""

import pytest

from proxy.canonical.unset import UNSET
from proxy.dialects.gemini import chunk
from proxy.dialects.sse import Parser
from proxy.errors import MalformedStream


def test_a_list_of_one_answer_is_that_answer():
    """Some endpoints put the one answer, or the one error, in a list."""
    assert {"responseId": "r"} == chunk.read(b'[{"responseId":"r"}]')


@pytest.mark.parametrize("data", [b"", b"1", b"{}", b"[]", b'{"choices":[]}', b"[{},{}]"])
def test_an_answer_has_a_mark_of_this_dialect(data):
    """JSON without any member of an answer is another dialect's, or none."""
    with pytest.raises(MalformedStream):
        chunk.read(data)


@pytest.mark.parametrize("candidates", ["x", [1], {"a": 1}])
def test_candidates_are_objects(candidates):
    """Anything else in their place is malformed."""
    with pytest.raises(MalformedStream):
        chunk.candidates({"candidates": candidates})


@pytest.mark.parametrize("content", ["x", {"parts": "x"}, {"parts": [1]}])
def test_parts_are_objects(content):
    """Anything else in their place is malformed; a candidate without content has none."""
    assert [] == chunk.parts({}) == chunk.parts({"content": {}})
    with pytest.raises(MalformedStream):
        chunk.parts({"content": content})


@pytest.mark.parametrize(
    ("candidate", "has_content"),
    [
        ({}, False),
        ({"content": {"parts": [{"text": ""}]}}, False),
        ({"content": {"parts": [{"text": "a"}]}}, True),
        ({"content": {"parts": [{"functionCall": {}}]}}, True),
        ({"finishReason": "SAFETY"}, True),
    ],
)
def test_an_empty_text_is_no_content(candidate, has_content):
    """Until content goes by, another provider can still answer."""
    assert has_content is chunk.has_content(candidate)


def test_a_time_is_seconds_and_back():
    """Fractions go, what is no time is 0, and a time that Google cannot write is left out."""
    assert 1_793_527_200 == chunk.seconds("2026-11-01T10:00:00.123456789Z")
    assert "2026-11-01T10:00:00Z" == chunk.written(1_793_527_200)
    assert [0, 0, 0, 0] == [chunk.seconds(told) for told in ("soon", None, 7, "2026-11-01")]
    assert [UNSET, UNSET] == [chunk.written(created) for created in (0, 10**15)]


def test_a_page_is_no_stream():
    """A keep-alive says nothing; lines that are no field of an event are a body in the wrong place."""
    comment, page = Parser().feed(b": ping\n\n<html>\n\n")

    assert b"" == chunk.data_of(comment)
    with pytest.raises(MalformedStream):
        chunk.data_of(page)
