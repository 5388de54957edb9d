"""Marks for the prompt cache."""

import pytest

from proxy.canonical.cache import CacheMark
from proxy.canonical.unset import UNSET
from proxy.dialects.anthropic_messages import cachemarks


@pytest.mark.parametrize(
    ("mark", "meant"),
    [({"type": "ephemeral"}, CacheMark()), ({"type": "ephemeral", "ttl": "1h"}, CacheMark(ttl="1h"))],
)
def test_a_mark_is_taken_out_and_written_again(mark, meant):
    """A mark that we know leaves the members, and comes back as it was."""
    members = {"cache_control": mark, "text": "a"}

    assert meant == cachemarks.pull(members)
    assert {"text": "a"} == members
    assert mark == cachemarks.write(meant)


@pytest.mark.parametrize(
    "mark",
    [
        None,
        {},
        "x",
        {"type": "lasting"},
        {"type": "ephemeral", "ttl": "2h"},
        {"type": "ephemeral", "ttl": ["5m"]},
        {"type": "ephemeral", "x": 1},
    ],
)
def test_a_mark_of_another_form_stays(mark):
    """What we do not know goes back to Anthropic as it came."""
    members = {"cache_control": mark}

    assert UNSET is cachemarks.pull(members)
    assert {"cache_control": mark} == members


def test_an_unknown_time_is_the_usual_one():
    """Another dialect's word for how long is none of Anthropic's."""
    assert {"type": "ephemeral"} == cachemarks.write(CacheMark(ttl="24h"))
