"""Bodies made to suit their models."""

import pytest

from proxy.canonical.unset import UNSET
from proxy.dialects.anthropic_messages.models import rules_of
from proxy.dialects.anthropic_messages.suiting import suit

ANY = {"tools": [{"name": "f"}], "tool_choice": {"type": "any", "disable_parallel_tool_use": True}}
NAMED = {"tools": [{"name": "f"}], "tool_choice": {"type": "tool", "name": "f"}}
ADAPTIVE, OFF = {"type": "adaptive"}, {"type": "disabled"}


def budget(tokens, **members):
    """Return a wish to think with a budget."""
    return {"type": "enabled", "budget_tokens": tokens, **members}


def effort(word):
    """Return a wish for effort."""
    return {"output_config": {"effort": word}}


CALLED = [
    {"role": "user", "content": "u"},
    {"role": "assistant", "content": [{"type": "tool_use", "id": "a"}]},
    {"role": "user", "content": [{"type": "tool_result"}]},
]
THOUGHT = [{"role": "assistant", "content": [{"type": "thinking"}, {"type": "tool_use", "id": "a"}]}]


@pytest.mark.parametrize(
    ("model", "members", "changes", "lost"),
    [
        # What the model takes stays as it is.
        ("claude-opus-5-5", {"thinking": ADAPTIVE, **effort("high")}, {}, set()),
        ("claude-sonnet-4-5", {"thinking": budget(2000), "top_p": 0.95, "messages": THOUGHT}, {}, set()),
        ("claude-sonnet-4-5", {"temperature": 0.5, "top_k": 3, **NAMED}, {}, set()),
        ("claude-sonnet-4-5", {"thinking": OFF}, {}, set()),
        ("claude-opus-4-6", {"thinking": budget(2000)}, {}, set()),
        ("claude-opus-4-8", {"messages": [{"role": "system", "content": "s"}]}, {}, set()),
        # Sampling.
        ("claude-opus-4-7", {"temperature": 0.5, "top_p": None}, {"temperature": UNSET}, {"temperature"}),
        ("claude-opus-4-7", {"temperature": 1, "top_k": 3}, {"temperature": UNSET, "top_k": UNSET}, {"top_k"}),
        ("claude-sonnet-4-5", {"temperature": 0.5, "top_p": 0.9}, {"top_p": UNSET}, {"top_p"}),
        (
            "claude-opus-4-6",
            {"temperature": 0.5, "top_p": 0.5, "thinking": ADAPTIVE},
            {"temperature": UNSET, "top_p": UNSET},
            {"temperature", "top_p"},
        ),
        # Thoughts.
        (
            "claude-opus-4-7",
            {"thinking": budget(16_000, display="omitted"), "max_tokens": 20_000},
            {"thinking": {**ADAPTIVE, "display": "omitted"}, **effort("high")},
            set(),
        ),
        (
            "claude-opus-4-7",
            {"thinking": budget(100), "max_tokens": 20_000, **effort("max")},
            {"thinking": ADAPTIVE},
            set(),
        ),
        (
            "claude-haiku-4-5",
            {"thinking": ADAPTIVE, "max_tokens": 10_000, **effort("low")},
            {"thinking": budget(2000), "output_config": UNSET},
            set(),
        ),
        ("claude-haiku-4-5", {"thinking": ADAPTIVE, "max_tokens": 10_000}, {"thinking": budget(5000)}, set()),
        ("claude-haiku-4-5", {"thinking": ADAPTIVE, "max_tokens": 1000}, {"thinking": OFF}, {"thinking"}),
        ("claude-haiku-4-5", {"thinking": ADAPTIVE, "messages": CALLED}, {"thinking": OFF}, {"thinking"}),
        ("claude-haiku-4-5", {"thinking": budget(2000), "messages": CALLED}, {"thinking": OFF}, {"thinking"}),
        ("claude-haiku-4-5", effort("low"), {"output_config": UNSET}, {"output_config.effort"}),
        (
            "claude-haiku-4-5",
            {"output_config": {"effort": "low", "format": 1}},
            {"output_config": {"format": 1}},
            {"output_config.effort"},
        ),
        ("claude-opus-4-8", {"thinking": OFF}, {"thinking": UNSET}, set()),
        ("claude-fable-5", {"thinking": OFF}, {"thinking": UNSET}, {"thinking"}),
        # A forced tool.
        (
            "claude-opus-5-5",
            ANY,
            {"tool_choice": {"type": "auto", "disable_parallel_tool_use": True}},
            {"tool_choice"},
        ),
        (
            "claude-opus-5-5",
            {**NAMED, "thinking": ADAPTIVE},
            {"tool_choice": {"type": "auto"}},
            {"tool_choice"},
        ),
        ("claude-opus-4-6", {**ANY, "thinking": ADAPTIVE}, {"thinking": OFF}, {"thinking"}),
        ("claude-opus-4-8", {**NAMED, "thinking": ADAPTIVE}, {"thinking": UNSET}, {"thinking"}),
        # System turns.
        (
            "claude-sonnet-5",
            {"messages": [{"role": "user"}, {"role": "system", "content": "s"}]},
            {"messages": [{"role": "user"}, {"role": "user", "content": "s"}]},
            set(),
        ),
    ],
)
def test_what_a_model_refuses_is_changed(model, members, changes, lost):
    """Nothing but that, and what is lost by it is named."""
    assert (changes, lost) == suit({"model": model, **members}, rules_of(model))


@pytest.mark.parametrize(
    "members",
    [
        {"thinking": "x", "tool_choice": "x", "output_config": "x", "messages": "xy"},
        {
            "thinking": {},
            "tool_choice": {},
            "output_config": {},
            "messages": [1, {"role": "assistant", "content": [1]}],
        },
        {"thinking": {"type": ["x"]}, "tool_choice": {"type": []}, "max_tokens": "x"},
        {"thinking": {"type": "enabled", "budget_tokens": "x"}},
    ],
)
@pytest.mark.parametrize("model", ["claude-haiku-4-5", "claude-opus-4-6", "claude-opus-4-7", "claude-opus-5-5"])
def test_what_is_no_body_is_left_to_anthropic(model, members):
    """Its own error says best what is wrong."""
    changes, _ = suit({"model": model, **members}, rules_of(model))

    assert changes.keys() <= {"thinking", "output_config", "tool_choice"}
