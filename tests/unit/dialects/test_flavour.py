"""How one provider's use of a dialect differs from the dialect itself."""

import pytest

from proxy.canonical.unset import UNSET
from proxy.dialects.flavour import Flavour

FLAVOUR = Flavour(
    name="x",
    title="X",
    dialect="d",
    refuses=frozenset({"a", "b"}),
    renames={"old": "new"},
    adds={"always": 1},
)


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ({"z": 1}, {"always": 1}),
        ({"a": 1, "z": 2}, {"a": UNSET, "always": 1}),
        ({"old": 3}, {"old": UNSET, "new": 3, "always": 1}),
        ({"always": 2}, {}),
    ],
)
def test_only_what_must_change_is_named(document, expected):
    """What a client has said is not overruled by what is added."""
    assert expected == FLAVOUR.changes(document)


@pytest.mark.parametrize(
    ("document", "expected"), [({"b": 1, "a": 0, "z": 1}, ("a", "b")), ({"a": None}, ()), ({"old": 1}, ())]
)
def test_what_is_refused_is_told(document, expected):
    """A null asked for nothing, and what is called otherwise is not lost."""
    assert expected == FLAVOUR.dropped(document)


def test_a_body_is_made_as_the_provider_wants_it():
    """And what is lost is told under the hub's names."""
    document, lost = FLAVOUR.apply({"a": 1, "b": 2, "old": 3, "z": 4}, {"a": "alpha"})

    assert {"new": 3, "always": 1, "z": 4} == document
    assert ("alpha", "b") == lost
