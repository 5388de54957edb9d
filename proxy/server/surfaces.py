"""What is spoken at which path: the client dialect, and what the URL says of the call.

The same paths stand below `/api`, where OpenRouter's clients look for them; those are told provider and cost beside the
answer.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from proxy.dialects.base import NOWHERE, ClientDialect, ClientSide, Where
from proxy.dialects.passing import Operation
from proxy.dialects.registry import CLIENTS, SPOKEN
from proxy.errors import InvalidRequest
from proxy.values import value

OPENROUTER = "/api"
BETAS = "anthropic-beta"
BETA = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9._-]{0,99}")
MOST_BETAS = 32


@value
class Surface:
    """One way to call for an inference."""

    dialect: ClientDialect | Operation
    is_noted: bool = False
    """Whether the client is told of provider and cost beside the answer, as OpenRouter's clients are."""


NAMES = {
    "/v1/chat/completions": "openai_chat",
    "/v1/responses": "openai_responses",
    "/v1/completions": "openai_completions",
    "/v1/messages": "anthropic_messages",
    "/v1/embeddings": "openai_embeddings",
    "/v1/images/generations": "openai_images",
    "/v1/audio/speech": "openai_speech",
    "/v1/audio/transcriptions": "openai_transcription",
    "/v1/rerank": "rerank",
}
"""Path to the name of its dialect; what stands in the URL beside is `GEMINI`'s."""

PATHS: Mapping[str, Surface] = {
    prefix + path: Surface(dialect=SPOKEN[name], is_noted=bool(prefix))
    for path, name in NAMES.items()
    for prefix in ("", OPENROUTER)
    if name in SPOKEN
}

GEMINI = re.compile(
    r"/(?:v1beta|v1|v1alpha)/models/(?P<model>[^:]{1,200}(?::[a-z]+)*?):(?P<verb>generateContent|streamGenerateContent)"
)
"""Google's way: the model in the path, and a stream by its verb."""

FAMILIES = (("/v1/messages", "anthropic_messages"), ("/v1/responses", "openai_responses"), ("/v1beta/", "gemini"))
"""How the part of a path after `/api` begins, to the dialect in which its errors are told; else it is OpenAI's."""


def find_surface(path: str, query: Mapping[str, str]) -> tuple[Surface, Where] | None:
    """Return what is spoken at *path*, and what the URL says; `None` where nothing is."""
    found = PATHS.get(path)
    if found is not None:
        return found, NOWHERE
    match = GEMINI.fullmatch(path)
    if match is None:
        return None
    streams = match["verb"] == "streamGenerateContent"
    name = "gemini_array" if streams and query.get("alt") != "sse" else "gemini"
    return Surface(dialect=CLIENTS[name]), Where(model=match["model"], stream=streams)


def dialect_of(path: str) -> ClientSide:
    """Return the dialect in which a client that called *path* is told of an error."""
    bare = path.removeprefix(OPENROUTER)
    if GEMINI.fullmatch(bare):
        return CLIENTS["gemini"]
    name = next((name for start, name in FAMILIES if bare.startswith(start)), "openai_chat")
    return CLIENTS[name]


def heard(where: Where, surface: Surface, headers: Mapping[str, str]) -> Where:
    """Return *where* with what the *headers* say to the dialect of *surface*."""
    if isinstance(surface.dialect, Operation):
        return replace(where, content_type=headers.get("Content-Type", ""))
    return replace(where, betas=betas) if (betas := read_betas(headers)) else where


def read_betas(headers: Mapping[str, str]) -> tuple[str, ...]:
    """Return the features that a client of Anthropic's dialect switches on by header, each once."""
    text = headers.get(BETAS)
    if not text:
        return ()
    betas = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    if len(betas) > MOST_BETAS or not all(BETA.fullmatch(beta) for beta in betas):
        raise InvalidRequest(f"`{BETAS}` has room for {MOST_BETAS} names in letters, digits, `.`, `_` and `-`")
    return betas
