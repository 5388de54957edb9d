"""What simulated providers make, held to what the operations read of it."""

import base64
import io
import json
import math
import wave

import pytest

from proxy.dialects.base import Where
from proxy.dialects.passing import OPERATIONS
from proxy.simulator.operations import make

FORM = (
    b'--b\r\nContent-Disposition: form-data; name="model"\r\n\r\nm\r\n'
    b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.wav"\r\n\r\nRIFF\r\n'
)
BODIES = {
    "openai_embeddings": {"input": ["a river", "a lake"]},
    "openai_images": {"prompt": "a river", "n": 2},
    "openai_speech": {"input": "a river", "voice": "alloy"},
    "rerank": {"query": "a river", "documents": ["lakes", "the river", "a river"], "top_n": 2},
}


def outline(name, **members):
    """Return the outline of a request for the operation *name*."""
    if name == "openai_transcription":
        fields = (
            f'--b\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{each}\r\n' for key, each in members.items()
        )
        body = FORM + "".join(fields).encode() + b"--b--\r\n"
        return OPERATIONS[name].outline(body, Where(content_type="multipart/form-data; boundary=b"))
    return OPERATIONS[name].outline(json.dumps({"model": "m", **BODIES[name], **members}).encode())


def answer(name, **members):
    """Return the whole answer to such a request."""
    return json.loads(make(outline(name, **members), 0).chunks[0])


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_the_operation_reads_what_was_made(name):
    """Usage and content type are those that the gateway will find."""
    asked = outline(name)
    made = make(asked, 0)

    assert made.streams is OPERATIONS[name].streams(asked, made.content_type)
    assert made.usage == OPERATIONS[name].read(made.chunks[0]).usage
    assert (made.chunks, made.usage) == (make(asked, 0).chunks, make(asked, 0).usage)


@pytest.mark.parametrize(
    ("name", "members"),
    [("openai_images", {"stream": True, "partial_images": 1}), ("openai_speech", {"stream_format": "sse"}),
     ("openai_transcription", {"stream": "true"})],
)  # fmt: skip
def test_streams_end_properly(name, members):
    """The tap finds content, usage and an end."""
    asked = outline(name, **members)
    made, tap = make(asked, 0), OPERATIONS[name].tap(asked)

    assert b"".join(made.chunks) == tap.feed(b"".join(made.chunks))
    assert (True, True, made.usage) == (tap.has_content, tap.is_complete, tap.usage)


def test_vectors_have_length_one():
    """In the size and the writing that were asked for; one input has one vector, wherever it stands."""
    plain = answer("openai_embeddings", dimensions=3)["data"]
    packed = answer("openai_embeddings", dimensions=3, encoding_format="base64", input="a lake")["data"]

    assert math.isclose(1, math.hypot(*plain[0]["embedding"]))
    assert 3 * 4 == len(base64.b64decode(packed[0]["embedding"]))
    assert plain[1]["embedding"] != plain[0]["embedding"]


def test_pictures_and_sounds_are_what_they_say():
    """A PNG begins as one, and the standard library plays the WAV."""
    picture = base64.b64decode(answer("openai_images")["data"][0]["b64_json"])

    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    with wave.open(io.BytesIO(b"".join(make(outline("openai_speech"), 0).chunks))) as sound:
        assert (1, 8000, 400) == (sound.getnchannels(), sound.getframerate(), sound.getnframes())


def test_what_shares_words_ranks_first():
    """The best first, and no more than were asked for."""
    assert [2, 1] == [each["index"] for each in answer("rerank")["results"]]


@pytest.mark.parametrize(("form", "begins"), [("json", b"{"), ("text", b"I heard"), ("srt", b"I heard")])
def test_transcripts_in_the_form_that_was_asked_for(form, begins):
    """JSON, or text alone."""
    assert make(outline("openai_transcription", response_format=form), 0).chunks[0].startswith(begins)
