"""A body made to suit what its model takes (`models.py`), where Anthropic would refuse it otherwise.

Nothing is changed that the model takes. What is lost is named, so that the client is told.
"""

from collections.abc import Mapping
from typing import Any

from proxy.canonical.unset import UNSET
from proxy.dialects import efforts
from proxy.dialects.anthropic_messages import formats, thinking
from proxy.dialects.anthropic_messages.models import Off, Rules
from proxy.dialects.anthropic_messages.request import SAMPLING

Document = Mapping[str, Any]

LEAST_TOP_P_WITH_THOUGHTS = 0.95
FORCED = ("any", "tool")
THOUGHTS = ("thinking", "redacted_thinking")


def suit(document: Document, rules: Rules) -> tuple[dict[str, Any], frozenset[str]]:
    """Return the changes to the members of *document* (`UNSET` takes one out), and the members that were lost."""
    changes: dict[str, Any] = {}
    lost: set[str] = set()
    _suit_choice(document, rules, changes, lost)
    _suit_thinking(document, rules, changes, lost)
    _suit_sampling({**document, **changes}, rules, changes, lost)
    if not rules.takes_system_turns:
        _suit_turns(document, changes)
    return changes, frozenset(lost)


def _suit_choice(document: Document, rules: Rules, changes: dict[str, Any], lost: set[str]) -> None:
    if _is_forced(document) and not rules.takes_force:
        choice = document["tool_choice"]
        changes["tool_choice"] = {**{key: value for key, value in choice.items() if key != "name"}, "type": "auto"}
        lost.add("tool_choice")


def _is_forced(document: Document) -> bool:
    choice = document.get("tool_choice")
    return isinstance(choice, dict) and choice.get("type") in FORCED


def _suit_thinking(document: Document, rules: Rules, changes: dict[str, Any], lost: set[str]) -> None:
    wish, output = document.get("thinking"), document.get(formats.OUTPUT)
    effort = output.get("effort") if isinstance(output, dict) else None
    if isinstance(wish, dict):
        suited = _suited(wish, effort, document, rules)
        if suited is None:
            lost.add("thinking")
        suited = suited or _off(rules)
        if suited is not wish:
            changes["thinking"] = suited
        if suited is not UNSET and wish.get("type") == thinking.BUDGETED and suited["type"] == thinking.ADAPTIVE:
            effort = effort or _effort_of(wish, document)
    _suit_effort(output, effort, rules, changes)
    if effort is not None and not rules.takes_effort and not isinstance(wish, dict):
        lost.add("output_config.effort")


def _suited(wish: dict[str, Any], effort: Any, document: Document, rules: Rules) -> Any:
    """Return *wish* as the model takes it, `UNSET` for no word of it, and `None` where it must be given up."""
    kind = wish.get("type")
    if kind == thinking.OFF["type"]:
        return {Off.SAID: wish, Off.OMITTED: UNSET, Off.REFUSED: None}[rules.off]
    if _is_forced(document) and rules.takes_force:
        return None  # a tool is not forced on a model that thinks
    if kind == thinking.BUDGETED and not rules.takes_budgets:
        return {**{key: value for key, value in wish.items() if key != "budget_tokens"}, "type": thinking.ADAPTIVE}
    if kind == thinking.ADAPTIVE and not rules.takes_adaptive:
        wish = {**wish, "type": thinking.BUDGETED, "budget_tokens": _budget_of(effort, document)}
        wish = thinking.fit(wish, _bound(document) or efforts.USUAL_BOUND) or {}
    if not wish or (wish.get("type") == thinking.BUDGETED and _calls_without_thought(document)):
        return None
    return wish


def _off(rules: Rules) -> Any:
    return dict(thinking.OFF) if rules.off is Off.SAID else UNSET


def _bound(document: Document) -> int | None:
    bound = document.get("max_tokens")
    return bound if isinstance(bound, int) else None


def _budget_of(effort: Any, document: Document) -> int:
    word = effort if isinstance(effort, str) else efforts.USUAL_EFFORT
    return efforts.budget_of(word, _bound(document))


def _effort_of(wish: Document, document: Document) -> str | None:
    budget = wish.get("budget_tokens")
    return thinking.EFFORTS[efforts.effort_of(budget, _bound(document))] if isinstance(budget, int) else None


def _calls_without_thought(document: Document) -> bool:
    """Say whether the last answer called tools without a thought first, which a model with a budget may not have."""
    for turn in reversed(document.get("messages") or ()):
        if not isinstance(turn, dict) or turn.get("role") != "assistant":
            continue
        content = turn.get("content")
        kinds = [block.get("type") for block in content if isinstance(block, dict)] if isinstance(content, list) else []
        return "tool_use" in kinds and kinds[0] not in THOUGHTS
    return False


def _suit_effort(output: Any, effort: Any, rules: Rules, changes: dict[str, Any]) -> None:
    members = dict(output) if isinstance(output, dict) else {}
    if rules.takes_effort and effort is not None:
        members["effort"] = effort
    elif not rules.takes_effort:
        members.pop("effort", None)
    if members != (output or {}):
        changes[formats.OUTPUT] = members or UNSET


def _suit_sampling(document: Document, rules: Rules, changes: dict[str, Any], lost: set[str]) -> None:
    """Take out what a model does not take, or not while it thinks; the usual temperature is no loss."""
    said = [name for name in SAMPLING if document.get(name) is not None]
    if not said:
        return
    if not rules.takes_sampling:
        refused = said
    elif _thinks(document):
        refused = [name for name in said if name != "top_p" or document[name] < LEAST_TOP_P_WITH_THOUGHTS]
    else:
        refused = ["top_p"] if not rules.takes_both and {"temperature", "top_p"} <= {*said} else []
    changes.update(dict.fromkeys(refused, UNSET))
    lost.update(name for name in refused if name != "temperature" or document[name] != 1)


def _thinks(document: Document) -> bool:
    wish = document.get("thinking")
    return isinstance(wish, dict) and wish.get("type") != thinking.OFF["type"]


def _suit_turns(document: Document, changes: dict[str, Any]) -> None:
    """Let instructions that came later be the user's words."""
    turns = document.get("messages") or ()
    if any(isinstance(turn, dict) and turn.get("role") == "system" for turn in turns):
        changes["messages"] = [_as_user(turn) for turn in turns]


def _as_user(turn: Any) -> Any:
    return {**turn, "role": "user"} if isinstance(turn, dict) and turn.get("role") == "system" else turn
