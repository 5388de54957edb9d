"""The relay between two parties that speak the same dialect."""

import pytest

from proxy.canonical.failure import FailureKind
from proxy.canonical.jsontext import dump
from proxy.canonical.usage import Usage
from proxy.dialects.base import ProviderError
from proxy.dialects.openai_chat import outline
from proxy.dialects.openai_chat.tap import Tap, is_plain
from proxy.errors import MalformedStream

DONE = b"data: [DONE]\n\n"
COUNT = {"prompt_tokens": 3, "completion_tokens": 2, "total_tokens": 5}


def tap(*, include_usage=True, n=1):
    """Return the tap of a request."""
    members = {"model": "m", "messages": [{"role": "user"}], "stream": True, "n": n}
    return Tap(outline.read(dump({**members, "stream_options": {"include_usage": include_usage}})))


def frame(delta=None, reason=None, index=0, **members):
    """Return a chunk of one choice as an event."""
    choice = {"index": index, "delta": delta or {}, "finish_reason": reason}
    return b"data: " + dump({"id": "c", "choices": [choice], **members}) + b"\n\n"


def usage_only(**members):
    """Return the chunk that tells the usage."""
    return b"data: " + dump({"id": "c", "choices": [], "usage": COUNT, **members}) + b"\n\n"


ROLE, TEXT, STOP = frame({"role": "assistant", "content": ""}), frame({"content": "a"}), frame(reason="stop")


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_a_stream_passes_unchanged_and_is_understood(size):
    """The client gets the provider's bytes; the gateway learns count and end, however the bytes arrive."""
    stream = b": hello\n\n" + ROLE + TEXT * 3 + STOP + usage_only() + DONE
    relay = tap()
    passed = b"".join(relay.feed(stream[at : at + size]) for at in range(0, len(stream), size))

    assert stream == passed
    assert (True, True, None) == (relay.has_content, relay.is_complete, relay.failure)
    assert Usage(input_tokens=3, output_tokens=2) == relay.usage


def test_an_incomplete_event_stays_inside():
    """The client never sees half an event, so an error can still follow in good form."""
    relay = tap()

    assert TEXT == relay.feed(TEXT + TEXT[:20])
    assert TEXT + TEXT == relay.feed(TEXT[20:] + TEXT)


@pytest.mark.parametrize("event", [b": ping\n\n", ROLE, frame({"content": None}), usage_only(), b"data: \n\n"])
def test_lifecycle_frames_are_not_content(event):
    """Until content goes by, another provider can still answer, invisibly to the client."""
    relay = tap()
    relay.feed(event)

    assert not relay.has_content


@pytest.mark.parametrize(
    "event",
    [
        TEXT,
        STOP,
        frame({"refusal": "no"}),
        frame({"tool_calls": [{"index": 0}]}),
        frame({"reasoning": "hm"}),
        frame({"images": [{}]}),
    ],
)
def test_content_is_noticed(event):
    """Once any of these has gone by, the stream cannot be replaced."""
    relay = tap()
    relay.feed(event)

    assert relay.has_content


def test_usage_that_nobody_asked_for_is_hidden():
    """The gateway asks for usage on its own account; the client sees the stream it asked for."""
    relay = tap(include_usage=False)

    assert TEXT + STOP + DONE == relay.feed(TEXT + STOP + usage_only() + DONE)
    assert relay.usage


@pytest.mark.parametrize("choices", [b"[]", b"null"])
def test_a_usage_chunk_is_known_by_having_no_choice(choices):
    """VLLM writes null where OpenAI writes an empty list."""
    chunk = b'data: {"choices":' + choices + b',"usage":{"prompt_tokens":1,"completion_tokens":1}}\n\n'

    assert b"" == tap(include_usage=False).feed(chunk)


def test_usage_beside_content_is_passed():
    """A chunk that holds content as well cannot be hidden; the last count is the one that holds."""
    relay = tap(include_usage=False)
    first = frame({"content": "a"}, usage={"prompt_tokens": 3, "completion_tokens": 1})

    assert first == relay.feed(first)
    assert STOP[:-3] + b',"usage":' + dump(COUNT) + b"}\n\n" == relay.feed(frame(reason="stop", usage=COUNT))
    assert Usage(input_tokens=3, output_tokens=2) == relay.usage


