"""Words for schema errors: the user's own terms, the place to change, the way out, and never a secret."""

import pytest

from proxy.config.schema import read_schemas
from proxy.config.sources.shipped import shipped_schemas
from tests.support.configuration import POLICY, PROVIDER, TEAM, tree

SCHEMAS = read_schemas(shipped_schemas())


def problems(text: str) -> list[str]:
    """Return what is wrong with the document *text*, without the file's name."""
    return [str(problem).removeprefix("a.yaml:") for problem in SCHEMAS.check("a.yaml", tree(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (POLICY + "requier: {}\n", "5:1: unknown key `requier` (did you mean `require`?)"),
        (PROVIDER + "zdr: true\n", "8:1: unknown key `zdr` (write it under `defaults`)"),
        (POLICY + "mode: warning\n", "5:7: `mode` cannot be `warning` (did you mean `warn`?)"),
        (POLICY + "owner: 7\n", "5:8: `owner` wants text, not `7` (put it in quotes)"),
        (
            POLICY + "caps: 7\n",
            "5:7: `caps` wants a mapping, not `7` (like `caps: {output_tokens: 4096, price_output: 15.0, attempts: 3, deadline: 60s}`)",
        ),
        (
            POLICY + "controls:\n",
            "5:1: `controls` wants a list, not nothing (like `controls: [GDPR Art. 44, HIPAA 164.312]`)",
        ),
        (
            POLICY + "prefer: []\n",
            "5:9: `prefer` wants a mapping, not a list (like `prefer: {sort: price, order: [nordlys]}`)",
        ),
        (POLICY + "controls: [a, {}]\n", "5:15: an item of `controls` wants text, not a mapping"),
        (
            POLICY + "require: {training: no}\n",
            "5:21: `training` can only be `false`, not `no` (leave it out to ask for nothing)",
        ),
        (POLICY + "require: {certifications: [a, b, a]}\n", "5:34: `a` stands in this list already (remove one)"),
        (POLICY + "owner: " + "x" * 201 + "\n", "5:8: `owner` has at most 200 characters"),
        (
            TEAM + "tags: ['" + "X" * 61 + "']\n",
            "4:8: a long text is no tag (write a tag in lower case letters, digits, `.`, `_`, `:` and `-`)",
        ),
        ("kind: team\nmodels: []\n", "1:1: `scope` is missing"),
    ],
)
def test_an_error_is_said_for_people(text, expected):
    """Every keyword of the schemas has its own words."""
    assert [expected] == problems(text)


def test_every_unknown_key_is_its_own_problem():
    """The library gives one error for all of them."""
    assert ["5:1", "6:1"] == [line.partition(": ")[0] for line in problems(POLICY + "one: 1\ntwo: 2\n")]


@pytest.mark.parametrize("value", ["hunter2", "7777777", "[hunter2]", "{hunter2: 1}", "true"])
def test_what_may_be_a_secret_is_not_repeated(value):
    """A literal secret in a document is a mistake that must not get into a log as well."""
    found = "".join(problems(PROVIDER.replace("env:NORDLYS", value)))

    assert (True, False) == (found != "", "hunter2" in found or "7777777" in found)
