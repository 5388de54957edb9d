"""How much to think."""

import pytest

from proxy.canonical.request import Reasoning
from proxy.canonical.unset import UNSET
from proxy.dialects.anthropic_messages import thinking
from proxy.errors import InvalidRequest

ADAPTIVE = {"type": "adaptive"}


@pytest.mark.parametrize(
    ("wish", "said", "effort"),
    [
        (Reasoning(), ADAPTIVE, UNSET),
        (Reasoning(is_enabled=True), ADAPTIVE, UNSET),
        (Reasoning(effort="minimal"), ADAPTIVE, "low"),
        (Reasoning(effort="max"), ADAPTIVE, "max"),
        (Reasoning(effort="enormous"), ADAPTIVE, UNSET),
        (Reasoning(effort="none"), {"type": "disabled"}, UNSET),
        (Reasoning(is_enabled=False, effort="low"), {"type": "disabled"}, "low"),
        (Reasoning(budget=0), {"type": "disabled"}, UNSET),
        (Reasoning(budget=2000), {"type": "enabled", "budget_tokens": 2000}, UNSET),
        (Reasoning(summary="detailed"), {**ADAPTIVE, "display": "summarized"}, UNSET),
        (Reasoning(summary="none"), {**ADAPTIVE, "display": "omitted"}, UNSET),
        (Reasoning(effort="none", is_hidden=True), {"type": "disabled"}, UNSET),
    ],
)
def test_wishes_of_other_dialects(wish, said, effort):
    """A wish is said in Anthropic's words, which are fewer."""
    assert (said, effort) == thinking.encode(wish)


@pytest.mark.parametrize(
    "said",
    [
        {"type": "enabled", "budget_tokens": 1, "x": 1},
        {"type": "adaptive", "display": "other"},
        {"type": "new", "display": "omitted", "x": [1]},
    ],
)
def test_what_comes_later_is_kept(said):
    """A kind, a display or a member that we do not know goes back as it came."""
    assert (said, UNSET) == thinking.encode(thinking.decode(said, UNSET))


@pytest.mark.parametrize("said", [{}, {"type": "enabled"}, {"type": "enabled", "budget_tokens": 0}])
def test_a_wish_must_be_whole(said):
    """A budget is a number of tokens."""
    with pytest.raises(InvalidRequest):
        thinking.decode(said, UNSET)


@pytest.mark.parametrize(
    ("budget", "bound", "fitted"),
    [
        (2000, 4000, 2000),
        (2000, 2000, 1999),
        (100, 4000, 1024),
        (2000, 1025, 1024),
        (2000, 1024, None),
        ("x", 3000, 2999),
    ],
)
def test_a_budget_fits_its_answer(budget, bound, fitted):
    """At least 1,024 tokens and less than the bound, or none at all."""
    said = {"type": "enabled", "budget_tokens": budget, "display": "omitted"}

    assert (None if fitted is None else {**said, "budget_tokens": fitted}) == thinking.fit(said, bound)


def test_what_has_no_budget_fits():
    """Nothing else depends on the bound."""
    assert ADAPTIVE is thinking.fit(ADAPTIVE, 1)
