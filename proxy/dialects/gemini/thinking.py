"""How much the model thinks, `ThinkingConfig`, and whether it shows its thoughts, to the client's wish and back.

Gemini 2.5 takes a budget in tokens, later models a level too, and refuse both at once (guides to thinking of the Gemini API
and of Vertex AI). Which levels there are differs: all later models have `LOW`, `MEDIUM` and `HIGH`, few have `MINIMAL`, and
none can be kept from thinking. A level that a client of this dialect named goes out as it came.

Gemini shows no thought unless asked.
"""

from dataclasses import dataclass
from typing import Any

from proxy.canonical.request import Reasoning
from proxy.canonical.unset import UNSET, Unset, is_set
from proxy.dialects.efforts import budget_of, thinks
from proxy.dialects.gemini.signatures import bare
from proxy.dialects.members import merge, pull

LEVELS = {
    "none": "LOW", "minimal": "LOW", "low": "LOW", "medium": "MEDIUM", "high": "HIGH", "xhigh": "HIGH", "max": "HIGH",
}  # fmt: skip
"""Effort to the nearest level that every later model has."""

EFFORTS = frozenset({"minimal", "low", "medium", "high", "xhigh"})
DYNAMIC = -1
LEVEL, BUDGET, SHOWS = "thinkingLevel", "thinkingBudget", "includeThoughts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """What budgets models take whose name begins with `prefix`; `least` is for a wish not to think, 0 where they obey."""

    prefix: str
    least: int
    most: int


RANGES = (
    Range(prefix="gemini-2.5-pro", least=128, most=32_768),
    Range(prefix="gemini-2.5", least=0, most=24_576),
)
THOUGHTLESS = ("gemini-1", "gemini-2.0", "gemini-pro", "gemma", "learnlm")
"""Models that refuse the whole config."""


def range_of(model: str) -> Range | None:
    """Return the budgets that *model* takes, where it takes nothing else."""
    return next((each for each in RANGES if bare(model).startswith(each.prefix)), None)


def decode(config: dict[str, Any]) -> Reasoning | Unset:
    """Take the wish out of a generation config; what it does not say in the hub's words stays in the wish's `extra`."""
    told = config.get("thinkingConfig")
    if not isinstance(told, dict):
        return UNSET
    members = dict(config.pop("thinkingConfig"))
    shows = pull(members, SHOWS, bool)
    budget = pull(members, BUDGET, int)
    effort = _effort(members)
    return Reasoning(
        is_enabled=True if budget == DYNAMIC else UNSET,
        budget=UNSET if budget == DYNAMIC else budget,
        effort=effort,
        summary="auto" if shows is True else UNSET,
        is_hidden=UNSET if shows is True else True,
        extra=members,
    )


def _effort(members: dict[str, Any]) -> str | Unset:
    """Return the effort that the level means; a level that would not be written so again stays."""
    level = members.get(LEVEL)
    effort = level.lower() if isinstance(level, str) else ""
    if effort and LEVELS.get(effort) == level:
        del members[LEVEL]
    return effort if effort in EFFORTS else UNSET


def encode(wish: Reasoning, model: str, bound: int | None) -> dict[str, Any] | Unset:
    """Return *wish* for *model*, whose answer is at most *bound* tokens; `UNSET` where it takes none."""
    if bare(model).startswith(THOUGHTLESS):
        return UNSET
    budgets = range_of(model)
    amount = _modern(wish) if budgets is None else {BUDGET: _budget(wish, budgets, bound)}
    shows = thinks(wish) and wish.is_hidden is not True and wish.summary != "none"
    extra = {key: value for key, value in wish.extra.items() if key != LEVEL or budgets is None}
    if LEVEL in extra:
        amount = {}
    return merge({**amount, SHOWS: True if shows else UNSET}, extra)


def can_say(wish: Reasoning, model: str) -> bool:
    """Say whether *model* can do as *wish* says; most cannot be kept from thinking."""
    if thinks(wish):
        return not bare(model).startswith(THOUGHTLESS)
    budgets = range_of(model)
    return bare(model).startswith(THOUGHTLESS) or (budgets is not None and budgets.least == 0)


def _modern(wish: Reasoning) -> dict[str, Any]:
    if not thinks(wish):
        return {LEVEL: LEVELS["none"]}
    if is_set(wish.budget):
        return {BUDGET: wish.budget}
    return {LEVEL: LEVELS.get(wish.effort, UNSET) if isinstance(wish.effort, str) else UNSET}


def _budget(wish: Reasoning, budgets: Range, bound: int | None) -> int | Unset:
    if not thinks(wish):
        return budgets.least
    told = wish.budget
    if isinstance(told, Unset) and isinstance(wish.effort, str):
        told = budget_of(wish.effort, bound)
    if isinstance(told, Unset):
        return DYNAMIC if wish.is_enabled is True else UNSET
    return min(max(told, budgets.least), budgets.most)
