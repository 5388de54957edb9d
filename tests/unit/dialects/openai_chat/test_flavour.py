"""What providers that speak Chat Completions differ in."""

import pytest

from proxy.canonical.unset import UNSET
from proxy.dialects.flavour import Flavour
from proxy.dialects.openai_chat.flavour import PLAIN, ChatFlavour, way_of

OLD = ChatFlavour(name="x", title="X", has_developer=False, has_parts=False)
TEXTS = [{"type": "text", "text": "a"}, {"type": "text", "text": "b"}]
IMAGE = {"type": "image_url", "image_url": {"url": "u"}}


@pytest.mark.parametrize(
    ("turn", "expected"),
    [
        ({"role": "developer", "content": "a"}, {"role": "system", "content": "a"}),
        ({"role": "user", "content": TEXTS}, {"role": "user", "content": "a\n\nb"}),
    ],
)
def test_turns_are_put_as_the_provider_takes_them(turn, expected):
    """The words stay, whoever is said to speak them, and in however many parts."""
    assert {"messages": [expected]} == OLD.changes({"messages": [turn]})


@pytest.mark.parametrize(
    "turns",
    [
        [{"role": "user", "content": "a"}],
        [{"role": "user", "content": [*TEXTS, IMAGE]}],
        [{"role": "user", "content": []}],
        [{"role": "assistant", "content": None}, 7],
        "no list",
    ],
)
def test_what_needs_no_change_gets_none(turns):
    """So that a body can pass through as it is."""
    assert {} == OLD.changes({"messages": turns})


def test_members_are_changed_beside_the_turns():
    """A flavour's plain facts hold as for any dialect."""
    flavour = ChatFlavour(
        name="x", title="X", has_developer=False, renames={"a": "b"}, adds={"c": 1}, refuses=frozenset({"d"})
    )

    assert {"messages": [{"role": "system"}], "b": 2, "c": 1} == flavour.apply(
        {"messages": [{"role": "developer"}], "a": 2, "d": 3}, {}
    )[0]


@pytest.mark.parametrize(("members", "expected"), [({}, {}), ({"a": 2}, {"b": 2}), ({"x": 1}, {})])
def test_a_body_that_is_not_concerned_is_not_changed(members, expected):
    """Most bodies have none of the members that a provider is particular about."""
    changed = ChatFlavour(name="x", title="X", renames={"a": "b"}).changes(members)

    assert expected == {name: value for name, value in changed.items() if name != "a"}


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ({"reasoning": {"effort": "low"}}, {"reasoning": UNSET, "reasoning_effort": "low"}),
        (
            {"reasoning": {"max_tokens": 500}, "max_tokens": 1000},
            {"reasoning": UNSET, "reasoning_effort": "medium"},
        ),
        (
            {"reasoning": {"exclude": True}, "reasoning_effort": "high"},
            {"reasoning": UNSET, "reasoning_effort": "high"},
        ),
        ({"reasoning": "low"}, {}),
    ],
)
def test_the_object_of_openrouter_becomes_an_effort(members, expected):
    """Which is what every other provider understands of it, also in a client's own bytes."""
    assert expected == ChatFlavour(name="x", title="X").changes(members)
    assert {} == ChatFlavour(name="x", title="X", has_details=True).changes(members)


def test_members_of_turns_may_be_refused():
    """They are taken out, whoever wrote the body."""
    flavour = ChatFlavour(name="x", title="X", turn_refuses=frozenset({"name"}))

    assert {"messages": [{"role": "user"}]} == flavour.changes({"messages": [{"role": "user", "name": "ann"}]})


def test_a_flavour_of_another_make_is_taken_as_plain():
    """Nothing is known of it beyond its members."""
    assert PLAIN is way_of(Flavour(name="x", title="X", dialect="openai_chat"))
    assert OLD is way_of(OLD)
