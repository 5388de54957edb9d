"""Taking JSON objects apart without losing anything."""

import pytest

from proxy.canonical.unset import UNSET
from proxy.dialects.members import (
    check,
    is_a,
    join_inner,
    keep_inner,
    merge,
    pull,
    pull_count,
    pull_inner,
    pull_nullable,
    pull_text,
    require,
)
from proxy.errors import InvalidRequest


@pytest.mark.parametrize(
    ("value", "kind", "expected"),
    [
        (True, int, False),
        (True, float, False),
        (True, bool, True),
        (1, float, True),
        (1.5, int, False),
        ("", str, True),
    ],
)
def test_kinds_are_those_of_json(value, kind, expected):
    """Python takes `true` for a number; JSON does not."""
    assert expected is is_a(value, kind)


@pytest.mark.parametrize("members", [{}, {"a": None}, {"a": 1}])
def test_what_does_not_fit_stays(members):
    """An absent, null or misshapen member is not pulled, so that `extra` still has it."""
    left = dict(members)

    assert UNSET is pull(left, "a", str)
    assert members == left


@pytest.mark.parametrize(("members", "expected"), [({"a": None}, None), ({"a": "x"}, "x"), ({}, UNSET)])
def test_null_is_not_absent(members, expected):
    """Where null has a meaning, it is told from absence."""
    assert expected is pull_nullable(members, "a", str)
    assert {} == members


def test_lenient_pulls_have_a_default():
    """What an imitator leaves out of an answer does not make the answer unreadable."""
    members = {"id": 3, "created": 1.9, "model": "m"}

    assert ["", 1, "m", 0] == [
        pull_text(members, "id"),
        pull_count(members, "created"),
        pull_text(members, "model"),
        pull_count(members, "n"),
    ]


def test_a_missing_field_is_named_as_the_client_wrote_it():
    """The error points at the field, in the client's words."""
    with pytest.raises(InvalidRequest, match=r"`messages\[0\]\.role` must be a string") as caught:
        require({}, "role", str, "messages[0].")

    assert "messages[0].role" == caught.value.param


def test_a_check_passes_absent_and_null():
    """A field is at fault only where it was sent, and wrongly."""
    check({"a": None}, {"a": str, "b": int})

    with pytest.raises(InvalidRequest, match="`a` must be an integer"):
        check({"a": True}, {"a": int})


def test_the_rest_of_an_inner_object_stands_under_its_own_name():
    """Unknown fields are kept at every level and find their way back."""
    members = {"image_url": {"url": "u", "detail": "low"}, "cache": True}
    inner = pull_inner(members, "image_url")
    url = inner.pop("url")
    keep_inner(members, "image_url", inner)

    assert {"image_url": {"detail": "low"}, "cache": True} == members
    assert {"url": "u", "detail": "low"} == join_inner({"url": url}, members, "image_url")


def test_merging_leaves_out_the_unset_and_prefers_the_known():
    """`UNSET` never reaches the wire, and an extra never overrides what is known."""
    assert {"a": 1, "c": 3} == merge({"a": 1, "b": UNSET}, {"a": 9, "c": 3})
