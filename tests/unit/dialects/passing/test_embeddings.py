"""Embeddings from a distance."""

import json

import pytest

from proxy.canonical.usage import Usage
from proxy.dialects.passing.embeddings import NAME, Embeddings
from proxy.dialects.passing.reading import MARKS
from proxy.dialects.weights import IMAGE_TOKENS
from proxy.errors import InvalidRequest, MalformedStream

EMBEDDINGS = Embeddings()


def outline(**members):
    """Return the outline of a body with these members."""
    return EMBEDDINGS.outline(json.dumps({"model": "acme/vectors", **members}).encode())


@pytest.mark.parametrize(
    ("given", "most"),
    [
        ("hello", 5 + MARKS),
        ("ö", 2 + MARKS),
        (["hello", "you"], 8 + 2 * MARKS),
        ([1, 2, 3], 3),
        ([[1, 2], [3]], 3),
    ],
)
def test_tokens_are_bounded_by_bytes_or_counted(given, most):
    """A token is at least a byte of text; tokens that the client made are counted."""
    assert (most, ("text",)) == (outline(input=given).input_tokens, outline(input=given).modalities)


@pytest.mark.parametrize(
    ("given", "modalities"),
    [
        ([{"image": "https://example.org/a.png"}], ("image",)),
        ([{"text": "a"}, "b"], ("text",)),
        ([{"content": [{"type": "text", "text": "a"}, {"type": "image_url", "image_url": {"url": "u"}}]}], ("image", "text")),
        ([{"content": [{"type": "smell"}]}], ("smell",)),
    ],
)  # fmt: skip
def test_objects_hold_what_they_hold(given, modalities):
    """Pictures and unknown things among the inputs are modalities that policies can see."""
    assert modalities == outline(input=given).modalities


def test_a_picture_counts_as_the_most_it_may():
    """The bytes of an image say little of its tokens."""
    assert outline(input=[{"image": "u"}]).input_tokens >= IMAGE_TOKENS


@pytest.mark.parametrize("given", [None, 7, [], {}, [True], ["a", 1], [[]], [["a"]], [None]])
def test_other_inputs_are_refused(given):
    """What cannot be weighed does not pass."""
    with pytest.raises(InvalidRequest, match="input"):
        outline(input=given)


def test_the_client_may_wish():
    """A routing suffix and OpenRouter's `provider` are read as for conversations."""
    found = EMBEDDINGS.outline(
        b'{"model": "acme/vectors:floor", "input": "a", "provider": {"zdr": true}, "user": "ada"}'
    )

    assert ("acme/vectors", "ada", NAME) == (found.model, found.user, found.dialect)
    assert ("provider.zdr", "model:floor") == found.preferences.named


@pytest.mark.parametrize(
    ("counts", "usage"),
    [
        ({"prompt_tokens": 8, "total_tokens": 8}, Usage(input_tokens=8)),
        ({"total_tokens": 8}, Usage(input_tokens=8)),
        ({"prompt_tokens": -1}, None),
        (None, None),
        ("8", None),
    ],
)
def test_usage_is_input_alone(counts, usage):
    """Vectors are no tokens, and an answer without a count has none."""
    assert usage == EMBEDDINGS.read(json.dumps({"object": "list", "data": [], "usage": counts}).encode()).usage


@pytest.mark.parametrize("body", [b"", b"[]", b"<html>", b'{"error": {"message": "no"}}', b'{"data": {}}'])
def test_what_is_no_answer(body):
    """A page, an error with status 200, another shape: none of them reaches the client as vectors."""
    with pytest.raises(MalformedStream):
        EMBEDDINGS.read(body)
