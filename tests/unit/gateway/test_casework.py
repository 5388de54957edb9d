"""Cases are run by the engine that serves calls: a case's call is a call like any other."""

from datetime import UTC, datetime

import pytest

from proxy.gateway.casework import arrange, outline, run
from proxy.policy.cases import CaseRequest
from tests.support.casework import HEAD, TODAY, build, failures, one, outcomes

ALLOW = "expect: {effect: allow}"


def test_a_case_is_called_by_its_document_and_its_name():
    """Rows of a table have the names of both."""
    rows = "table: [{name: a}, {name: b, request: {model: acme/large}}]"
    case = f"{{name: c, key: nurse, request: {{model: fast}}, {ALLOW}, {rows}}}"

    assert ["some/c/a", "some/c/b"] == [each.arranged.id for each in outcomes(f"{HEAD}cases: [{case}]\n")]
    assert [False, True] == [bool(each.failures) for each in outcomes(f"{HEAD}cases: [{case}]\n")]


def test_a_key_calls_with_all_that_its_teams_gave_it():
    """Tags, scope and grants are those that a call with the key would have."""
    call = one(f"key: nurse, request: {{model: fast, tags: [draft]}}, {ALLOW}").arranged.call

    assert (("draft", "phi"), "acme/health", 2) == (call.tags, call.principal.scope, len(call.principal.grants))


def test_a_principal_has_what_it_states_and_nothing_else():
    """No team document adds a tag to it, or takes a model away."""
    principal = "principal: {scope: acme/health, key: k, user: u, tags: [x], labels: {a: b}}"
    caller = one(f"{principal}, request: {{model: fast}}, {ALLOW}").arranged.call.principal

    assert ("k", "u", "health", frozenset({"x"}), {"a": "b"}) == (
        caller.key,
        caller.user,
        caller.team,
        caller.tags,
        caller.labels,
    )
    assert [("*",)] == [grant.models for grant in caller.grants]


def test_the_hour_is_noon_unless_the_case_says_one():
    """A case must not hold in the morning and fail in the evening."""
    calls = [
        one(f"key: nurse, {rest}, {ALLOW}").arranged.call.at
        for rest in (
            "request: {model: fast}",
            "today: 2026-12-24, request: {model: fast}",
            "request: {model: fast, time: '2026-12-24T22:30:00+01:00'}",
        )
    ]

    assert [
        datetime(2026, 11, 24, 12, tzinfo=UTC),
        datetime(2026, 12, 24, 12, tzinfo=UTC),
        datetime(2026, 12, 24, 21, 30, tzinfo=UTC),
    ] == calls


@pytest.mark.parametrize(
    ("stated", "needs"),
    [
        ({}, set()),
        ({"tools": ("search",)}, {"tools"}),
        ({"modalities": ("text", "image")}, {"vision"}),
        ({"tools": ("search",), "needs": frozenset({"json_schema"})}, {"json_schema"}),
    ],
)
def test_needs_follow_from_tools_and_modalities_unless_they_are_stated(stated, needs):
    """As they do for a real request."""
    assert needs == outline(CaseRequest(model="fast", **stated)).needs


def test_an_endpoint_that_lacks_what_is_needed_is_not_in_the_lane():
    """The pool leaves it out, and the failure says why."""
    request = "principal: {scope: acme/web}, request: {model: fast, tools: [search]}"

    assert [
        (
            "expected `west-small` in the lane, found the lane `north-small`: "
            "`west-small` lacks tools, which the request needs"
        )
    ] == failures(f"{request}, expect: {{in: [west-small]}}")


def test_a_call_that_is_no_conversation_needs_its_operation_alone():
    """Audio to be transcribed is no feature of a model that talks."""
    asked = {"model": "fast", "modalities": ("audio",)}

    assert frozenset() == outline(CaseRequest(**asked, dialect="openai_transcription")).needs
    assert {"audio"} == outline(CaseRequest(**asked)).needs
    case = "principal: {scope: acme/web}, request: {model: fast, dialect: openai_embeddings}"
    assert any("lacks embeddings" in failure for failure in failures(f"{case}, expect: {{in: [west-small]}}"))


def test_only_wanted_cases_are_run():
    """By their id, or by anything else about them."""
    gate = f"{{name: g, key: nurse, request: {{model: fast}}, {ALLOW}, gate: true}}"
    snapshot = build(f"{HEAD}cases: [{gate}, {gate.replace('name: g', 'name: h').replace('true', 'false')}]\n")

    assert ["some/g"] == [each.id for each in arrange(snapshot, TODAY, lambda _id, case: case.is_gate)]
    assert ["some/h"] == [each.id for each in arrange(snapshot, TODAY, lambda name, _case: name.endswith("h"))]


def test_the_same_case_has_the_same_outcome():
    """Running a case changes nothing in the snapshot that another would see."""
    snapshot = build(f"{HEAD}cases: [{{name: c, key: nurse, request: {{model: fast}}, {ALLOW}}}]\n")
    first, second = ([run(each).observed.decision for each in arrange(snapshot, TODAY)] for _ in range(2))

    assert first == second
