"""`kind: policy`: every line of `require` is CEL with the place where a person wrote it."""

from proxy.config.kinds.policy import read_policy, written_expressions
from proxy.policy.document import Expression, Policy, Preference, Sort
from proxy.policy.shorthand import write_out
from tests.support.configuration import POLICY, read
from tests.support.policies import fallback

FULL = """\
kind: policy
id: p
title: A rule
owner: privacy@acme.example
controls: [GDPR Art. 44]
scope: acme
mode: enforce
match: '"phi" in request.tags'
require:
  where: |
    endpoint.training == false
  retention_days: 0
  processing: [eu, ch]
caps: {output_tokens: 4096}
prefer: {sort: id, order: [nordlys]}
fallback: [acme/small]
"""


def policy(text: str) -> Policy:
    """Return the policy that *text* states."""
    return read_policy(read(text)[0])


def test_a_bare_policy_demands_nothing():
    """Everything but its name and scope may be left out."""
    assert Policy(id="p", title="A rule", scope="acme", place="a.yaml:1:1") == policy(POLICY)


def test_a_policys_head_is_kept():
    """Refusals name the rule, its owner and the law behind it."""
    found = policy(FULL)

    assert ("p", "A rule", "acme", "privacy@acme.example", ("GDPR Art. 44",), 4096) == (
        found.id,
        found.title,
        found.scope,
        found.owner,
        found.controls,
        found.caps.output_tokens,
    )


def test_an_expression_stands_where_its_first_character_does():
    """Quotes and block indicators are YAML's, not the expression's."""
    found = policy(FULL)

    assert Expression(text='"phi" in request.tags', place="a.yaml:8:9") == found.match
    assert Expression(text="endpoint.training == false", place="a.yaml:11:5") == found.require[0].expression


def test_a_shorthand_is_written_out_and_stands_at_its_value():
    """What an explanation shows is what decides."""
    found = policy(FULL).require

    assert ["where", "retention_days", "processing"] == [requirement.field for requirement in found]
    assert [
        Expression(text=write_out("retention_days", 0), place="a.yaml:12:19"),
        Expression(text=write_out("processing", ["eu", "ch"]), place="a.yaml:13:15"),
    ] == [requirement.expression for requirement in found[1:]]


def test_a_preference_is_only_what_was_stated():
    """No preference lets a less specific scope's hold."""
    assert [None, Preference(sort=Sort.PRICE), Preference(sort=Sort.ID, order=("nordlys",))] == [
        policy(text).preference for text in (POLICY, POLICY + "prefer: {}\n", FULL)
    ]


def test_a_list_of_fallbacks_is_for_every_model():
    """The short form is the pattern `*`."""
    assert fallback({"*": ("acme/small",)}) == policy(FULL).fallback


def test_a_map_of_fallbacks_keeps_its_order():
    """The first pattern that matches counts."""
    found = policy(POLICY + "fallback: {'z/*': [acme/a], '*': [acme/b, acme/c]}\n").fallback

    assert fallback({"z/*": ("acme/a",), "*": ("acme/b", "acme/c")}) == found
    assert ["z/*", "*"] == list(found.rules if found else ())


def test_only_what_people_wrote_is_checked_as_cel():
    """Shorthands have no text of their own in the file."""
    assert [("match",), ("require", "where")] == [written.path for written in written_expressions(read(FULL)[0])]
