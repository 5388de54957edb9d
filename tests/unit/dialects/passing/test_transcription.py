"""Transcriptions from a distance."""

import pytest

from proxy.canonical.usage import Usage
from proxy.dialects.base import Aim, Where
from proxy.dialects.flavour import Flavour
from proxy.dialects.passing.transcription import Transcription
from proxy.dialects.weights import AUDIO_CHARACTERS_PER_TOKEN
from proxy.errors import InvalidRequest, MalformedStream

TRANSCRIPTION = Transcription()
FORM = Where(content_type="multipart/form-data; boundary=b")
SOUND = b"RIFF" * 600


def form(*fields):
    """Return a form with a file and these *fields*."""
    texts = (b'--b\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % field for field in fields)
    file = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.wav"\r\n\r\n' + SOUND + b"\r\n"
    return b"".join(texts) + file + b"--b--\r\n"


def outline(*fields):
    """Return the outline of a form with a model, a file and these *fields*."""
    return TRANSCRIPTION.outline(form((b"model", b"acme/hears"), *fields), FORM)


def test_a_form_is_audio():
    """Model, modalities and a bound for the audio in it, by the rule for base64."""
    found = outline()

    assert ("acme/hears", ("audio",), False) == (found.model, found.modalities, found.stream)
    assert len(SOUND) * 4 // 3 // AUDIO_CHARACTERS_PER_TOKEN <= found.input_tokens < len(SOUND)
    assert "multipart/form-data; boundary=b" == found.content_type


def test_a_prompt_is_text_beside_it():
    """What the client says in words is a modality of its own."""
    assert ("audio", "text") == outline((b"prompt", b"names")).modalities


@pytest.mark.parametrize(
    ("told", "streams"), [(b"true", True), (b"True", True), (b"1", True), (b"false", False), (b"", False)]
)
def test_a_stream_is_asked_for_in_a_word(told, streams):
    """A form has texts alone."""
    assert streams is outline((b"stream", told)).stream


def test_only_the_model_changes():
    """Every other byte goes upstream as it came, the boundary too."""
    body = form((b"prompt", b"acme/hears"), (b"model", b"acme/hears"), (b"include[]", b"a"), (b"include[]", b"b"))
    aim = Aim(model="whisper-1", flavour=Flavour(name="x", title="x", dialect="openai_chat"))

    patched = TRANSCRIPTION.patch(TRANSCRIPTION.outline(body, FORM), aim)

    assert body.replace(b'"model"\r\n\r\nacme/hears', b'"model"\r\n\r\nwhisper-1') == patched


@pytest.mark.parametrize(
    ("fields", "words"),
    [([], "`model`"), ([(b"model", b"")], "`model`"), ([(b"model", b"\xff")], "UTF-8"),
     ([(b"model", b"m"), (b"provider", b"{}")], "cannot say `provider`"),
     ([(b"model", b"m"), (b"models[]", b"n")], r"cannot say `models\[\]`")],
)  # fmt: skip
def test_what_is_at_fault_is_named(fields, words):
    """A form without a plain model, or with a wish that a form cannot say, is refused."""
    with pytest.raises(InvalidRequest, match=words):
        TRANSCRIPTION.outline(form(*fields), FORM)


def test_json_is_no_form():
    """The way out is in the message."""
    with pytest.raises(InvalidRequest, match="multipart/form-data"):
        TRANSCRIPTION.outline(b"{}", Where(content_type="application/json"))


@pytest.mark.parametrize(
    ("body", "usage"),
    [
        (b'{"text":"a","usage":{"type":"tokens","input_tokens":9,"output_tokens":2,"input_token_details":{"audio_tokens":7}}}',
         Usage(input_tokens=9, output_tokens=2, audio_input_tokens=7)),
        (b'{"text":"a","usage":{"type":"duration","seconds":3}}', None),
        (b'{"text":"a"}', None),
        (b"a plain text\n", None),
        (b"WEBVTT\n\n00:00.000", None),
    ],
)  # fmt: skip
def test_usage_is_in_tokens_or_not_at_all(body, usage):
    """Seconds are no tokens; plain text tells nothing."""
    assert usage == TRANSCRIPTION.read(body).usage


@pytest.mark.parametrize("body", [b"", b'{"text": "cut of', b'{"error": {"message": "no"}}'])
def test_what_is_no_transcription(body):
    """Half an object, nothing, or an error with status 200."""
    with pytest.raises(MalformedStream):
        TRANSCRIPTION.read(body)


def test_the_answers_own_type_says_what_it_is():
    """A model that cannot stream answers whole, though it was asked to."""
    asked = outline((b"stream", b"true"))

    assert [True, False, False] == [
        TRANSCRIPTION.streams(asked, kind) for kind in ("text/event-stream", "application/json", "text/plain")
    ]
    with pytest.raises(MalformedStream, match="text/html"):
        TRANSCRIPTION.streams(asked, "text/html")


def test_a_stream_ends_with_the_whole_text():
    """Its last event has the usage."""
    tap = TRANSCRIPTION.tap(outline())
    tap.feed(b'data: {"type":"transcript.text.delta","delta":"a"}\n\n')
    assert (True, False) == (tap.has_content, tap.is_complete)
    tap.feed(b'data: {"type":"transcript.text.done","text":"a","usage":{"input_tokens":4,"output_tokens":1}}\n\n')

    assert (True, 4) == (tap.is_complete, tap.usage.input_tokens)
