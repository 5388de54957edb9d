"""Rerankers from a distance."""

import json

import pytest

from proxy.canonical.usage import Usage
from proxy.dialects.passing.reading import MARKS
from proxy.dialects.passing.rerank import Rerank
from proxy.errors import InvalidRequest, MalformedStream

RERANK = Rerank()


def outline(**members):
    """Return the outline of a body with these members."""
    return RERANK.outline(json.dumps({"model": "acme/ranks", "query": "why", "documents": ["a"], **members}).encode())


def test_the_query_is_read_with_each_document():
    """A model that reads both together reads the query as often as there are documents."""
    assert 3 * (3 + MARKS) + 2 + 1 + 5 + 3 * MARKS == outline(documents=["ab", "c", "seven"][:3]).input_tokens


def test_documents_may_be_objects():
    """Jina's and Cohere's forms are taken, and what they hold is seen."""
    assert ("image", "text") == outline(documents=["a", {"image": "u"}]).modalities
    assert ("text",) == outline(documents=[{"text": "u"}]).modalities


@pytest.mark.parametrize(
    ("members", "param"),
    [({"query": ""}, "query"), ({"query": 3}, "query"), ({"documents": "a"}, "documents"),
     ({"documents": [3]}, r"documents\[0\]"), ({"top_n": "1"}, "top_n"), ({"model": ""}, "model")],
)  # fmt: skip
def test_the_field_at_fault_is_named(members, param):
    """What cannot be weighed or routed does not pass."""
    with pytest.raises(InvalidRequest, match=param):
        outline(**members)


@pytest.mark.parametrize(
    ("beside", "usage"),
    [
        ({"usage": {"total_tokens": 38}}, Usage(input_tokens=38)),
        ({"usage": {"prompt_tokens": 30, "total_tokens": 38}}, Usage(input_tokens=30)),
        ({"meta": {"billed_units": {"search_units": 1.0}}}, Usage(tool_requests=1)),
        ({"meta": {"billed_units": {"search_units": 2}, "tokens": {"input_tokens": 9}}},
         Usage(input_tokens=9, tool_requests=2)),
        ({"meta": {"api_version": {"version": "2"}}}, None),
        ({"meta": None}, None),
        ({}, None),
    ],
)  # fmt: skip
def test_usage_in_both_ways_of_counting(beside, usage):
    """Jina counts tokens, Cohere bills searches."""
    assert usage == RERANK.read(json.dumps({"results": [], **beside}).encode()).usage


def test_an_answer_has_results():
    """Anything else is no answer."""
    with pytest.raises(MalformedStream, match="results"):
        RERANK.read(b'{"data": []}')
