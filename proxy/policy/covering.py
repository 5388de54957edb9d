"""Which policies cover a scope: those of the scope and of all above it, without those that a waiver lifts there."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from proxy.policy.document import Waiver
from proxy.policy.program import PolicyProgram
from proxy.policy.segment import Segment


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Covering:
    """What applies to every principal of one scope.

    `programs` are the policies that are asked, in the order of their numbers; `always` the numbers of those that enforce
    and have no `match`; `lifted` the policies that are not asked, each with its waiver; `segments` ask them all.
    """

    programs: tuple[PolicyProgram, ...]
    always: tuple[int, ...]
    lifted: tuple[tuple[PolicyProgram, Waiver], ...]
    segments: tuple[Segment, ...]


def scopes_above(scope: str) -> set[str]:
    """Return *scope* and all above it; the empty scope is above every other."""
    names = scope.split("/")
    return {"", *("/".join(names[:length]) for length in range(1, len(names) + 1))}


def cover(
    scope: str,
    programs: Iterable[PolicyProgram],
    waivers: Sequence[Waiver],
    segment: Callable[[tuple[PolicyProgram, ...]], Segment],
) -> Covering:
    """Return what of *programs* covers *scope*; *segment* makes the function for those of one scope."""
    above = scopes_above(scope)
    covering = [program for program in programs if program.policy.scope in above]
    in_force = {waiver.policy: waiver for waiver in reversed(waivers) if waiver.scope in above}
    asked = tuple(program for program in covering if waiver_of(program, in_force) is None)
    lifted = ((program, waiver_of(program, in_force)) for program in covering)
    by_scope: dict[str, list[PolicyProgram]] = {}
    for program in asked:
        by_scope.setdefault(program.policy.scope, []).append(program)
    return Covering(
        programs=asked,
        always=tuple(program.number for program in asked if program.enforces and program.match is None),
        lifted=tuple((program, waiver) for program, waiver in lifted if waiver is not None),
        segments=tuple(segment(tuple(group)) for group in by_scope.values()),
    )


def waiver_of(program: PolicyProgram, waivers: dict[str, Waiver]) -> Waiver | None:
    """Return the waiver that lifts *program*, which must say of itself that it can be waived."""
    return waivers.get(program.policy.id) if program.policy.waivable else None
