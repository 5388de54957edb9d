"""How much to think, as each vendor's models are told."""

import pytest

from proxy.canonical.request import Reasoning
from proxy.canonical.unset import UNSET
from proxy.dialects.bedrock_converse import thinking

CASES = [
    ({"thinking": {"type": "enabled", "budget_tokens": 2000}}, Reasoning(budget=2000)),
    ({"thinking": {"type": "disabled"}}, Reasoning(is_enabled=False)),
    ({"thinking": {"type": "adaptive"}}, Reasoning(is_enabled=True)),
    ({"thinking": {"type": "adaptive", "display": "summarized"}}, Reasoning(is_enabled=True)),
    ({"thinking": {"type": "adaptive", "display": "omitted"}}, Reasoning(is_enabled=True, is_hidden=True)),
    ({"reasoning_effort": "low"}, Reasoning(effort="low")),
    ({"reasoningConfig": {"type": "enabled", "maxReasoningEffort": "high"}}, Reasoning(effort="high")),
    ({"reasoningConfig": {"type": "disabled"}}, Reasoning(is_enabled=False)),
]


@pytest.mark.parametrize(("fields", "wish"), CASES)
def test_a_vendors_field_is_a_wish(fields, wish):
    """It is taken out, since the hub's word says it."""
    rest = {**fields, "x": 1}

    assert wish == thinking.decode(rest, {})
    assert {"x": 1} == rest


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"thinking": {"type": "enabled", "budget_tokens": 2000, "x": 1}},
        {"thinking": {"type": "between"}},
        {"thinking": 3},
        {"reasoning_effort": 3},
        {"reasoningConfig": {"type": "enabled"}},
    ],
)
def test_a_field_that_says_more_stays(fields):
    """What the hub has no word for is replayed as it is."""
    rest = dict(fields)

    assert thinking.decode(rest, {}) is UNSET
    assert fields == rest


def test_an_effort_belongs_to_adaptive_thinking():
    """Without that, it is about more than thoughts and stays."""
    output = {"effort": "max", "textFormat": {}}

    assert Reasoning(effort="max") == thinking.decode({"thinking": {"type": "adaptive"}}, output)
    assert {"textFormat": {}} == output
    assert thinking.decode({}, {"effort": "max"}) is UNSET
