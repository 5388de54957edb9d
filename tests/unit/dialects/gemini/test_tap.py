"""The relay between two parties that speak this dialect."""

import json

import pytest

from proxy.canonical.failure import FailureKind
from proxy.canonical.jsontext import dump
from proxy.canonical.usage import Usage
from proxy.dialects.base import Where
from proxy.dialects.gemini import outline
from proxy.dialects.gemini.outline import ArrayOutline
from proxy.dialects.gemini.tap import Tap, is_plain
from proxy.errors import MalformedStream


def tap(kind=outline.Outline, **config):
    """Return the tap of a request."""
    body = dump({"contents": [{"parts": [{"text": "x"}]}], "generationConfig": config})
    return Tap(outline.read(body, Where(model="m", stream=True), kind=kind))


def counts(written):
    """Return the usage so far."""
    return {"promptTokenCount": 3, "candidatesTokenCount": written}


def answer(text, reason=None, index=0, written=1, **beside):
    """Return an answer as an event."""
    finish = {"finishReason": reason} if reason else {}
    candidate = {"content": {"parts": [{"text": text}]}, "index": index, **finish, **beside}
    return b"data: " + dump({"candidates": [candidate], "usageMetadata": counts(written)}) + b"\n\n"


FAILURE = b'data: {"error":{"code":503,"message":"busy","status":"UNAVAILABLE"}}\n\n'
STREAM = (
    b": hello\n\n" + answer("") + answer("a", written=2) * 3 + answer("b", written=5) + answer("", "STOP", written=6)
)


@pytest.mark.parametrize("size", [1, 7, 10_000])
def test_a_stream_passes_unchanged_and_is_understood(size):
    """The client gets the provider's bytes; the gateway learns count and end, however the bytes arrive."""
    relay = tap()
    passed = b"".join(relay.feed(STREAM[at : at + size]) for at in range(0, len(STREAM), size)) + relay.close()

    assert STREAM == passed
    assert (True, True, None) == (relay.has_content, relay.is_complete, relay.failure)
    assert Usage(input_tokens=3, output_tokens=6) == relay.usage


def test_a_stream_that_is_cut_is_counted_so_far():
    """The last count is read though its event passed unread."""
    relay = tap()
    relay.feed(answer("a") + answer("b", written=9))
    relay.close()

    assert (False, 9) == (relay.is_complete, relay.usage.output_tokens)


def test_lifecycle_frames_are_not_content():
    """Until content goes by, another provider can still answer, invisibly to the client."""
    relay = tap()
    relay.feed(b": ping\n\n" + answer(""))

    assert not relay.has_content


def test_every_candidate_must_end():
    """A stream of two ends with the second one's reason."""
    relay = tap(candidateCount=2)
    relay.feed(answer("a", "STOP"))

    assert not relay.is_complete
    relay.feed(answer("b", "STOP", index=1))
    assert relay.is_complete


def test_a_blocked_prompt_is_a_whole_answer():
    """Its reason is the content, and nothing more comes."""
    relay = tap(candidateCount=2)
    relay.feed(b'data: {"promptFeedback":{"blockReason":"SAFETY"}}\n\n')

    assert (True, True) == (relay.has_content, relay.is_complete)


def test_a_failure_is_kept_back():
    """The gateway says its own in its place, and nothing follows."""
    relay = tap()

    assert answer("a") == relay.feed(answer("a") + FAILURE + answer("b", "STOP"))
    assert b"" == relay.feed(answer("c"))
    assert ("busy", FailureKind.OVERLOADED, False) == (relay.failure.message, relay.failure.kind, relay.is_complete)


def test_searches_are_counted_once():
    """Sources are told again with every event."""
    relay = tap()
    grounded = {"groundingMetadata": {"webSearchQueries": ["a", "b"]}}
    relay.feed(answer("a", **grounded) + answer("b", "STOP", **grounded))

    assert 2 == relay.usage.tool_requests


@pytest.mark.parametrize(
    "events", [STREAM, answer("a", "STOP"), b"".join(answer(x) for x in "abc") + answer("", "MAX_TOKENS")]
)
def test_a_list_is_made_of_the_same_answers(events):
    """A client that did not ask for events gets the members of one list, closed at the end."""
    relay = tap(ArrayOutline)
    passed = relay.feed(events) + relay.close()
    told = [json.loads(line.removeprefix(b"data: ")) for line in events.splitlines() if line.startswith(b"data: ")]

    assert told == json.loads(passed)


def test_a_list_that_is_cut_stays_open():
    """The gateway's error, which follows, closes it."""
    relay = tap(ArrayOutline)

    assert relay.feed(answer("a") + FAILURE).startswith(b"[{")
    assert b"" == relay.close()


@pytest.mark.parametrize("events", [b"data: x\n\n", b"<html>\n\n", answer("a") + b"data: x\n\n", b"data: {}\n\n"])
def test_what_is_no_stream_is_malformed(events):
    """Bytes of another kind are not passed on as an answer."""
    with pytest.raises(MalformedStream):
        tap().feed(events)


@pytest.mark.parametrize(
    ("data", "plain"),
    [
        (b'{"candidates":[{"content":{"parts":[{"text":"the \\"error\\" of \\"finishReason\\""}]}}]}', True),
        (b'{"candidates":[{"finishReason":"STOP"}]}', False),
        (b'{"error":{}}', False),
        (b'{"err\\u006fr":{}}', False),
        (b'{"candidates":[{"groundingMetadata":{}}]}', False),
        (b'{"candidates":', False),
        (b"", False),
    ],
)
def test_only_what_can_tell_no_fact_passes_unread(data, plain):
    """A member that tells something is found, however it is spelled; a text that speaks of one is not taken for it."""
    assert plain is is_plain(data)


def test_a_last_event_that_cannot_be_read_changes_nothing():
    """A count that is broken is as if it were not told; closing never raises."""
    relay = tap()
    relay.feed(answer("a", written=4) + b"data: {x}\n\n")
    relay.close()

    assert 4 == relay.usage.output_tokens
