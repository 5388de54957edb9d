"""Lists of models in three shapes, held to the SDKs' own types."""

from dataclasses import replace

import pytest
from anthropic.types import ModelInfo
from openai.types import Model as OpenAIModel

from proxy.catalog.model import Model
from proxy.errors import InvalidRequest
from proxy.gateway.models import Reached
from proxy.server.models import (
    ANTHROPIC,
    GOOGLE,
    OPENAI,
    anthropic_list,
    anthropic_row,
    gemini_list,
    gemini_row,
    openai_list,
    openai_row,
    paged,
    shape_for,
)
from tests.support.endpoints import make_endpoint

ENDPOINT = make_endpoint(context_length=1_000)
VECTORS = replace(ENDPOINT, operations=frozenset({"embeddings"}))


def reached(name="openai/gpt-oss-120b", endpoint=ENDPOINT):
    """Return a model that is reached at *endpoint* under *name*."""
    return Reached(
        name=name, model=Model(id="openai/gpt-oss-120b", title="GPT-OSS", place="m:1:1"), endpoints=(endpoint,)
    )


def test_openais():
    """An alias has its model's owner."""
    row = openai_row(reached("fast"))

    assert ("fast", "openai") == (OpenAIModel.model_validate(row).id, row["owned_by"])
    assert 2 == len(openai_list([reached(), reached("vectors", VECTORS)], {})["data"])


def test_anthropics():
    """What is not known is left out, and the day of release is the epoch."""
    row = anthropic_row(reached())

    assert 1970 == ModelInfo.model_validate(row).created_at.year
    assert (1_000, "GPT-OSS") == (row["max_input_tokens"], row["display_name"])
    assert "max_tokens" not in row


def test_googles():
    """The name has its prefix, and the methods are those that are served."""
    row = gemini_row(reached())

    assert ("models/openai/gpt-oss-120b", "GPT-OSS") == (row["name"], row["displayName"])
    assert (1_000, "countTokens") == (row["inputTokenLimit"], row["supportedGenerationMethods"][-1])


def test_a_model_that_does_not_converse_is_nothing_to_anthropics_and_googles_clients():
    """They could not call it."""
    listed = [reached(), reached("vectors", VECTORS)]

    assert ["openai/gpt-oss-120b"] == [row["id"] for row in anthropic_list(listed, {})["data"]]
    assert 1 == len(gemini_list(listed, {})["models"])


@pytest.mark.parametrize(
    ("headers", "shape"),
    [
        ({}, OPENAI),
        ({"anthropic-version": "2023-06-01"}, ANTHROPIC),
        ({"x-goog-api-client": "google-genai-sdk"}, GOOGLE),
        ({"x-goog-api-key": "k"}, GOOGLE),
    ],
)
def test_a_client_is_known_by_its_headers(headers, shape):
    """Their paths are the same."""
    assert shape is shape_for(headers)


ROWS = [{"id": name} for name in "abcde"]


@pytest.mark.parametrize(
    ("query", "ids", "has_more"),
    [
        ({}, "abcde", False),
        ({"limit": "2"}, "ab", True),
        ({"limit": "2", "after_id": "b"}, "cd", True),
        ({"limit": "2", "after_id": "d"}, "e", False),
        ({"after_id": "nobody"}, "abcde", False),
        ({"limit": "2", "before_id": "d"}, "bc", True),
        ({"before_id": "c"}, "ab", False),
        ({"before_id": "nobody"}, "", False),
    ],
)
def test_pages(query, ids, has_more):
    """As Anthropic's SDK turns them; without a limit there is one page."""
    page, more = paged(ROWS, query)

    assert (ids, has_more) == ("".join(row["id"] for row in page), more)


@pytest.mark.parametrize("limit", ["0", "1001", "-1", "a", "", "99999999999"])
def test_a_page_has_a_bound(limit):
    """What is no number of rows is refused."""
    with pytest.raises(InvalidRequest, match="limit"):
        paged(ROWS, {"limit": limit})


def test_an_empty_list_has_no_ends():
    """A key that reaches nothing is told so in the same shape."""
    assert {"data": [], "has_more": False, "first_id": None, "last_id": None} == anthropic_list([], {})
