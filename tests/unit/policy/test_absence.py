"""What a client can change by declaring one more tag."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proxy.policy import exact
from proxy.policy.absence import lost_by_a_tag, won_by_a_tag
from proxy.policy.check import compile_expression
from proxy.policy.environment import Scope
from tests.support.policies import principal, request_facts

ABSENCE = (
    '!("x" in request.tags)',
    "request.tags.size() == 0",
    "0 == size(request.tags)",
    "size(request.tags) < 2",
    "2 > size(request.tags)",
    'request.tags.all(t, t != "x")',
    '!request.tags.exists(t, t == "x")',
    '!(request.stream || "x" in request.tags)',
    '["x", "y"].all(t, !(t in request.tags))',
    '("x" in request.tags) == false',
    'request.tags.filter(t, t == "x").size() == 0',
    "request.tags == []",
    'request.tags.exists_one(t, t == "x")',
    '"x" in request.tags ? false : true',
)
PRESENCE = (
    '"x" in request.tags',
    "request.tags.size() > 0",
    "request.tags.size() != 0",
    'request.tags.exists(t, t == "x")',
    '!request.tags.all(t, t != "x")',
    '["x", "y"].exists(t, t in request.tags)',
)
WITHOUT = ('!("x" in principal.tags)', "principal.tags.size() == 0", "request.stream", "request.tools.size() == 0")


def parts(find, text: str) -> int:
    """Count what *find* finds in *text*."""
    return len(list(find(compile_expression(text, Scope.MATCH))))


@pytest.mark.parametrize("text", ABSENCE)
def test_absence_is_lost_by_a_tag(text):
    """However it is written, a condition on a tag's absence is found."""
    assert parts(lost_by_a_tag, text)


@pytest.mark.parametrize("text", PRESENCE)
def test_presence_is_won_by_a_tag_and_never_lost(text):
    """More tags can only make it true."""
    assert (True, 0) == (parts(won_by_a_tag, text) > 0, parts(lost_by_a_tag, text))


@pytest.mark.parametrize("text", WITHOUT)
def test_what_no_client_changes_is_left_alone(text):
    """Tags of team and key are trusted; other facts are another matter."""
    assert (0, 0) == (parts(lost_by_a_tag, text), parts(won_by_a_tag, text))


@settings(deadline=None)
@given(
    st.recursive(
        st.sampled_from(ABSENCE + PRESENCE + WITHOUT),
        lambda inner: st.one_of(st.builds("!({})".format, inner), st.builds("({}) && ({})".format, inner, inner)),
        max_leaves=4,
    ),
    st.sets(st.sampled_from("xyz")),
    st.sampled_from("xyz"),
)
def test_what_is_not_found_does_not_change(text, tags, more):
    """INVARIANT: where nothing is lost by a tag, a condition that is true stays true with one more."""
    tree = compile_expression(text, Scope.MATCH)
    program = exact.build(tree, tuple(Scope.MATCH.names))
    before, after = (
        exact.evaluate(program, (request_facts(tags=tuple(sorted(each))), principal()))
        for each in (tags, tags | {more})
    )

    assert not before or after or parts(lost_by_a_tag, text)
    assert before or not after or parts(won_by_a_tag, text)
