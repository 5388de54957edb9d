"""How much a model shall think: words of some dialects, token budgets of others, and the way between.

The shares are OpenRouter's (guide to reasoning tokens, 2026-08-22): an effort is that share of the bound of the answer,
and a budget is the effort whose share is nearest. Providers want at least 1,024 tokens of budget.
"""

from proxy.canonical.request import Reasoning

SHARES = {"minimal": 0.1, "low": 0.2, "medium": 0.5, "high": 0.8, "xhigh": 0.95, "max": 0.95}
LEAST_BUDGET = 1_024
USUAL_BOUND = 32_000
"""The bound that a share is taken of where a request has none."""

USUAL_EFFORT = "medium"


def budget_of(effort: str, bound: int | None) -> int:
    """Return the budget in tokens that *effort* means in an answer of at most *bound* tokens; below the bound."""
    share = SHARES.get(effort, SHARES[USUAL_EFFORT])
    return max(LEAST_BUDGET, int((bound or USUAL_BOUND) * share))


def effort_of(budget: int, bound: int | None) -> str:
    """Return the effort, `minimal` to `xhigh`, whose share of *bound* is nearest to *budget*."""
    share = budget / (bound or USUAL_BOUND)
    return min((word for word in SHARES if word != "max"), key=lambda word: abs(SHARES[word] - share))


def thinks(reasoning: Reasoning) -> bool:
    """Say whether the client wants the model to think at all."""
    return reasoning.is_enabled is not False and reasoning.effort != "none" and reasoning.budget != 0