@pytest.mark.parametrize(
    "event",
    [
        b'data: {"error":{"message":"busy","code":503}}\n\n',
        frame({"content": "x"}, "error", error={"message": "busy", "code": 503}),
        b'event: error\ndata: {"message":"busy","code":503}\n\n',
        b'data: {"err\\u006fr":{"message":"busy","code":503}}\n\n',
    ],
)
@pytest.mark.parametrize("before", [b"", TEXT])
def test_a_providers_error_ends_the_stream(before, event):
    """The error is told to the gateway and not passed on; neither is anything after it."""
    relay = tap()
    relay.feed(before)

    assert b"" == relay.feed(event + TEXT)
    assert b"" == relay.feed(TEXT + DONE)
    assert ProviderError(message="busy", code="503", kind=FailureKind.OVERLOADED) == relay.failure
    assert (bool(before), False) == (relay.has_content, relay.is_complete)


@pytest.mark.parametrize(
    ("stream", "n", "expected"),
    [
        (TEXT, 1, False),
        (TEXT + DONE, 1, True),
        (TEXT + STOP, 1, True),
        (TEXT + STOP, 2, False),
        (STOP + frame(reason="stop", index=1), 2, True),
        (frame({"content": "a"}, ""), 1, False),
        (b"", 1, False),
    ],
)
def test_the_end_is_done_or_a_finish_reason_of_every_choice(stream, n, expected):
    """Servers that leave `[DONE]` out have still finished; Ollama's empty finish reason is none."""
    relay = tap(n=n)
    relay.feed(stream)

    assert expected is relay.is_complete


def test_nothing_follows_the_end():
    """What a provider sends after `[DONE]` is not part of the answer."""
    relay = tap()

    assert TEXT + STOP + DONE == relay.feed(TEXT + STOP + DONE + TEXT)
    assert b"" == relay.feed(TEXT)


@pytest.mark.parametrize(
    "stream",
    [
        b"data: <html>\n\n",
        b"<html>\n<body>busy</body>\n\n</html>",
        b'data: {"type":"message_start"}\n\n',
        b"data: {\n\n",
    ],
)
@pytest.mark.parametrize("before", [b"", TEXT])
def test_what_is_not_the_dialect_is_malformed(before, stream):
    """Pages, other dialects and broken JSON are not passed for an answer."""
    relay = tap()
    relay.feed(before)

    with pytest.raises(MalformedStream):
        relay.feed(stream)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (TEXT, True),
        (TEXT + ROLE, True),
        (frame({"content": 'says "usage": 3'}), True),
        (frame({"content": "a"}, usage=None), True),
        (b'data: {"choices": [{"finish_reason": null}], "usage": null}\n\n', True),
        (STOP, False),
        (usage_only(), False),
        (b'data: {"choices":[{"finish_reason" :"stop"}]}\n\n', False),
        (b'data: {"us\\u0061ge":{}}\n\n', False),
        (b'data: {"type":"message_start"}\n\n', False),
        (TEXT[:-1], False),
        (TEXT + b": ping\n\n", False),
        (b": ping\n\n" + TEXT, False),
        (TEXT.replace(b"\n", b"\r\n"), False),
        (TEXT + DONE, False),
        (b'data: {"choices":[]}\ndata: {}\n\n', False),
        (b"data: {}\n\n\n\ndata: {}\n\n", False),
    ],
)
def test_only_whole_events_that_tell_nothing_are_plain(data, expected):
    """Bytes go by unread only where reading them could not have changed anything."""
    assert expected is is_plain(data)


def test_plain_bytes_pass_without_a_copy():
    """The common case costs a few searches."""
    relay = tap()
    relay.feed(TEXT)

    assert TEXT is relay.feed(TEXT)


def test_a_tap_has_nothing_to_add():
    """What the provider sent is all that the client gets."""
    relay = tap()
    relay.feed(TEXT + TEXT[:20])

    assert (b"", False) == (relay.close(), relay.is_complete)
