"""Grants that promise more than there is to grant."""

import pytest

from proxy.config.codes import Code
from tests.support.problems import KEY, team, warnings


def found(*documents: str) -> list[str]:
    """Return what is said about *documents*, hints left out."""
    return [line.partition(" (")[0] for line in warnings("".join(documents), Code.WIDER_GRANT)]


def test_a_team_with_more_than_the_team_above_is_told():
    """The nearest team above that does not have the pattern is named."""
    lines = found(team(), team("acme/a", '["x/*"]'), team("acme/a/b", '["x/y", "z/*"]'))

    assert ["11:17: `z/*` is more than team `acme/a` was granted, which is `x/*`"] == lines


def test_a_key_with_more_than_its_team_is_told():
    """A key's own grant narrows, like a team's."""
    key = KEY.replace("}", ", models: [y/*]}")

    assert ["5:98: `y/*` is more than team `acme` was granted, which is `x/*`"] == found(
        team("acme", '["x/*"]', f"keys:\n{key}")
    )


@pytest.mark.parametrize("models", ['["x/y"]', '["x/*"]', '["x/a*"]', "[]"])
def test_what_the_team_above_has_in_full_is_left_alone(models):
    """A pattern inside a pattern is narrower."""
    assert [] == found(team("acme", '["x/*"]'), team("acme/a", models))


def test_the_highest_team_may_grant_what_it_likes():
    """Nobody is above it."""
    assert [] == found(team("acme/a", '["*"]'))
