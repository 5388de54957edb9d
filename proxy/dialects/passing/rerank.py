"""Rerankers: how well each document answers a query, `POST /v1/rerank`.

Cohere's API v2 (`V2RerankResponse` and `ApiMeta` of its Python SDK, 2026) and Jina's (`/v1/rerank`, read November 2026)
have one shape for the request (`model`, `query`, `documents`, `top_n`) and one for the results (`index`,
`relevance_score`); they count otherwise. Cohere bills searches, in `meta.billed_units`, and tells tokens in `meta.tokens`;
Jina, and vLLM, Novita and others after it, count tokens in `usage`. Below a base that ends in `/v2` the route is Cohere's
own.
"""

from dataclasses import replace
from typing import Any

from proxy.canonical.outline import Outline
from proxy.canonical.usage import Usage
from proxy.dialects.base import NOWHERE, Reading, Where
from proxy.dialects.members import pull_inner, wrong
from proxy.dialects.passing.media import modalities_of, weigh_media
from proxy.dialects.passing.operation import Operation
from proxy.dialects.passing.reading import count, read_answer, read_document, sketch, weigh

NAME = "rerank"


class Rerank(Operation):
    """The operation `rerank`."""

    name = wire = NAME
    operation = "rerank"
    path = "rerank"

    def outline(self, body: bytes, where: Where = NOWHERE) -> Outline:  # noqa: ARG002 - a body says everything itself
        """Read a client's *body*; a model that reads query and document together reads the query once for each."""
        document = read_document(body, {"documents": list, "top_n": int})
        query, documents = document.get("query"), document.get("documents") or []
        if not isinstance(query, str | dict) or not query:
            raise wrong("query", "a string")
        for position, each in enumerate(documents):
            if not isinstance(each, str | dict):
                raise wrong(f"documents[{position}]", "a string or an object")
        items = [query, *documents]
        media = [item for item in items if isinstance(item, dict)]
        return replace(
            sketch(NAME, body, document),
            modalities=modalities_of(media, has_text=len(media) < len(items)),
            input_tokens=tokens_of(query) * max(1, len(documents)) + sum(map(tokens_of, documents)),
        )

    def read(self, body: bytes) -> Reading:
        """Read a provider's whole answer."""
        return Reading(usage=usage_of(read_answer(body, "results")), finish_reason=None)


def tokens_of(item: Any) -> int:
    """Return how many tokens *item* has at most."""
    return weigh_media(item) if isinstance(item, dict) else weigh(item)


def usage_of(answer: dict[str, Any]) -> Usage | None:
    """Return what a provider counted; a search that is billed counts as a request of a provider's own tool."""
    meta = pull_inner(dict(answer), "meta")
    billed = meta.get("billed_units")
    tokens = count(answer.get("usage"), "prompt_tokens", "total_tokens", "input_tokens")
    tokens = count(billed, "input_tokens", "total_tokens") if tokens is None else tokens
    tokens = count(meta.get("tokens"), "input_tokens") if tokens is None else tokens
    searches = count(billed, "search_units")
    if tokens is None and searches is None:
        return None
    return Usage(input_tokens=tokens or 0, tool_requests=searches or 0)
