"""How much the model shall think."""

import pytest

from proxy.canonical.request import Reasoning
from proxy.canonical.unset import UNSET
from proxy.dialects.openai_chat.reasoning import encode, pull_reasoning
from proxy.errors import InvalidRequest


@pytest.mark.parametrize(
    ("members", "wish"),
    [
        ({}, UNSET),
        ({"reasoning_effort": "low"}, Reasoning(effort="low")),
        ({"reasoning": {"effort": "high"}}, Reasoning(effort="high")),
        ({"reasoning": {"max_tokens": 2000, "exclude": True}}, Reasoning(budget=2000, is_hidden=True)),
        ({"reasoning": {"enabled": True, "summary": "auto"}}, Reasoning(is_enabled=True, summary="auto")),
        ({"reasoning": {"effort": None, "new": 1}}, Reasoning(extra={"new": 1})),
        ({"reasoning": {"effort": "high"}, "reasoning_effort": "low"}, Reasoning(effort="high")),
        ({"reasoning": {"exclude": True}, "reasoning_effort": "low"}, Reasoning(effort="low", is_hidden=True)),
        ({"include_reasoning": False}, Reasoning(is_hidden=True)),
        ({"include_reasoning": True}, UNSET),
    ],
)
def test_both_ways_of_wishing_are_read(members, wish):
    """OpenAI's word, OpenRouter's object, and what was before it."""
    assert wish == pull_reasoning(members)
    assert {} == members


def test_the_field_at_fault_is_named():
    """The client learns which field of the object is wrong."""
    with pytest.raises(InvalidRequest) as caught:
        pull_reasoning({"reasoning": {"effort": 3}})

    assert "reasoning.effort" == caught.value.param


@pytest.mark.parametrize(
    ("wish", "bound", "expected"),
    [
        (Reasoning(effort="max"), None, {"reasoning_effort": "max"}),
        (Reasoning(effort="none"), None, {"reasoning_effort": "none"}),
        (Reasoning(is_enabled=False), None, {"reasoning_effort": "none"}),
        (Reasoning(is_enabled=True), None, {"reasoning_effort": "medium"}),
        (Reasoning(budget=0), None, {"reasoning_effort": "none"}),
        (Reasoning(budget=800), 1000, {"reasoning_effort": "high"}),
        (Reasoning(budget=2000), 10_000, {"reasoning_effort": "low"}),
        (Reasoning(is_hidden=True), None, {}),
        (UNSET, None, {}),
    ],
)
def test_openai_is_told_an_effort(wish, bound, expected):
    """A budget is the effort whose share of the answer is nearest to it."""
    assert expected == encode(wish, bound, is_object=False)


def test_openrouter_is_told_everything():
    """The object says all that the hub can."""
    wish = Reasoning(is_enabled=True, budget=2000, is_hidden=False, summary="auto", extra={"x": 1})
    told = {"max_tokens": 2000, "exclude": False, "enabled": True, "summary": "auto", "x": 1}

    assert {"reasoning": told} == encode(wish, None, is_object=True)
