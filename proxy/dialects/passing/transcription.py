"""Text from speech, `POST /v1/audio/transcriptions`: a form with the audio in it, answered in JSON, plain text or events.

After `TranscriptionCreateParams`, `TranscriptionCreateResponse` and `TranscriptionStreamEvent` of `openai` 3.57.0. Usage is
in tokens or in seconds of audio; seconds are no tokens, and nothing of them is counted. A model that cannot stream
(`whisper-1`) ignores the wish and answers whole, so the answer's own type says which it is.
"""

from dataclasses import replace
from typing import Any

from proxy.canonical.outline import Outline
from proxy.canonical.usage import Usage
from proxy.dialects.base import NOWHERE, Aim, Reading, Relay, Where
from proxy.dialects.members import wrong
from proxy.dialects.passing.events import EventTap, Kinds
from proxy.dialects.passing.multipart import LIST, Field, read_boundary, read_form, type_of
from proxy.dialects.passing.operation import EVENTS, JSON, Operation
from proxy.dialects.passing.reading import count, read_json, sketch
from proxy.dialects.preferences import MEMBERS
from proxy.dialects.weights import weigh_audio
from proxy.errors import InvalidRequest, MalformedStream

NAME = "openai_transcription"
TEXTS = frozenset({"text/plain", "text/vtt", "text/srt", "application/x-subrip"})
OBJECT = b"{"
"""How an answer begins that is no plain text."""

YES = frozenset({"true", "1"})


class Transcription(Operation):
    """The operation `transcription`."""

    name = wire = NAME
    operation = "transcription"
    path = "audio/transcriptions"
    modality = "audio"

    def outline(self, body: bytes, where: Where = NOWHERE) -> Outline:
        """Read a client's *body*, a form whose boundary stands in the request's content type."""
        boundary = read_boundary(where.content_type)
        fields = read_form(body, boundary)
        document = texts_of(fields, body)
        said = sum(field.end - field.start for field in fields if not field.is_file)
        return replace(
            sketch(NAME, body, document),
            content_type=type_of(boundary),
            stream=str(document.get("stream", "")).lower() in YES,
            modalities=("audio", "text") if document.get("prompt") else ("audio",),
            input_tokens=said + sum(weigh_file(field) for field in fields if field.is_file),
        )

    def patch(self, outline: Outline, aim: Aim) -> bytes:
        """Return the client's form with the upstream's name of the model in it."""
        body = outline.body
        fields = read_form(body, read_boundary(outline.content_type))
        field = next(each for each in fields if each.name == "model")
        return body[: field.start] + aim.model.encode() + body[field.end :]

    def streams(self, outline: Outline, content_type: str) -> bool:  # noqa: ARG002 - the answer's own word counts
        """Say whether an answer of *content_type* comes as a stream."""
        if content_type == EVENTS:
            return True
        if content_type != JSON and content_type not in TEXTS:
            raise MalformedStream(f"the answer is `{content_type}`, and no transcription")
        return False

    def read(self, body: bytes) -> Reading:
        """Read a provider's whole answer; subtitles and plain text say nothing but themselves."""
        if not body:
            raise MalformedStream("the answer is empty")
        usage = usage_of(read_json(body).get("usage")) if body.lstrip()[:1] == OBJECT else None
        return Reading(usage=usage, finish_reason=None)

    def tap(self, outline: Outline) -> Relay:  # noqa: ARG002 - all streams are alike
        """Return the relay of one stream."""
        return EventTap(KINDS)


def texts_of(fields: tuple[Field, ...], body: bytes) -> dict[str, str | list[str]]:
    """Return the fields that are texts by name, those that may repeat as lists; files are left out."""
    found: dict[str, str | list[str]] = {}
    lists: dict[str, list[str]] = {}
    for field in fields:
        if field.name.removesuffix(LIST) in MEMBERS:
            raise InvalidRequest(f"a form cannot say `{field.name}`; send it without", param=field.name)
        if field.is_file:
            continue
        told = read_text(field, body)
        if field.name.endswith(LIST):
            lists.setdefault(field.name, []).append(told)
        else:
            found[field.name] = told
    return {**found, **lists}


def read_text(field: Field, body: bytes) -> str:
    """Return the text of *field*; `InvalidRequest` where it is none."""
    try:
        return body[field.start : field.end].decode()
    except UnicodeDecodeError:
        raise wrong(field.name, "a text in UTF-8") from None


def weigh_file(field: Field) -> int:
    """Return how many tokens a file has at most, by the rule for audio in base64."""
    characters = 4 * -(-(field.end - field.start) // 3)
    return weigh_audio(characters) + characters


def usage_of(counts: Any) -> Usage | None:
    """Return what a provider counted in tokens."""
    told, made = count(counts, "input_tokens", "prompt_tokens"), count(counts, "output_tokens", "completion_tokens")
    if told is None and made is None:
        return None
    heard = count(counts.get("input_token_details"), "audio_tokens")
    return Usage(input_tokens=told or 0, output_tokens=made or 0, audio_input_tokens=min(heard or 0, told or 0))


KINDS = Kinds(
    content=frozenset({"transcript.text.delta", "transcript.text.segment"}), ends="transcript.text.done", usage=usage_of
)
