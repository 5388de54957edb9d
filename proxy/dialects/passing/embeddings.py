"""Embeddings: texts to vectors, `POST /v1/embeddings`.

After `EmbeddingCreateParams` and `CreateEmbeddingResponse` of `openai` 3.57.0. `input` is a text, a list of texts, a list of
tokens, or a list of lists of tokens. OpenRouter (OpenAPI of 2026-08-22) takes objects with a `content` of parts, and Jina
and Voyage take objects like `{"image": ...}`; what such an object holds is a modality of the request. Vectors pass through
as numbers or as base64, as the client asked.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from proxy.canonical.outline import Outline
from proxy.canonical.usage import Usage
from proxy.dialects.base import NOWHERE, Reading, Where
from proxy.dialects.members import is_a, wrong
from proxy.dialects.passing.media import modalities_of, weigh_media
from proxy.dialects.passing.operation import Operation
from proxy.dialects.passing.reading import count, read_answer, read_document, sketch, weigh

NAME = "openai_embeddings"
FORMS = "a string, a list of strings, or tokens"


class Embeddings(Operation):
    """The operation `embeddings`."""

    name = wire = NAME
    operation = "embeddings"
    path = "embeddings"

    def outline(self, body: bytes, where: Where = NOWHERE) -> Outline:  # noqa: ARG002 - a body says everything itself
        """Read a client's *body*."""
        document = read_document(body, {"user": str, "dimensions": int, "encoding_format": str})
        items = list(inputs(document.get("input")))
        media = [item for item in items if isinstance(item, dict)]
        return replace(
            sketch(NAME, body, document),
            modalities=modalities_of(media, has_text=len(media) < len(items)),
            input_tokens=sum(map(tokens_of, items)),
        )

    def read(self, body: bytes) -> Reading:
        """Read a provider's whole answer."""
        return Reading(usage=usage_of(read_answer(body, "data").get("usage")), finish_reason=None)


def inputs(value: Any) -> Iterator[Any]:
    """Yield each thing to be embedded: a text, an object, or a list of tokens; `InvalidRequest` for anything else."""
    if isinstance(value, str) or is_tokens(value):
        yield value
    elif isinstance(value, list) and value:
        for position, item in enumerate(value):
            if not isinstance(item, str | dict) and not is_tokens(item):
                raise wrong(f"input[{position}]", FORMS)
            yield item
    else:
        raise wrong("input", FORMS)


def is_tokens(value: Any) -> bool:
    """Say whether *value* is a list of tokens, at least one."""
    return isinstance(value, list) and bool(value) and all(is_a(each, int) for each in value)


def tokens_of(item: Any) -> int:
    """Return how many tokens *item* has at most: a token is at least a byte of text."""
    if isinstance(item, list):
        return len(item)
    return weigh_media(item) if isinstance(item, dict) else weigh(item)


def usage_of(counts: Any) -> Usage | None:
    """Return what a provider counted; vectors are no tokens, so all of them are input."""
    told = count(counts, "prompt_tokens", "total_tokens", "input_tokens")
    return None if told is None else Usage(input_tokens=told)
