"""What simulated providers make where they are not talked to: vectors, pictures, sounds, transcripts, ranks.

Each is a function of request and seed, small, and of the right kind: a vector has length 1, a picture is a PNG, a sound a
WAV.
"""

import base64
import math
import struct
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from proxy.canonical.jsontext import dump
from proxy.canonical.outline import Outline
from proxy.canonical.usage import Usage
from proxy.dialects import sse
from proxy.dialects.passing.embeddings import inputs
from proxy.dialects.passing.multipart import read_boundary, read_form
from proxy.dialects.passing.operation import EVENTS, JSON
from proxy.simulator import tokens

CREATED = 1_790_000_000
DIMENSIONS = 8
MOST_DIMENSIONS = 4_096
SIDE = 4
SAMPLES = 400
RATE = 8_000
PIECES = 4
TEXTS = {"text": "text/plain; charset=utf-8", "srt": "text/plain; charset=utf-8", "vtt": "text/vtt"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """An answer: its chunks, which are its events where it streams, and what it is."""

    chunks: list[bytes]
    usage: Usage | None
    content_type: str = JSON
    streams: bool = False


def make(outline: Outline, seed: int) -> Made:
    """Return what the provider of *seed* answers to the request of *outline*."""
    return MAKERS[outline.dialect](outline, Random(f"{seed} {outline.model} {outline.body!r}"))


def embed(outline: Outline, rng: Random) -> Made:
    """Return a vector for each input."""
    items = list(inputs(outline.document["input"]))
    size = min(outline.document.get("dimensions") or DIMENSIONS, MOST_DIMENSIONS)
    is_packed = outline.document.get("encoding_format") == "base64"
    vectors = [vector(size, Random(f"{outline.model} {item!r}")) for item in items]
    rows = [
        {"object": "embedding", "index": index, "embedding": pack(each) if is_packed else each}
        for index, each in enumerate(vectors)
    ]
    read = sum(len(item) if isinstance(item, list) else tokens.count(str(item)) for item in items)
    usage = {"prompt_tokens": read, "total_tokens": read}
    body = {
        "object": "list",
        "data": rows,
        "model": outline.model,
        "usage": usage,
        "id": f"emb-{rng.getrandbits(64):x}",
    }
    return Made(chunks=[dump(body)], usage=Usage(input_tokens=read))


def vector(size: int, rng: Random) -> list[float]:
    """Return a vector of length 1."""
    raw = [rng.gauss(0, 1) for _ in range(size)]
    length = math.hypot(*raw)
    return [each / length for each in raw]


def pack(numbers: list[float]) -> str:
    """Return *numbers* as base64 of little-endian floats, as the SDK asks for them."""
    return base64.b64encode(struct.pack(f"<{len(numbers)}f", *numbers)).decode()


def draw(outline: Outline, rng: Random) -> Made:
    """Return pictures of one colour, or a stream that shows each of them at the end."""
    read, made = tokens.count(outline.document["prompt"]), outline.choices * SIDE * SIDE
    usage = Usage(input_tokens=read, output_tokens=made, image_output_tokens=made)
    told = {"input_tokens": read, "output_tokens": made, "total_tokens": read + made}
    details = {"input_tokens_details": {"text_tokens": read, "image_tokens": 0}}
    pictures = [base64.b64encode(png(rng.randbytes(3))).decode() for _ in range(outline.choices)]
    if not outline.stream:
        body = {"created": CREATED, "data": [{"b64_json": each} for each in pictures], "usage": told | details}
        return Made(chunks=[dump(body)], usage=usage)
    partial = int(outline.document.get("partial_images") or 0)
    events = [
        event("image_generation.partial_image", b64_json=each, partial_image_index=at)
        for each in pictures
        for at in range(partial)
    ]
    ends = [
        event("image_generation.completed", b64_json=each, created_at=CREATED, usage=told | details)
        for each in pictures
    ]
    return Made(chunks=[*events, *ends], usage=usage, content_type=EVENTS, streams=True)


def png(colour: bytes) -> bytes:
    """Return a square of one *colour* (PNG, third edition: signature, IHDR, IDAT, IEND)."""
    rows = b"".join(b"\0" + colour * SIDE for _ in range(SIDE))
    header = struct.pack(">IIBBBBB", SIDE, SIDE, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    written = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(written)


def speak(outline: Outline, rng: Random) -> Made:
    """Return a sound, in pieces, or in events."""
    sound = wav(bytes(rng.randrange(96, 160) for _ in range(SAMPLES)))
    size = -(-len(sound) // PIECES)
    pieces = [sound[at : at + size] for at in range(0, len(sound), size)]
    if not outline.stream:
        return Made(chunks=pieces, usage=None, content_type="audio/wav", streams=True)
    read = tokens.count(outline.document["input"])
    usage = {"input_tokens": read, "output_tokens": PIECES, "total_tokens": read + PIECES}
    events = [event("speech.audio.delta", audio=base64.b64encode(piece).decode()) for piece in pieces]
    counted = Usage(input_tokens=read, output_tokens=PIECES, audio_output_tokens=PIECES)
    return Made(
        chunks=[*events, event("speech.audio.done", usage=usage)], usage=counted, content_type=EVENTS, streams=True
    )


def wav(samples: bytes) -> bytes:
    """Return *samples* of 8 bits as a WAV of one channel."""
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, RATE, RATE, 1, 8)
    data = struct.pack("<4sI", b"data", len(samples)) + samples
    return struct.pack("<4sI4s", b"RIFF", 4 + len(form) + len(data), b"WAVE") + form + data


def transcribe(outline: Outline, _rng: Random) -> Made:
    """Return how much was heard, in the form that was asked for."""
    fields = read_form(outline.body, read_boundary(outline.content_type))
    heard = sum(field.end - field.start for field in fields if field.is_file)
    said = f"I heard {heard} bytes."
    read, made = heard // 32 + 1, tokens.count(said)
    counted = Usage(input_tokens=read, output_tokens=made, audio_input_tokens=read)
    usage = {"type": "tokens", "input_tokens": read, "output_tokens": made, "total_tokens": read + made}
    usage |= {"input_token_details": {"audio_tokens": read, "text_tokens": 0}}
    wanted = outline.document.get("response_format", "json")
    if wanted in TEXTS:
        return Made(chunks=[f"{said}\n".encode()], usage=None, content_type=TEXTS[wanted])
    if outline.stream:
        events = [event("transcript.text.delta", delta=piece) for piece in tokens.pieces(said)]
        return Made(
            chunks=[*events, event("transcript.text.done", text=said, usage=usage)],
            usage=counted,
            content_type=EVENTS,
            streams=True,
        )
    return Made(chunks=[dump({"text": said, "usage": usage})], usage=counted)


def rank(outline: Outline, rng: Random) -> Made:
    """Return the documents by how many words they share with the query, as Jina does."""
    words = set(str(outline.document["query"]).lower().split())
    documents = [str(each) for each in outline.document["documents"]]
    scores = [(len(words & set(each.lower().split())) + rng.random() / 100) / (len(words) + 1) for each in documents]
    order = sorted(range(len(documents)), key=lambda at: -scores[at])[: outline.document.get("top_n") or len(documents)]
    read = sum(map(tokens.count, documents))
    body = {
        "model": outline.model,
        "results": [{"index": at, "relevance_score": scores[at]} for at in order],
        "usage": {"prompt_tokens": read, "total_tokens": read},
    }
    return Made(chunks=[dump(body)], usage=Usage(input_tokens=read))


def event(kind: str, **members: Any) -> bytes:
    """Return one event of a stream, as OpenAI writes it."""
    return sse.encode(dump({"type": kind, **members}), event=kind)


MAKERS: Mapping[str, Callable[[Outline, Random], Made]] = {
    "openai_embeddings": embed,
    "openai_images": draw,
    "openai_speech": speak,
    "openai_transcription": transcribe,
    "rerank": rank,
}
