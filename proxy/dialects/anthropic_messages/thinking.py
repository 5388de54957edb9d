"""How much Claude shall think: `thinking` and `output_config.effort`, to the hub's wish and back.

`thinking` is `adaptive` (the model decides, led by the effort), `enabled` with a budget in tokens, or `disabled`. Which of
them a model takes differs (`models.py`); here they are only said. Effort without `thinking` leaves the choice to the
model, and the extra says so.
"""

from dataclasses import replace
from typing import Any

from proxy.canonical.request import Reasoning
from proxy.canonical.unset import UNSET, Unset
from proxy.dialects import efforts
from proxy.dialects.members import merge, require, wrong

Thinking = dict[str, Any]

MEMBER = "thinking"
OFF: Thinking = {"type": "disabled"}
ADAPTIVE = "adaptive"
BUDGETED = "enabled"
DISPLAYS: dict[str, dict[str, Any]] = {"summarized": {"summary": "auto"}, "omitted": {"is_hidden": True}}
"""What a client wants to see of the thoughts."""

EFFORTS = {"minimal": "low", "low": "low", "medium": "medium", "high": "high", "xhigh": "xhigh", "max": "max"}
"""The hub's word to Anthropic's, which has none below `low`."""


def decode(thinking: dict[str, Any] | Unset, effort: str | Unset) -> Reasoning | Unset:
    """Return the wish that both say together."""
    if isinstance(thinking, Unset):
        return UNSET if isinstance(effort, Unset) else Reasoning(effort=effort, extra={MEMBER: None})
    members = dict(thinking)
    kind = require(members, "type", str, f"{MEMBER}.")
    shown = DISPLAYS.get(str(members.get("display")), {})
    if shown:
        del members["display"]
    wish = replace(_wish(kind, members, effort), **shown)
    if wish.extra:
        return wish
    return replace(wish, extra={MEMBER: members} if members else {})


def _wish(kind: str, members: dict[str, Any], effort: str | Unset) -> Reasoning:
    if kind == BUDGETED:
        budget = require(members, "budget_tokens", int, f"{MEMBER}.")
        if budget < 1:
            raise wrong(f"{MEMBER}.budget_tokens", "a positive integer")
        return Reasoning(budget=budget, effort=effort)
    if kind == OFF["type"]:
        return Reasoning(is_enabled=False, effort=effort)
    if kind == ADAPTIVE:
        return Reasoning(is_enabled=True if isinstance(effort, Unset) else UNSET, effort=effort)
    return Reasoning(is_enabled=True, effort=effort, extra={MEMBER: {"type": kind, **members}})


def encode(wish: Reasoning | Unset) -> tuple[Thinking | Unset, str | Unset]:
    """Return `thinking` and the effort that say *wish*."""
    if isinstance(wish, Unset):
        return UNSET, UNSET
    effort = UNSET if isinstance(wish.effort, Unset) else EFFORTS.get(wish.effort, UNSET)
    own = wish.extra.get(MEMBER, {})
    if not isinstance(own, dict):
        return UNSET, effort
    said = {} if "type" in own else _said(wish)
    return merge({**said, "display": _display(wish)}, own), effort


def _said(wish: Reasoning) -> Thinking:
    if not efforts.thinks(wish):
        return dict(OFF)
    return {"type": ADAPTIVE} if isinstance(wish.budget, Unset) else {"type": BUDGETED, "budget_tokens": wish.budget}


def _display(wish: Reasoning) -> str | Unset:
    if not efforts.thinks(wish):
        return UNSET
    if wish.is_hidden is True or wish.summary == "none":
        return "omitted"
    return UNSET if isinstance(wish.summary, Unset) else "summarized"


def fit(thinking: Thinking, bound: int) -> Thinking | None:
    """Return *thinking* with a budget that an answer of at most *bound* tokens allows; `None` where it allows none.

    Anthropic wants at least 1,024 tokens, and less than the bound.
    """
    if thinking.get("type") != BUDGETED:
        return thinking
    budget = thinking.get("budget_tokens")
    most = bound - 1
    if most < efforts.LEAST_BUDGET:
        return None
    if isinstance(budget, int) and efforts.LEAST_BUDGET <= budget <= most:
        return thinking
    least = max(efforts.LEAST_BUDGET, budget) if isinstance(budget, int) else most
    return {**thinking, "budget_tokens": min(least, most)}
