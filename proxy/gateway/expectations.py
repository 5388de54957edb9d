"""Expectations held against what the engine made of a call: one function for each field of `expect`.

A failure says what was expected, what was found and why that is so, in the words of the policies themselves.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from proxy.gateway.observed import Observed, tell, why_in, why_out
from proxy.gateway.records import caps_row, cause, deciding_policy, warnings
from proxy.policy.cases import Effect, Expectation
from proxy.policy.patterns import is_match


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """One expectation that does not hold."""

    field: str
    expected: str
    found: str
    why: str = ""

    def __str__(self) -> str:
        told = f"expected {self.expected}, found {self.found}"
        return f"{told}: {self.why}" if self.why else told


Check = Callable[[Expectation, Observed], Iterator[Failure]]


def check(expected: Expectation, observed: Observed) -> tuple[Failure, ...]:
    """Return every expectation that does not hold, in the order of the fields."""
    return tuple(failure for each in CHECKS for failure in each(expected, observed))


def _effect(expected: Expectation, observed: Observed) -> Iterator[Failure]:
    found = Effect.REFUSE if observed.decision.is_refused else Effect.ALLOW
    if expected.effect in {None, found}:
        return
    why = _why_refused(observed) if found is Effect.REFUSE else f"{_lane(observed)}; {why_in(observed)}"
    yield Failure(field="effect", expected=f"`effect: {expected.effect}`", found=f"`{found}`", why=why)


def _inside(expected: Expectation, observed: Observed) -> Iterator[Failure]:
    """Each name or pattern has an endpoint in the lane; a pattern is explained by the endpoints that it has."""
    for pattern in expected.inside or ():
        if any(is_match(pattern, name) for name in observed.ids):
            continue
        meant = [each.id for each in observed.snapshot.catalog.endpoints if is_match(pattern, each.id)]
        why = "; ".join(why_out(observed, name) for name in meant)
        yield Failure(field="in", expected=f"`{pattern}` in the lane", found=_lane(observed), why=why)


def _outside(expected: Expectation, observed: Observed) -> Iterator[Failure]:
    for pattern in expected.outside or ():
        present = [name for name in observed.ids if is_match(pattern, name)]
        if present:
            found = f"{_listed(present)} in it"
            yield Failure(field="out", expected=f"`{pattern}` out of the lane", found=found, why=why_in(observed))


def _whole_lane(expected: Expectation, observed: Observed) -> Iterator[Failure]:
    if expected.lane is None or expected.lane == observed.ids:
        return
    missing = [why_out(observed, name) for name in expected.lane if name not in observed.ids]
    surplus = [name for name in observed.ids if name not in expected.lane]
    reasons = [*missing, *([f"{_listed(surplus)} is not expected; {why_in(observed)}"] if surplus else [])]
    why = "; ".join(reasons) or _order(observed)
    yield Failure(field="lane", expected=f"the lane {_listed(expected.lane)}", found=_lane(observed), why=why)


def _first(expected: Expectation, observed: Observed) -> Iterator[Failure]:
    name = expected.first
    first = observed.plan[0].id if observed.plan else None
    if name is None or name == first:
        return
    if name in observed.down:
        why = f"`{name}` is down in this case"
    else:
        why = _order(observed) if name in observed.ids else why_out(observed, name)
    found = f"`{first}`" if first else "an empty plan"
    yield Failure(field="first", expected=f"`{name}` first", found=found, why=why)


def _models(expected: Expectation, observed: Observed) -> Iterator[Failure]:
    if expected.models is None or expected.models == observed.models:
        return
    missing = [model for model in expected.models if model not in observed.models]
    why = "; ".join(_why_no_model(observed, model) for model in missing) or _lane(observed)
    found = _listed(observed.models)
    yield Failure(field="models", expected=f"the models {_listed(expected.models)}", found=found, why=why)


def _why_no_model(observed: Observed, model: str) -> str:
    serving = [each.id for each in observed.snapshot.catalog.endpoints if each.model == model]
    removed = [tell(each) for each in observed.removals if each.endpoint in serving]
    return "; ".join(removed) or f"no fallback of this call comes to `{model}`"


def _caps(expected: Expectation, observed: Observed) -> Iterator[Failure]:
    applying = caps_row(observed.decision.caps)
    for name, bound in (expected.caps or {}).items():
        found = applying.get(name)
        if found != bound:
            told = "no such cap" if found is None else f"{found:g}"
            expectation = f"the cap `{name}` {bound:g}"
            yield Failure(field="caps", expected=expectation, found=told, why=why_in(observed))


def _policy(expected: Expectation, observed: Observed) -> Iterator[Failure]:
    if expected.policy is None:
        return
    expectation = f"a refusal by `{expected.policy}`"
    if not observed.decision.is_refused:
        yield Failure(field="policy", expected=expectation, found=_lane(observed), why=why_in(observed))
        return
    deciding = deciding_policy(observed.removals)
    if deciding != expected.policy:
        found = f"one by `{deciding}`" if deciding else "one that no policy decided"
        yield Failure(field="policy", expected=expectation, found=found, why=_why_refused(observed))


def _removed_by(expected: Expectation, observed: Observed) -> Iterator[Failure]:
    for name, policy in (expected.removed_by or {}).items():
        removal = observed.removal(name)
        if removal is not None and removal.policy == policy:
            continue
        expectation = f"`{name}` removed by `{policy}`"
        if name in observed.ids:
            yield Failure(field="removed_by", expected=expectation, found="it in the lane", why=why_in(observed))
        else:
            by = f"`{removal.policy or removal.reason}`" if removal else "another cause"
            yield Failure(field="removed_by", expected=expectation, found=by, why=why_out(observed, name))


def _warns(expected: Expectation, observed: Observed) -> Iterator[Failure]:
    yield from _same("warns", expected.warns, warnings(observed.decision), observed)


def _waivers(expected: Expectation, observed: Observed) -> Iterator[Failure]:
    yield from _same("waivers", expected.waivers, observed.decision.waivers, observed)


def _obligations(expected: Expectation, observed: Observed) -> Iterator[Failure]:
    yield from _same("obligations", expected.obligations, observed.decision.obligations, observed)


def _same(field: str, wanted: frozenset[str] | None, found: Iterable[str], observed: Observed) -> Iterator[Failure]:
    """Hold two sets of names to each other."""
    names = sorted(map(str, found))
    if wanted is not None and wanted != frozenset(names):
        expectation = f"`{field}` {_listed(sorted(wanted))}"
        yield Failure(field=field, expected=expectation, found=_listed(names), why=why_in(observed))


def _why_refused(observed: Observed) -> str:
    return cause(observed.decision.model, observed.removals, deciding_policy(observed.removals))


def _lane(observed: Observed) -> str:
    return f"the lane {_listed(observed.ids)}" if observed.lane else "an empty lane"


def _order(observed: Observed) -> str:
    """Say what ordered the lane."""
    orders = [
        f"`{choice.model}` by {choice.preference.sort}"
        + (f", {_listed(choice.preference.order)} first" if choice.preference.order else "")
        for choice in observed.decision.choices
    ]
    return f"the order is {'; '.join(orders)}"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names) or "none"


CHECKS: tuple[Check, ...] = (
    _effect,
    _inside,
    _outside,
    _whole_lane,
    _first,
    _models,
    _caps,
    _policy,
    _removed_by,
    _warns,
    _waivers,
    _obligations,
)
