"""Cache points and marks."""

import pytest

from proxy.canonical.cache import CacheMark
from proxy.canonical.content import ReasoningPart, TextPart
from proxy.canonical.unset import UNSET
from proxy.dialects.bedrock_converse import cachepoints


@pytest.mark.parametrize("mark", [CacheMark(), CacheMark(ttl="5m"), CacheMark(ttl="1h")])
def test_a_mark_survives(mark):
    """A mark is one block, and that block the mark."""
    (block,) = cachepoints.write(mark)

    assert mark == cachepoints.read(block)


@pytest.mark.parametrize(
    "block",
    [
        {"text": "a"},
        {"cachePoint": {}},
        {"cachePoint": None},
        {"cachePoint": {"type": "special"}},
        {"cachePoint": {"type": "default", "ttl": 5}},
        {"cachePoint": {"type": "default", "x": 1}},
        {"cachePoint": {"type": "default"}, "x": 1},
        3,
    ],
)
def test_what_says_more_or_less_is_no_mark(block):
    """It is kept as it is instead."""
    assert cachepoints.read(block) is None


def test_no_mark_is_no_block():
    """Absent is not a point."""
    assert [] == cachepoints.write(UNSET)


def test_only_what_has_a_place_and_no_mark_is_free():
    """A thought cannot carry a mark, and nothing carries two."""
    holders = [TextPart(text="a"), TextPart(text="a", cache=CacheMark()), ReasoningPart(text="a")]

    assert [True, False, False] == [cachepoints.is_free(each) for each in holders]
