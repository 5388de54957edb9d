"""Declarations: what is declared can be read, and what can be read is declared."""

from dataclasses import fields

import pytest

from proxy.policy.environment import ENDPOINT, PRICE, PRINCIPAL, REQUEST, Scope
from proxy.policy.facts import RequestFacts
from proxy.policy.principal import Principal
from proxy.policy.view import EndpointView, PriceView


def names(kind) -> set[str]:
    """Return the attributes of a dataclass."""
    return {each.name for each in fields(kind)}


@pytest.mark.parametrize(("record", "kind"), [(REQUEST, RequestFacts), (ENDPOINT, EndpointView), (PRICE, PriceView)])
def test_declared_fields_are_the_attributes(record, kind):
    """A fact that exists and is not declared could not be used; the other way round would be an error at run time.

    A client's `wishes` are asked beside the policies, which read their names alone, in `preferences`.
    """
    assert names(kind) - {"wishes"} == set(record.fields)


@pytest.mark.parametrize("record", [REQUEST, PRINCIPAL, PRICE, ENDPOINT], ids=lambda record: record.name)
def test_every_fact_is_explained_in_one_sentence(record):
    """The reference is made of these sentences, so a fact without one, or a sentence without its fact, is unfinished."""
    differing = set(record.fields) ^ set(record.docs)

    assert set() == differing, f"`docs` and `fields` of `{record.name}` differ in {differing}"
    assert [] == [name for name, text in record.docs.items() if not text[0].isupper() or not text.endswith(".")]


def test_grants_of_a_principal_cannot_be_read():
    """Policies read who is calling; what was granted and when it ends is not theirs."""
    assert {"grants", "expires_at", "place"} == names(Principal) - set(PRINCIPAL.fields)
    assert set(PRINCIPAL.fields) <= names(Principal)


def test_a_match_cannot_read_an_endpoint():
    """A match says which calls a policy is about, before there is an endpoint."""
    assert ["request", "principal"] == list(Scope.MATCH.names)
    assert ["request", "principal", "endpoint"] == list(Scope.REQUIRE.names)
