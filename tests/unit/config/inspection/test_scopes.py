"""Scopes in which nobody is."""

from proxy.config.codes import Code
from tests.support.problems import policy, team, warnings


def found(text: str) -> list[str]:
    """Return what is said about *text*."""
    return warnings(text, Code.UNREACHABLE)


def test_a_scope_that_no_team_has_is_told_with_the_nearest():
    """Who misspells a scope writes a rule for nobody."""
    expected = (
        "12:8: this policy is about nobody: no team has the scope `acme/wbe` or one below it (did you mean `acme/web`?)"
    )

    assert [expected] == found(team() + team("acme/web") + policy(scope="acme/wbe"))


def test_a_scope_above_a_team_is_reached():
    """A rule for the organisation needs no team document of its own."""
    assert [] == found(team("acme/web/shop") + policy(scope="acme/web") + policy(name="q"))


def test_a_name_that_begins_alike_is_not_below():
    """`acme-two` is no part of `acme`."""
    assert 1 == len(found(team("acme-two") + policy()))


def test_a_waiver_for_nobody_is_told():
    """It excuses nothing."""
    waiver = "kind: waiver\nid: w\npolicy: p\nscope: acme/no\nreason: r\napprover: a\nexpires: 2027-06-01\n"

    assert ["this waiver is about nobody"] == [
        line.split(": ")[1] for line in found(team() + policy("waivable: true") + waiver)
    ]


def test_without_teams_nothing_is_said():
    """A directory of policies alone is one part of a larger one."""
    assert [] == found(policy())
