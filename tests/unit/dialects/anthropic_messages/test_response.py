"""Whole answers, beside what the golden cases hold."""

import pytest

from proxy.canonical.content import TextPart
from proxy.canonical.jsontext import dump, parse
from proxy.canonical.response import CanonicalResponse, Choice
from proxy.canonical.usage import Usage
from proxy.dialects.anthropic_messages import response
from proxy.dialects.base import Reading
from proxy.errors import MalformedStream

ANSWER = {"id": "m", "content": [], "stop_reason": "end_turn", "usage": {"input_tokens": 3, "output_tokens": 2}}


def test_passthrough_reads_enough_to_settle():
    """Counts, and why it ended."""
    assert Reading(usage=Usage(input_tokens=3, output_tokens=2), finish_reason="end_turn") == response.read(
        dump(ANSWER)
    )
    assert Reading(usage=None, finish_reason=None) == response.read(b'{"content":[],"stop_reason":1,"usage":[]}')


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b"[]",
        b"{}",
        b'{"content":"text"}',
        b'{"type":"error","error":{"type":"api_error","message":"m"}}',
        b'{"content":[1]}',
        b'{"content":[{"type":"text"}]}',
        b'{"content":[{"type":"tool_use","id":"a","name":"f","input":{"a":' + b"[" * 300 + b"]" * 300 + b"}}]}",
    ],
)
def test_what_is_no_answer(body):
    """A page, another dialect, an error told as a success: no answer, and no other exception."""
    with pytest.raises(MalformedStream):
        response.decode(body)


def test_an_error_with_status_200_is_told():
    """Its own words help whoever reads the log."""
    with pytest.raises(MalformedStream, match="so it is"):
        response.read(b'{"type":"error","error":{"message":"so it is"}}')


@pytest.mark.parametrize(
    ("choices", "content"),
    [
        ((), []),
        (
            (Choice(parts=(TextPart(text="a"),)), Choice(index=1, parts=(TextPart(text="b"),))),
            [{"type": "text", "text": "a"}],
        ),
    ],
)
def test_messages_has_one_answer(choices, content):
    """Of several the first, of none an empty one."""
    written = response.encode(CanonicalResponse(id="", model="", created=0, choices=choices))

    assert content == parse(written)["content"]
