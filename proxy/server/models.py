"""What a key can reach, in the shapes in which the clients of OpenAI, Anthropic and Google list models.

After `Model` of `openai` 3.57.0, `ModelInfo` of `anthropic` 2.13.0 and `Model` of `google-genai` 3.6.1. When a model was
released stands in no document of ours: it is zero, or the epoch, as Anthropic writes where it does not know.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from proxy.errors import InvalidRequest
from proxy.gateway.call import CHAT
from proxy.gateway.models import Reached
from proxy.values import value

EPOCH = "1970-01-01T00:00:00Z"
MOST = 1_000
"""How many models a page has at most where the client says how many it wants."""

Query: TypeAlias = Mapping[str, str]
METHODS = ("generateContent", "streamGenerateContent", "countTokens")


def converses(reached: Reached) -> bool:
    """Say whether the model takes part in conversations; clients of Anthropic and Google can do nothing else here."""
    return CHAT in reached.operations


def openai_row(reached: Reached) -> dict[str, Any]:
    """Return one model as OpenAI's clients know it."""
    return {"id": reached.name, "object": "model", "created": 0, "owned_by": reached.model.id.partition("/")[0]}


def openai_list(models: Sequence[Reached], _query: Query) -> dict[str, Any]:
    """Return all *models* as OpenAI's clients know them."""
    return {"object": "list", "data": [openai_row(each) for each in models]}


def anthropic_row(reached: Reached) -> dict[str, Any]:
    """Return one model as Anthropic's clients know it."""
    lengths = {"max_input_tokens": reached.context_length, "max_tokens": reached.max_output_tokens}
    return {
        "type": "model",
        "id": reached.name,
        "display_name": reached.model.title,
        "created_at": EPOCH,
        "lifecycle": "active",
        **{name: length for name, length in lengths.items() if length is not None},
    }


def anthropic_list(models: Sequence[Reached], query: Query) -> dict[str, Any]:
    """Return the page of *models* that *query* asks for: all of them, unless it says how many and after or before which."""
    rows = [anthropic_row(each) for each in models if converses(each)]
    page, has_more = paged(rows, query)
    ends = {"first_id": page[0]["id"] if page else None, "last_id": page[-1]["id"] if page else None}
    return {"data": page, "has_more": has_more, **ends}


def paged(rows: list[dict[str, Any]], query: Query) -> tuple[list[dict[str, Any]], bool]:
    """Return the rows that *query* asks for, and whether there are more in the same direction."""
    limit = read_limit(query.get("limit"))
    names = [row["id"] for row in rows]
    if "before_id" in query:
        end = names.index(query["before_id"]) if query["before_id"] in names else 0
        start = 0 if limit is None else max(0, end - limit)
        return rows[start:end], start > 0
    start = names.index(query["after_id"]) + 1 if query.get("after_id") in names else 0
    end = len(rows) if limit is None else start + limit
    return rows[start:end], end < len(rows)


def read_limit(text: str | None) -> int | None:
    """Return how many rows a client wants; `InvalidRequest` where that is no number of rows."""
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(MOST)) and 1 <= int(text) <= MOST):
        raise InvalidRequest(f"`limit` must be a number from 1 to {MOST}", param="limit")
    return int(text)


def gemini_row(reached: Reached) -> dict[str, Any]:
    """Return one model as Google's clients know it."""
    lengths = {"inputTokenLimit": reached.context_length, "outputTokenLimit": reached.max_output_tokens}
    return {
        "name": f"models/{reached.name}",
        "displayName": reached.model.title,
        **{name: length for name, length in lengths.items() if length is not None},
        "supportedGenerationMethods": list(METHODS),
    }


def gemini_list(models: Sequence[Reached], _query: Query) -> dict[str, Any]:
    """Return all *models* as Google's clients know them, on one page."""
    return {"models": [gemini_row(each) for each in models if converses(each)]}


@value
class Shape:
    """One way to tell of models: of one, and of the page that a query asks for."""

    row: Callable[[Reached], dict[str, Any]]
    page: Callable[[Sequence[Reached], Query], dict[str, Any]]


OPENAI = Shape(row=openai_row, page=openai_list)
ANTHROPIC = Shape(row=anthropic_row, page=anthropic_list)
GOOGLE = Shape(row=gemini_row, page=gemini_list)

MARKS = (("anthropic-version", ANTHROPIC), ("x-goog-api-client", GOOGLE), ("x-goog-api-key", GOOGLE))
"""Headers that tell whose client asks; Google's SDK calls `/v1` as well as `/v1beta`, as the others do."""


def shape_for(headers: Mapping[str, str]) -> Shape:
    """Return the shape in which a client that sends these *headers* reads models."""
    return next((shape for name, shape in MARKS if name in headers), OPENAI)
