"""What of a call's facts stands in its record: what policies read, and nothing else."""

from datetime import UTC, datetime

import pytest

from proxy.canonical.jsontext import dump, parse
from proxy.canonical.preferences import NO_PREFERENCES, ClientPreferences
from proxy.policy.recorded import RECORDED_ANYWAY, read_wishes, record_facts, write_wishes
from tests.support.policies import policy, policy_set, principal, request_facts

METADATA = {"project": "x", "name": "Ada Lovelace", "a.b": "dots"}


def recorded(*matches: str, **facts) -> dict:
    """Return what is recorded of a call where policies have these matches."""
    policies = policy_set(*(policy(f"p{number}", match=match) for number, match in enumerate(matches)))
    return record_facts(policies.recorded, request_facts(**facts), principal(labels={"unit": "7"}))


def test_nothing_is_recorded_that_no_policy_reads():
    """Personal data that no policy asks for never gets into the journal."""
    assert {} == recorded(metadata=METADATA, session="secret")


def test_what_the_record_has_anyway_is_not_there_twice():
    """Tags, model, team and the like have their own fields."""
    texts = {name: f"{name} == {name}" for name in RECORDED_ANYWAY}

    assert {} == recorded(*texts.values())


@pytest.mark.parametrize(
    "match",
    [
        "request.metadata.project == 'x'",
        "request.metadata['project'] == 'x'",
        "has(request.metadata.project)",
        "'project' in request.metadata",
    ],
)
def test_of_a_map_only_the_keys_that_are_read_are_recorded(match):
    """However an expression reads a key by its constant name; the other keys stay out."""
    assert {"request.metadata.project": "x"} == recorded(match, metadata=METADATA)


def test_a_key_may_hold_anything():
    """A key with dots in it is one key."""
    assert {"request.metadata.a.b": "dots"} == recorded("request.metadata['a.b'] == 'dots'", metadata=METADATA)


def test_a_key_that_is_not_there_is_null():
    """It was looked for, and its absence took part in the decision."""
    assert {"request.headers.x-project": None} == recorded("'x-project' in request.headers")


@pytest.mark.parametrize(
    "match",
    [
        "request.metadata.exists(k, k == 'project')",
        "request.metadata[request.session] == 'x'",
        "request.metadata.size() > 1",
        "(request.stream ? request.metadata : principal.labels)['project'] == 'x'",
    ],
)
def test_a_map_that_is_gone_over_is_recorded_whole(match):
    """Every key may take part in the decision; single keys are then not repeated."""
    found = recorded(match, "request.metadata.project == 'x'", metadata=METADATA)

    assert (METADATA, False) == (found["request.metadata"], "request.metadata.project" in found)


def test_values_are_json():
    """Times, lists and sets are written as JSON has them."""
    when = datetime(2026, 11, 23, 8, 0, 0, 250_000, tzinfo=UTC)
    found = recorded(
        "request.time.getHours() < 9 && 'a' in request.tools && 'x' in principal.tags && principal.labels.unit == '7'",
        time=when,
        tools=("b", "a"),
    )

    assert {
        "request.time": "2026-11-23T08:00:00.250000+00:00",
        "request.tools": ["b", "a"],
        "principal.tags": [],
        "principal.labels.unit": "7",
    } == parse(dump(found))


def test_a_clients_wishes_are_recorded_where_it_has_any():
    """They take part in the decision beside the policies."""
    wishes = ClientPreferences(only=("a",), requires=frozenset({"vision", "tools"}), zdr=True)
    found = recorded("'models' in request.preferences", wishes=wishes, preferences=("provider.only",))

    assert {
        "request.preferences": ["provider.only"],
        "request.wishes": {"only": ["a"], "requires": ["tools", "vision"], "zdr": True},
    } == found
    assert {} == recorded("'models' in request.preferences")


@pytest.mark.parametrize(
    "wishes",
    [NO_PREFERENCES, ClientPreferences(only=(), models=("a", "b"), requires=frozenset({"x"}), max_latency=0.5)],
)
def test_wishes_come_back_as_they_were(wishes):
    """A decision with wishes can be made again."""
    assert wishes == read_wishes(parse(dump(write_wishes(wishes))))
