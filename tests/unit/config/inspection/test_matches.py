"""Conditions that are never true, and names in them that do not exist."""

import pytest

from proxy.config.codes import Code
from tests.support.problems import KEY, WORLD, policy, team, warnings

ALIAS = "kind: alias\nid: fast\nmodel: acme/small\n---\n"


def found(rest: str, *, before: str = WORLD + ALIAS + team(rest=f"keys:\n{KEY}")) -> list[str]:
    """Return what is said about a policy with *rest*, places left out."""
    return [line.split(": ", 1)[1] for line in warnings(before + policy(rest), Code.UNREACHABLE)]


def test_a_match_that_is_never_true_is_told():
    """A rule about no call reads as protection and is none."""
    (line,) = found("match: request.stream && !request.stream")

    assert line.startswith("`match` is never true, so the policy is about no call")


def test_a_requirement_that_is_never_met_is_told():
    """`where` removes everything then."""
    (line,) = found("require: {where: endpoint.zdr && !endpoint.zdr}")

    assert line.startswith("`where` is never true, so no endpoint is left")


def test_a_branch_that_is_never_open_is_told():
    """`when` is a condition like the others."""
    (line,) = found("fallback: [{model: acme/small, when: 1 > 2}]")

    assert line.startswith("`when` is never true, so the model is never tried")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('request.model == "acme/smal"', "`request.model` is never `acme/smal`: there is no such model (did you mean `acme/small`?)"),
        ('request.model == "fast"', "`request.model` is never `fast`: there is no such model (an alias is resolved before; write `acme/small`)"),
        ('principal.scope == "acme/x"', "`principal.scope` is never `acme/x`: there is no such team (did you mean `acme`?)"),
        ('principal.team in ["acme", "amce"]', "`principal.team` is never `amce`: there is no such team (did you mean `acme`?)"),
        ('principal.key != "adda"', "`principal.key` is never `adda`: there is no such key (did you mean `ada`?)"),
    ],
)  # fmt: skip
def test_a_name_that_does_not_exist_is_told(text, expected):
    """Each name is one that calls can have."""
    assert [expected] == found(f"match: '{text}'")


def test_names_of_the_catalogue_are_known_in_where():
    """Endpoints have providers, models and ids."""
    lines = found('require: {where: \'endpoint.provider == "nordlis" || endpoint.id == "nordlys-0"\'}')

    assert ["`endpoint.provider` is never `nordlis`: there is no such provider (did you mean `nordlys`?)"] == lines


def test_the_place_is_that_of_the_name():
    """Line and column point at the text in quotes, in a variable too."""
    text = WORLD + policy("variables:\n  mine: 'request.model == \"acme/smal\"'\nmatch: variables.mine")

    assert ["17:27"] == [":".join(line.split(":")[:2]) for line in warnings(text, Code.UNREACHABLE)]


@pytest.mark.parametrize("text", ['request.model == "acme/small"', 'request.metadata.model == "any"', "request.stream"])
def test_what_exists_and_what_is_free_is_left_alone(text):
    """Metadata may have any value."""
    assert [] == found(f"match: '{text}'")


def test_without_a_catalogue_nothing_is_said_of_its_names():
    """A directory of policies alone is one part of a larger one."""
    assert [] == found("match: 'request.model == \"a/b\"'", before="")
