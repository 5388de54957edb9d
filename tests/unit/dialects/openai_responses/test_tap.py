"""The relay of a stream."""

import pytest

from proxy.canonical.failure import FailureKind
from proxy.canonical.jsontext import dump
from proxy.canonical.usage import Usage
from proxy.dialects.openai_responses import OPENAI_RESPONSES
from proxy.dialects.openai_responses import tap as taps
from proxy.errors import MalformedStream

OUTLINE = OPENAI_RESPONSES.outline(b'{"model":"m","input":"hi","stream":true}')
USAGE = {"input_tokens": 9, "output_tokens": 2, "total_tokens": 11}


def event(kind, **fields):
    """Return an event as OpenAI writes it."""
    return f"event: {kind}\ndata: ".encode() + dump({"type": kind, **fields}) + b"\n\n"


CREATED = event("response.created", response={"id": "r"})
DELTA = event("response.output_text.delta", delta="Hi")
COMPLETED = event("response.completed", response={"usage": USAGE})
FAILED = event("response.failed", response={"error": {"code": "server_is_overloaded", "message": "busy"}})


@pytest.fixture
def tap():
    """A relay of one stream."""
    return taps.Tap(OUTLINE)


def test_everything_goes_through(tap):
    """Bytes are passed on as they are, and what must be known is learned."""
    stream = b": hello\n\n" + CREATED + DELTA * 3 + COMPLETED

    assert stream == tap.feed(stream)
    assert (True, True, Usage(input_tokens=9, output_tokens=2), None) == (
        tap.has_content,
        tap.is_complete,
        tap.usage,
        tap.failure,
    )
    assert b"" == tap.close()


def test_a_beginning_is_no_content(tap):
    """As long as nothing is said, another endpoint may still be asked."""
    assert CREATED == tap.feed(CREATED)
    assert (False, False) == (tap.has_content, tap.is_complete)


@pytest.mark.parametrize("error", [FAILED, event("error", message="busy", code="server_is_overloaded")])
def test_an_error_is_not_passed_on(tap, error):
    """The gateway says its own in its place, and nothing follows."""
    assert CREATED + DELTA == tap.feed(CREATED + DELTA + error + COMPLETED)
    assert ("busy", FailureKind.OVERLOADED) == (tap.failure.message, tap.failure.kind)
    assert (False, b"") == (tap.is_complete, tap.feed(COMPLETED))


def test_nothing_follows_the_end(tap):
    """What a server sends after the last event stays here."""
    assert COMPLETED == tap.feed(COMPLETED + b"data: [DONE]\n\n")


def test_an_incomplete_answer_is_a_whole_stream(tap):
    """A cut answer came to its proper end, and is charged."""
    tap.feed(event("response.incomplete", response={"usage": USAGE}))

    assert (True, 2) == (tap.is_complete, tap.usage.output_tokens)


def test_an_event_may_come_in_pieces(tap):
    """What is incomplete stays inside."""
    assert [CREATED, b"", DELTA] == [tap.feed(CREATED + DELTA[:9]), tap.feed(DELTA[9:20]), tap.feed(DELTA[20:])]


def test_a_page_is_malformed(tap):
    """So is a stream of another dialect, also after content."""
    tap.feed(CREATED + DELTA)
    with pytest.raises(MalformedStream):
        tap.feed(b'data: {"choices":[]}\n\n')


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (DELTA, True),
        (DELTA * 3, True),
        (event("response.output_text.delta", delta='a "error" \n response'), True),
        (event("response.output_text.delta", delta="response.completed"), False),
        (DELTA + COMPLETED, False),
        (FAILED, False),
        (event("error", message="x"), False),
        (DELTA.replace(b"\n", b"\r\n"), False),
        (DELTA[:-1], False),
        (DELTA.replace(b"event: response.output_text.delta\n", b""), False),
        (DELTA + b": x\n\n", False),
        (DELTA.replace(b"Hi", b"\\u0048i"), False),
        (DELTA[:-2] + b"\ndata: {}\n\n", False),
    ],
)
def test_only_what_tells_nothing_passes_unread(data, expected):
    """Whole events as OpenAI writes them, none of which can end the stream; a text that looks like one is read."""
    assert expected is taps.is_plain(data)
