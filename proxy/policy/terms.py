"""What the policies that are about a call say together, apart from the endpoints: each field has one way to be united.

Caps take the minimum and obligations unite, over all; preference and fallback are a favour and come from one policy: of
those whose match is certain, the one of the deepest scope, then of the highest `priority`, then first by id.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any

from proxy.policy.document import Caps, Obligation, Preference, Waiver
from proxy.policy.patterns import is_match
from proxy.policy.program import Branch, PolicyProgram


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Terms:
    """The united terms; `policies` and `waivers` are ids. `favours` are in the order in which they are asked."""

    policies: tuple[str, ...]
    waivers: tuple[str, ...]
    caps: Caps
    obligations: frozenset[Obligation]
    preference: Preference
    favours: tuple[PolicyProgram, ...]

    def branches(self, requested: str) -> tuple[tuple[Branch, Preference], ...]:
        """Return the fallbacks for the *requested* model with their orders: the first pattern that matches counts."""
        for program in self.favours:
            for pattern, branches in program.branches:
                if is_match(pattern, requested):
                    return tuple((branch, branch.preference or self.preference) for branch in branches)
        return ()


def unite(programs: Sequence[PolicyProgram], unsure: Iterable[int], waivers: Sequence[Waiver]) -> Terms:
    """Return the terms of enforcing *programs*, which come in the order of their numbers."""
    doubtful = frozenset(unsure)
    certain = (program for program in programs if program.number not in doubtful)
    favours = tuple(sorted(certain, key=favour))
    stated = (program.policy.preference for program in favours)
    return Terms(
        policies=tuple(program.policy.id for program in programs),
        waivers=tuple(waiver.id for waiver in waivers),
        caps=smallest([program.policy.caps for program in programs]),
        obligations=frozenset[Obligation]().union(*(program.policy.obligations for program in programs)),
        preference=next((preference for preference in stated if preference is not None), Preference()),
        favours=favours,
    )


def favour(program: PolicyProgram) -> tuple[int, int, str]:
    """Return what orders policies by whose preference counts first."""
    return (-program.depth, -program.policy.priority, program.policy.id)


def smallest(caps: Sequence[Caps]) -> Caps:
    """Return, for every cap, the smallest that any of *caps* states."""
    return Caps(**{name: _smallest(caps, name) for name in CAPS})


def _smallest(caps: Sequence[Caps], name: str) -> Any:
    """Return the smallest bound of this name, or `None` where nobody states one."""
    stated = (getattr(each, name) for each in caps)
    return min((bound for bound in stated if bound is not None), default=None)


CAPS = tuple(field.name for field in fields(Caps))
"""The names of all caps."""
