"""How much the model shall think: OpenAI's `reasoning_effort`, and OpenRouter's object `reasoning`.

Source: `openai` 3.57.0, and OpenRouter's guide to reasoning tokens, 2026-08-22. OpenAI has but the effort, so a budget
becomes the nearest one, and whether thoughts are shown cannot be said there. What vendors have of their own (`thinking`,
`enable_thinking`, `chat_template_kwargs`) stays in `extra`.
"""

from typing import Any

from proxy.canonical.request import Reasoning
from proxy.canonical.unset import UNSET, Unset
from proxy.dialects import efforts
from proxy.dialects.members import check, merge, pull, sent

KINDS: dict[str, type] = {"effort": str, "max_tokens": int, "exclude": bool, "enabled": bool, "summary": str}
NONE = "none"


def pull_reasoning(members: dict[str, Any]) -> Reasoning | Unset:
    """Take the wish out of *members*; where two of them speak of the effort, the object is the more exact."""
    effort, shows = pull(members, "reasoning_effort", str), pull(members, "include_reasoning", bool)
    told = pull(members, "reasoning", dict)
    if isinstance(told, Unset):
        plain = Reasoning(effort=effort, is_hidden=True if shows is False else UNSET)
        return UNSET if plain == Reasoning() else plain
    wish = {key: value for key, value in told.items() if value is not None}
    check(wish, KINDS, "reasoning.")
    stated = pull(wish, "effort", str)
    return Reasoning(
        is_enabled=pull(wish, "enabled", bool),
        effort=effort if isinstance(stated, Unset) else stated,
        budget=pull(wish, "max_tokens", int),
        summary=pull(wish, "summary", str),
        is_hidden=pull(wish, "exclude", bool),
        extra=wish,
    )


def encode(wish: Reasoning | Unset, bound: int | None, *, is_object: bool) -> dict[str, Any]:
    """Return the members that say *wish* of an answer of at most *bound* tokens; the provider may take an object."""
    if isinstance(wish, Unset):
        return {}
    if not is_object:
        return sent({"reasoning_effort": effort_of(wish, bound)})
    known = {
        "effort": wish.effort,
        "max_tokens": wish.budget,
        "exclude": wish.is_hidden,
        "enabled": wish.is_enabled,
        "summary": wish.summary,
    }
    return {"reasoning": merge(known, wish.extra)}


def effort_of(wish: Reasoning, bound: int | None) -> str | Unset:
    """Return the effort that *wish* comes to, if it says how much to think at all."""
    if not efforts.thinks(wish):
        return NONE
    if isinstance(wish.budget, int) and not wish.effort:
        return efforts.effort_of(wish.budget, bound)
    return wish.effort or (efforts.USUAL_EFFORT if wish.is_enabled else UNSET)
