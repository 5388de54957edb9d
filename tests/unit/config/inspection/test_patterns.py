"""Names and patterns of providers and models that fit nothing."""

import pytest

from proxy.config.codes import Code
from tests.support.problems import WORLD, policy, warnings

ALIAS = "kind: alias\nid: fast\nmodel: acme/small\n---\n"


def found(rest: str, before: str = WORLD + ALIAS) -> list[str]:
    """Return what is said about a policy with *rest*, places left out."""
    return [line.split(": ", 1)[1] for line in warnings(before + policy(rest), Code.EMPTY_PATTERN)]


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        ("require: {providers: {allow: [nordlis]}}", "`nordlis` fits no provider of the catalogue (did you mean `nordlys`?)"),
        ("require: {providers: {deny: [nordlys, 'azure-*']}}", "`azure-*` fits no provider of the catalogue (known: `nordlys`)"),
        ("require: {models: {allow: ['amce/*', 'acme/*']}}", "`amce/*` fits no model of the catalogue (known: `acme/small`)"),
        ("require: {models: {deny: [fast]}}", "`fast` fits no model of the catalogue (it is an alias; write the model itself, `acme/small`)"),
        ("fallback: {'openai/*': [acme/small]}", "`openai/*` fits no model of the catalogue (known: `acme/small`)"),
    ],
)  # fmt: skip
def test_a_pattern_of_nothing_is_told(rest, expected):
    """Allowed or denied, provider or model."""
    assert [expected] == found(rest)


@pytest.mark.parametrize(
    "rest",
    ["require: {providers: {allow: ['nord*']}}", "require: {models: {deny: ['*small']}}", "fallback: [acme/small]"],
)
def test_a_pattern_of_something_is_left_alone(rest):
    """One is enough."""
    assert [] == found(rest)


def test_without_a_catalogue_nothing_is_said():
    """A directory of policies alone is one part of a larger one."""
    assert [] == found("require: {providers: {allow: [any]}, models: {allow: [any/*]}}", before="")
