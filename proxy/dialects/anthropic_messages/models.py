"""What each Claude model takes of Messages, by its name.

Anthropic takes members out of the API by model, and answers 400 to a body that has one. From Anthropic's guides to thinking,
effort, tool use and mid-conversation system messages, its migration guides up to Opus 5.5, and AWS's page on adaptive
thinking (all read in November 2026):

- `temperature`, `top_p`, `top_k`: up to 4.6, and from 4.1 on not `temperature` and `top_p` together;
- thinking with a budget: up to 4.6; adaptive: from 4.6; never off: Fable, Mythos, and Opus from 5.5;
- `effort`: from 4.6, and Opus 4.5;
- a forced tool (`any`, `tool`): not Fable and Mythos from 5.1, nor Opus from 5.5;
- `system` turns: Fable, Mythos, Opus from 4.8, Sonnet and Haiku from 5.5.

A name that is none of Claude's says nothing: what is sent there is sent as it is.
"""

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

Version = tuple[int, int]

LINES = "opus|sonnet|haiku|fable|mythos"
NEWER = re.compile(rf"claude-({LINES})-(\d+)(?:[-.](\d{{1,2}}))?(?!\d)")
OLDER = re.compile(rf"claude-(\d+)(?:[-.](\d{{1,2}}))?-({LINES})(?![a-z])")
PREVIEW = "claude-mythos-preview"
MOST_NAMES = 4_096
"""How many names are remembered."""

NEVER = (1_000, 0)
ALWAYS_THINKS = {"fable": (0, 0), "mythos": (0, 0), "opus": (5, 5)}
REFUSES_FORCE = {"fable": (5, 1), "mythos": (5, 1), "opus": (5, 5)}
TAKES_SYSTEM_TURNS = {"fable": (5, 0), "mythos": (5, 0), "opus": (4, 8), "sonnet": (5, 5), "haiku": (5, 5)}
"""The line of models to the version that was the first."""


class Off(Enum):
    """How a model is told not to think."""

    SAID = "said"
    OMITTED = "omitted"
    """Nothing is said of thinking."""
    REFUSED = "refused"
    """It always thinks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What a model takes; the default is everything."""

    takes_sampling: bool = True
    takes_both: bool = True
    """Whether it takes `temperature` and `top_p` together."""
    takes_budgets: bool = True
    takes_adaptive: bool = True
    takes_effort: bool = True
    takes_force: bool = True
    takes_system_turns: bool = True
    off: Off = Off.SAID


@lru_cache(maxsize=MOST_NAMES)
def rules_of(model: str) -> Rules | None:
    """Return what *model* takes, by any provider's name of it; `None` where the name is none of Claude's."""
    found = _line_and_version(model)
    if found is None:
        return None
    line, version = found
    return Rules(
        takes_sampling=version < (4, 7),
        takes_both=version < (4, 1),
        takes_budgets=version < (4, 7),
        takes_adaptive=version >= (4, 6),
        takes_effort=version >= (4, 6) or (line, version) == ("opus", (4, 5)),
        takes_force=version < REFUSES_FORCE.get(line, NEVER),
        takes_system_turns=version >= TAKES_SYSTEM_TURNS[line],
        off=_off(line, version),
    )


def _off(line: str, version: Version) -> Off:
    if version >= ALWAYS_THINKS.get(line, NEVER):
        return Off.REFUSED
    return Off.OMITTED if (4, 7) <= version < (5, 0) else Off.SAID


def _line_and_version(model: str) -> tuple[str, Version] | None:
    name = model.lower()
    if match := NEWER.search(name):
        return match[1], (int(match[2]), int(match[3] or 0))
    if match := OLDER.search(name):
        return match[3], (int(match[1]), int(match[2] or 0))
    return ("mythos", (4, 7)) if PREVIEW in name else None
