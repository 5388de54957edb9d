"""Keys whose calls have nowhere to go."""

import pytest

from proxy.config.codes import Code
from tests.support.problems import KEY, LARGE, WORLD, policy, team, warnings

TEAM = team(rest=f"keys:\n{KEY}")


def found(*documents: str) -> list[str]:
    """Return what is said about *documents*, places and hints left out."""
    lines = warnings("".join(documents), Code.EMPTY_LANE)
    return [line.split(": ", 1)[1].partition(" (")[0] for line in lines]


def test_a_team_that_can_call_nothing_is_told():
    """With the policies that see to it."""
    lines = found(WORLD, TEAM, policy("require: {training: false}"))

    assert ["no call of team `acme` can be served: removed by `p`"] == lines


def test_a_team_that_was_granted_what_nobody_serves_is_told():
    """A grant alone serves no call."""
    lines = found(WORLD, LARGE, team("acme", "[acme/large]", f"keys:\n{KEY}"))

    assert ["no call of team `acme` can be served: the models that it was granted have no endpoint"] == lines


@pytest.mark.parametrize(
    "match",
    [
        '"phi" in request.tags',
        'request.tags.exists(t, t in ["phi"])',
        '!request.tags.all(t, t != "phi")',
    ],
)
def test_a_tag_with_which_nothing_can_be_called_is_told(match):
    """However a policy speaks of it."""
    lines = found(WORLD, TEAM, policy(f"match: '{match}'\nrequire: {{training: false}}"))

    assert ["no call with the tag `phi` of team `acme` can be served: removed by `p`"] == lines


def test_a_tag_that_only_another_team_carries_is_asked_for_too():
    """Any client may declare it."""
    rest = "variables: {of: principal.scope}\nmatch: request.tags.exists(t, t.startsWith('ph'))\nrequire: {training: false}"

    assert 1 == len(found(WORLD, TEAM, team("acme/b", rest="tags: [phi]\n"), policy(rest)))


def test_a_key_with_something_of_its_own_is_named():
    """Its team may well be served."""
    key = KEY.replace("}", ", tags: [phi]}")
    lines = found(WORLD, team(rest=f"keys:\n{key}"), policy("match: '\"phi\" in principal.tags'\nrequire: {zdr: true}"))

    assert ["no call of key `ada` can be served: removed by `p`"] == lines


@pytest.mark.parametrize(
    "rest",
    [
        "require: {where: '!request.stream'}",
        "require: {where: request.stream}",
        "require: {where: 'has(request.metadata.project) && request.metadata.project == \"apollo\"'}",
        'require: {where: \'"x-project" in request.headers && request.headers["x-project"] == "apollo"\'}',
        "require: {where: 'request.time.getHours() > 19'}",
        "require: {where: 'request.time.getDayOfWeek() == 6'}",
        "mode: warn\nrequire: {training: false}",
    ],
)
def test_a_team_of_which_some_call_is_served_is_left_alone(rest):
    """Streamed, with the metadata that policies know, at any hour of the week."""
    assert [] == found(WORLD, TEAM, policy(rest))


def test_a_team_without_keys_calls_nothing():
    """There is nobody to be refused."""
    assert [] == found(WORLD, team(), policy("require: {training: false}"))
