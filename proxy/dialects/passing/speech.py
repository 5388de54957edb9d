"""Speech from text, `POST /v1/audio/speech`: bytes of audio as they are made, or events with the audio in base64.

After `SpeechCreateParams` of `openai` 3.57.0; the events `speech.audio.delta` and `speech.audio.done` are those of OpenAI's
OpenAPI 2.3.0. Audio has no room for words: where it breaks off the connection does too, and what it cost is not told.
"""

from dataclasses import replace
from typing import Any

from proxy.canonical.outline import Outline
from proxy.canonical.usage import Usage
from proxy.dialects.base import NOWHERE, Reading, Relay, Where
from proxy.dialects.members import wrong
from proxy.dialects.passing.events import ByteTap, EventTap, Kinds
from proxy.dialects.passing.operation import EVENTS, Operation
from proxy.dialects.passing.reading import count, read_document, sketch, weigh
from proxy.errors import MalformedStream

NAME = "openai_speech"
OCTETS = "application/octet-stream"
AUDIO = "audio/"


class Speech(Operation):
    """The operation `speech`."""

    name = wire = NAME
    operation = "speech"
    path = "audio/speech"

    def outline(self, body: bytes, where: Where = NOWHERE) -> Outline:  # noqa: ARG002 - a body says everything itself
        """Read a client's *body*."""
        document = read_document(body, {"instructions": str, "response_format": str, "stream_format": str, "user": str})
        said = document.get("input")
        if not isinstance(said, str) or not said:
            raise wrong("input", "a string")
        return replace(
            sketch(NAME, body, document),
            stream=document.get("stream_format") == "sse",
            input_tokens=weigh(said) + weigh(document.get("instructions")),
        )

    def streams(self, outline: Outline, content_type: str) -> bool:
        """Say so of every answer: audio is passed on as it comes."""
        is_audio = content_type.startswith(AUDIO) or content_type == OCTETS
        if content_type != EVENTS if outline.stream else not is_audio:
            wanted = f"`{EVENTS}`" if outline.stream else "audio"
            raise MalformedStream(f"the answer is `{content_type}`, not {wanted}")
        return True

    def may_stream(self, outline: Outline) -> bool:  # noqa: ARG002 - both kinds of answer are
        """Say so always."""
        return True

    def read(self, body: bytes) -> Reading:  # noqa: ARG002 - audio says nothing of itself
        """Read nothing."""
        return Reading(usage=None, finish_reason=None)

    def tap(self, outline: Outline) -> Relay:
        """Return the relay of one answer."""
        return EventTap(KINDS) if outline.stream else ByteTap()


def usage_of(counts: Any) -> Usage | None:
    """Return what a provider counted at the end of its events; all output is audio."""
    told, made = count(counts, "input_tokens"), count(counts, "output_tokens")
    if told is None and made is None:
        return None
    return Usage(input_tokens=told or 0, output_tokens=made or 0, audio_output_tokens=made or 0)


KINDS = Kinds(content=frozenset({"speech.audio.delta"}), ends="speech.audio.done", usage=usage_of)
