"""How much the model thinks."""

import pytest

from proxy.canonical.request import Reasoning
from proxy.canonical.unset import UNSET
from proxy.dialects.gemini import thinking

LATER, PRO, FLASH, OLD = "gemini-3-pro", "gemini-2.5-pro", "gemini-2.5-flash", "gemini-2.0-flash"
HIDDEN = {"is_hidden": True}


@pytest.mark.parametrize(
    ("wish", "model", "config"),
    [
        (Reasoning(effort="low", **HIDDEN), LATER, {"thinkingLevel": "LOW"}),
        (Reasoning(effort="max", **HIDDEN), LATER, {"thinkingLevel": "HIGH"}),
        (Reasoning(effort="none", **HIDDEN), LATER, {"thinkingLevel": "LOW"}),
        (Reasoning(budget=5000, **HIDDEN), LATER, {"thinkingBudget": 5000}),
        (Reasoning(is_enabled=True, **HIDDEN), LATER, {}),
        (Reasoning(effort="medium", **HIDDEN), FLASH, {"thinkingBudget": 5000}),
        (Reasoning(effort="none"), FLASH, {"thinkingBudget": 0}),
        (Reasoning(is_enabled=False), FLASH, {"thinkingBudget": 0}),
        (Reasoning(effort="none"), PRO, {"thinkingBudget": 128}),
        (Reasoning(budget=99_999, **HIDDEN), PRO, {"thinkingBudget": 32_768}),
        (Reasoning(budget=99_999, **HIDDEN), FLASH, {"thinkingBudget": 24_576}),
        (Reasoning(is_enabled=True, **HIDDEN), FLASH, {"thinkingBudget": -1}),
        (Reasoning(summary="auto"), FLASH, {"includeThoughts": True}),
        (Reasoning(effort="high"), OLD, UNSET),
    ],
)
def test_each_generation_has_its_own_word(wish, model, config):
    """A level for later models, a budget in its range for Gemini 2.5, nothing for those that do not think."""
    assert config == thinking.encode(wish, f"models/{model}", 10_000)


@pytest.mark.parametrize(
    ("wish", "is_shown"),
    [
        (Reasoning(effort="high"), True),
        (Reasoning(effort="high", summary="detailed"), True),
        (Reasoning(effort="high", summary="none"), False),
        (Reasoning(effort="high", is_hidden=True), False),
        (Reasoning(effort="none"), False),
    ],
)
def test_thoughts_are_shown_to_whom_wants_them(wish, is_shown):
    """Gemini shows none unless asked."""
    assert is_shown is ("includeThoughts" in thinking.encode(wish, LATER, None))


@pytest.mark.parametrize(
    ("wish", "model", "can"),
    [
        (Reasoning(effort="none"), LATER, False),
        (Reasoning(effort="none"), PRO, False),
        (Reasoning(effort="none"), FLASH, True),
        (Reasoning(effort="none"), OLD, True),
        (Reasoning(effort="high"), OLD, False),
        (Reasoning(effort="high"), LATER, True),
    ],
)
def test_what_a_model_cannot_do_is_known(wish, model, can):
    """Most models cannot be kept from thinking, and the oldest cannot think."""
    assert can is thinking.can_say(wish, model)


@pytest.mark.parametrize(
    ("config", "wish"),
    [
        ({"thinkingLevel": "HIGH", "includeThoughts": True}, Reasoning(effort="high", summary="auto")),
        ({"thinkingLevel": "XHIGH"}, Reasoning(effort="xhigh", extra={"thinkingLevel": "XHIGH"}, **HIDDEN)),
        ({"thinkingLevel": "DEEP"}, Reasoning(extra={"thinkingLevel": "DEEP"}, **HIDDEN)),
        ({"thinkingBudget": -1}, Reasoning(is_enabled=True, **HIDDEN)),
        ({"thinkingBudget": 0}, Reasoning(budget=0, **HIDDEN)),
        ({"new": 1, "includeThoughts": False}, Reasoning(extra={"new": 1}, **HIDDEN)),
    ],
)
def test_a_config_is_a_wish(config, wish):
    """A level that would not be written so again stays, beside the effort that it means."""
    assert wish == thinking.decode({"thinkingConfig": dict(config)})


def test_a_level_of_its_own_goes_out_as_it_came():
    """What a client of this dialect named is not ours to round."""
    config = {"thinkingLevel": "XHIGH", "includeThoughts": True}

    assert config == thinking.encode(thinking.decode({"thinkingConfig": dict(config)}), LATER, None)


def test_no_config_is_no_wish():
    """Nothing said is nothing wished."""
    assert UNSET is thinking.decode({})
