"""Speech from a distance."""

import json

import pytest

from proxy.canonical.usage import Usage
from proxy.dialects.passing.reading import MARKS
from proxy.dialects.passing.speech import Speech
from proxy.errors import InvalidRequest, MalformedStream

SPEECH = Speech()


def outline(**members):
    """Return the outline of a body with these members."""
    return SPEECH.outline(json.dumps({"model": "acme/speaks", "input": "hello", "voice": "alloy", **members}).encode())


def test_text_and_instructions_are_weighed():
    """Both are read by the model."""
    assert 5 + 4 + 2 * MARKS == outline(instructions="slow").input_tokens


@pytest.mark.parametrize(
    ("members", "streams"), [({}, False), ({"stream_format": "sse"}, True), ({"stream_format": "audio"}, False)]
)
def test_events_are_a_stream(members, streams):
    """Policies see a stream where the client asked for events."""
    assert streams is outline(**members).stream


@pytest.mark.parametrize("kind", ["audio/mpeg", "audio/wav", "application/octet-stream"])
def test_audio_is_passed_on_as_it_comes(kind):
    """Whatever container it is in."""
    assert SPEECH.streams(outline(), kind)
    assert SPEECH.may_stream(outline())


@pytest.mark.parametrize(
    ("members", "kind"), [({}, "application/json"), ({}, "text/event-stream"), ({"stream_format": "sse"}, "audio/mpeg")]
)
def test_anything_else_is_no_speech(members, kind):
    """A page or an error with status 200 does not reach the client as audio."""
    with pytest.raises(MalformedStream, match=kind):
        SPEECH.streams(outline(**members), kind)


def test_the_last_event_counts():
    """Audio tells no usage, events do."""
    tap = SPEECH.tap(outline(stream_format="sse"))
    tap.feed(b'data: {"type":"speech.audio.delta","audio":"AA=="}\n\n')
    tap.feed(b'data: {"type":"speech.audio.done","usage":{"input_tokens":3,"output_tokens":9,"total_tokens":12}}\n\n')

    assert Usage(input_tokens=3, output_tokens=9, audio_output_tokens=9) == tap.usage
    assert SPEECH.tap(outline()).usage is SPEECH.read(b"RIFF").usage is None


def test_there_must_be_something_to_say():
    """An empty text is nobody's."""
    with pytest.raises(InvalidRequest, match="input"):
        outline(input="")
