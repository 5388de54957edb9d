"""Providers of which a table of facts does not say everything."""

import pytest

from proxy.canonical.unset import UNSET
from proxy.dialects.openai_chat.quirks import MISTRAL_ID, DeepSeek, Mistral

MISTRAL = Mistral(name="m", title="M", has_developer=False)
DEEPSEEK = DeepSeek(name="d", title="D")


def test_mistral_gets_ids_that_it_takes():
    """A call and its result still name each other, and an id that it takes is left."""
    call = {"id": "call_abc", "type": "function", "function": {"name": "f", "arguments": "{}"}}
    turns = [
        {"role": "assistant", "tool_calls": [call, {**call, "id": "abcDEF123"}]},
        {"role": "tool", "tool_call_id": "call_abc", "content": "4"},
        {"role": "tool", "tool_call_id": "abcDEF123", "content": "5"},
    ]
    calling, first, second = MISTRAL.changes({"messages": turns})["messages"]

    assert MISTRAL_ID.fullmatch(first["tool_call_id"])
    assert [first["tool_call_id"], "abcDEF123"] == [each["id"] for each in calling["tool_calls"]]
    assert second is turns[2]


@pytest.mark.parametrize(
    "turn",
    [
        {"role": "user", "content": "hi"},
        {"role": "tool", "tool_call_id": "abcDEF123"},
        {"role": "assistant", "tool_calls": [{"id": "abcDEF123"}, 7]},
        {"role": "assistant", "tool_calls": None, "tool_call_id": None},
    ],
)
def test_what_mistral_takes_is_not_changed(turn):
    """So that a body can pass through as it is."""
    assert {} == MISTRAL.changes({"messages": [turn]})


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ({"reasoning_effort": "none"}, {"reasoning_effort": UNSET, "thinking": {"type": "disabled"}}),
        (
            {"reasoning": {"enabled": False}},
            {"reasoning": UNSET, "reasoning_effort": UNSET, "thinking": {"type": "disabled"}},
        ),
        ({"reasoning_effort": "high"}, {}),
        ({}, {}),
    ],
)
def test_deepseek_has_a_switch_for_thinking(members, expected):
    """Its efforts begin at low."""
    assert expected == DEEPSEEK.changes(members)
