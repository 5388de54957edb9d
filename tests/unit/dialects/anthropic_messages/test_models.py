"""What Claude's models take."""

import pytest

from proxy.dialects.anthropic_messages.models import Off, Rules, rules_of

OLD = Rules(takes_adaptive=False, takes_effort=False, takes_system_turns=False)
BOUND = Rules(takes_sampling=False, takes_both=False, takes_budgets=False, takes_force=False, off=Off.REFUSED)


@pytest.mark.parametrize(
    ("name", "rules"),
    [
        ("claude-3-5-haiku-latest", OLD),
        ("claude-3-7-sonnet@20250219", OLD),
        ("claude-sonnet-4-20250514", OLD),
        (
            "anthropic.claude-sonnet-4-5-20250929-v1:0",
            Rules(takes_both=False, takes_adaptive=False, takes_effort=False, takes_system_turns=False),
        ),
        ("claude-opus-4-5@20251101", Rules(takes_both=False, takes_adaptive=False, takes_system_turns=False)),
        ("claude-opus-4-6", Rules(takes_both=False, takes_system_turns=False)),
        (
            "anthropic/claude-4.7-opus",
            Rules(
                takes_sampling=False, takes_both=False, takes_budgets=False, takes_system_turns=False, off=Off.OMITTED
            ),
        ),
        ("claude-opus-4-8", Rules(takes_sampling=False, takes_both=False, takes_budgets=False, off=Off.OMITTED)),
        ("claude-opus-5", Rules(takes_sampling=False, takes_both=False, takes_budgets=False)),
        ("Claude-Haiku-5.5", Rules(takes_sampling=False, takes_both=False, takes_budgets=False)),
        (
            "claude-sonnet-5",
            Rules(takes_sampling=False, takes_both=False, takes_budgets=False, takes_system_turns=False),
        ),
        ("claude-opus-5-5", BOUND),
        ("claude-fable-5-1", BOUND),
        ("claude-mythos-5", Rules(takes_sampling=False, takes_both=False, takes_budgets=False, off=Off.REFUSED)),
        (
            "claude-mythos-preview",
            Rules(
                takes_sampling=False, takes_both=False, takes_budgets=False, takes_system_turns=False, off=Off.REFUSED
            ),
        ),
        ("claude-opus-12-1", BOUND),
        ("my-claude", None),
        ("deepseek-chat", None),
        ("", None),
    ],
)
def test_a_name_tells_what_the_model_takes(name, rules):
    """By any provider's way to write it; a version to come takes what the newest one does."""
    assert rules == rules_of(name)
