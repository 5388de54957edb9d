"""A JSON text on its way."""

import pytest

from proxy.dialects.jsonwatch import JsonWatch

WHOLE = [
    '{"a":1}',
    "{}",
    "[]",
    '{"a":"}"}',
    '{"a":"\\"}"}',
    '{"a":"\\\\"}',
    '{"a":{"b":[1,{}]}}',
    ' \n{"a":1}',
    '["\\\\\\"]"]',
]
PARTS = ["", "{", '{"a":1', '{"a":"}', '{"a":"\\"}', "[{}", '["\\\\\\"]', "7", '"text"', "null"]


def watched(pieces):
    """Return whether the text in *pieces* is whole."""
    watch = JsonWatch()
    for piece in pieces:
        watch.feed(piece)
    return watch.is_whole


@pytest.mark.parametrize("text", WHOLE)
@pytest.mark.parametrize("size", [1, 2, 100])
def test_a_text_is_whole_with_its_last_brace(text, size):
    """Wherever it is cut, and not a character sooner; braces and quotes in texts are no such thing."""
    pieces = [text[at : at + size] for at in range(0, len(text), size)]

    assert watched(pieces)
    assert not watched([text[:-1]])


@pytest.mark.parametrize("text", PARTS)
def test_anything_else_is_not(text):
    """A text that is no object or list never counts as whole."""
    assert not watched(text)


def test_what_follows_is_not_looked_at():
    """Once whole, always whole."""
    assert watched(["{}", "{", '"'])
