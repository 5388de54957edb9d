"""What providers that speak Chat Completions differ in."""

import pytest

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


def test_a_flavour_of_another_make_is_taken_as_plain():
    """Nothing is known of it beyond its members."""
    assert PLAIN is way_of(Flavour(name="x", title="X", dialect="openai_chat"))
    assert OLD is way_of(OLD)
