"""How much a model shall think, in words and in tokens."""

import pytest

from proxy.canonical.request import Reasoning
from proxy.dialects.efforts import LEAST_BUDGET, SHARES, budget_of, effort_of, thinks


@pytest.mark.parametrize(
    ("effort", "bound", "expected"),
    [
        ("low", 10_000, 2_000),
        ("medium", 10_000, 5_000),
        ("max", 10_000, 9_500),
        ("medium", None, 16_000),
        ("minimal", 1_000, LEAST_BUDGET),
        ("new", 10_000, 5_000),
    ],
)
def test_an_effort_is_a_share_of_the_answer(effort, bound, expected):
    """Never less than providers take; a word that is new to us is the usual one."""
    assert expected == budget_of(effort, bound)


@pytest.mark.parametrize("effort", [word for word in SHARES if word != "max"])
@pytest.mark.parametrize("bound", [20_000, None])
def test_a_budget_is_the_effort_it_came_from(effort, bound):
    """There and back is the same word, as long as the share is over the least budget."""
    assert effort == effort_of(budget_of(effort, bound), bound)


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        (Reasoning(), True),
        (Reasoning(effort="low"), True),
        (Reasoning(budget=1), True),
        (Reasoning(is_enabled=True), True),
        (Reasoning(effort="none"), False),
        (Reasoning(budget=0), False),
        (Reasoning(is_enabled=False, effort="high"), False),
    ],
)
def test_not_to_think_is_said_in_three_ways(wish, expected):
    """Any of them is enough."""
    assert expected is thinks(wish)
