"""The policies of one revision, asked: a call's facts become a lane.

`decide` is the hot path and computes no reasons; `explain` and `trace` do, and agree with it because they ask the same
clauses. Masks are integers with one bit for every endpoint of the catalogue.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from proxy.canonical.preferences import NO_PREFERENCES
from proxy.catalog.index import Catalog
from proxy.policy import client
from proxy.policy.covering import Covering, cover
from proxy.policy.decision import Decision, ModelChoice, Removal, Shadow
from proxy.policy.document import Caps, Waiver
from proxy.policy.explain import Asked, explain_endpoint
from proxy.policy.facts import RequestFacts
from proxy.policy.findings import Findings
from proxy.policy.grants import granted_mask
from proxy.policy.itinerary import Itinerary, plan_models
from proxy.policy.memo import MOST_ENTRIES, Memo
from proxy.policy.message import write_message
from proxy.policy.principal import Grant, Principal
from proxy.policy.program import Call, PolicyProgram, Verdict
from proxy.policy.recorded import Reader
from proxy.policy.segment import Segment, careful_segment
from proxy.policy.terms import Terms, smallest, unite
from proxy.policy.trace import PolicyTrace, trace_lifted, trace_policy
from proxy.policy.view import EndpointView

Key = TypeVar("Key")
Value = TypeVar("Value")

Shadows = tuple[tuple[int, int], ...]
"""Number of a policy that does not enforce, and the endpoints of the lane that it would have removed."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PolicySet:
    """Policies over a catalogue, made by `compile_policies`.

    `facts_read` names what the policies read of request and principal (`request.tags`); `recorded` reads of it what a
    decision's record does not have anyway. What depends on scope and grants
    alone is made once for each: both come from team documents, so they are as bounded as those. Terms, itineraries and
    decisions are kept by what they follow from, and forgotten when there are `MOST_ENTRIES`.
    """

    catalog: Catalog
    revision: str
    programs: tuple[PolicyProgram, ...]
    views: tuple[EndpointView, ...]
    waivers: tuple[Waiver, ...]
    facts_read: frozenset[str]
    recorded: tuple[Reader, ...]
    memo: Memo
    make_segment: Callable[[Sequence[PolicyProgram]], Segment]
    _by_scope: dict[str, Covering] = field(default_factory=dict)
    _by_group: dict[tuple[int, ...], Segment] = field(default_factory=dict)
    _by_grants: dict[tuple[Grant, ...], int] = field(default_factory=dict)
    _terms: dict[tuple[str, tuple[int, ...], tuple[int, ...]], Terms] = field(default_factory=dict)
    _itineraries: dict[tuple[Terms, str], Itinerary] = field(default_factory=dict)
    _decisions: dict[tuple[Itinerary, int, Shadows], Decision] = field(default_factory=dict)

    def prepare(self, principals: Iterable[Principal]) -> None:
        """Make ready at load what depends on who is calling, so that no call waits for it."""
        for principal in principals:
            self._covering(principal.scope)
            self._granted(principal.grants)

    def decide(self, request: RequestFacts, principal: Principal) -> Decision:
        """Return the lane of a call, or a refusal; `request.model` is a model's id, not an alias. Never raises."""
        if request.wishes is not NO_PREFERENCES:
            return self._decide((request, principal))
        return self.memo.decide(request, principal, self._decide)

    def decide_anew(self, request: RequestFacts, principal: Principal) -> Decision:
        """Return the same without looking into the memo."""
        return self._decide((request, principal))

    def _decide(self, call: Call) -> Decision:
        """Return the decision for *call*, from the policies themselves."""
        findings = Findings(call)
        itinerary, mask = self._lane(call, findings)
        shadows = _differences(findings, mask) if findings.shadows else ()
        known = self._decisions.get((itinerary, mask, shadows))
        return known if known is not None else self._conclude(call, itinerary, mask, shadows)

    def _lane(self, call: Call, findings: Findings) -> tuple[Itinerary, int]:
        """Return the models of *call* and the endpoints that are left. INVARIANT: bits are only ever cleared."""
        request, principal = call
        mask = self._narrowed(call, findings)
        itinerary = self._itinerary(call, self._united(principal.scope, findings))
        mask &= itinerary.reach
        if request.wishes is not NO_PREFERENCES:
            mask = client.narrow(mask, self.catalog, request.wishes)
        return itinerary, mask

    def _narrowed(self, call: Call, findings: Findings) -> int:
        """Return the endpoints that grants and policies leave."""
        request, principal = call
        granted = mask = self._granted(principal.grants)
        covering = self._covering(principal.scope)
        try:
            for segment in covering.segments:
                mask = segment(mask, request, principal, findings)
        except Exception:  # noqa: BLE001 - a fact of the wrong kind, by a mistake elsewhere: the careful way never raises
            findings.forget()
            return careful_segment(covering.programs)(granted, request, principal, findings)
        return mask

    def _conclude(self, call: Call, itinerary: Itinerary, mask: int, shadows: Shadows) -> Decision:
        """Put the decision together."""
        terms = itinerary.terms
        left = ((model, mask & self.catalog.serving.get(model, 0), order) for model, order in itinerary.routes)
        decision = Decision(
            revision=self.revision,
            model=itinerary.model,
            choices=tuple(
                ModelChoice(model=model, endpoints=self.catalog.of_mask(rest), preference=order)
                for model, rest, order in left
                if rest
            ),
            caps=smallest([terms.caps, Caps(attempts=client.attempts_cap(call[0].wishes))]),
            obligations=terms.obligations,
            policies=terms.policies,
            waivers=terms.waivers,
            shadows=tuple(self._shadow(number, removed) for number, removed in shadows),
        )
        if itinerary.is_lasting:
            _keep(self._decisions, (itinerary, mask, shadows), decision)
        return decision

    def explain(self, request: RequestFacts, principal: Principal) -> tuple[Removal, ...]:
        """Return the first cause for every endpoint of the requested and the fallback models that is not in the lane."""
        call = (request, principal)
        itinerary, mask = self._lane(call, Findings(call))
        asked = self._asked(call)
        return tuple(
            explain_endpoint(self.catalog.endpoints[position], self.views[position], call, asked)
            for model, _ in itinerary.routes
            for position in positions(self.catalog.serving.get(model, 0) & ~mask)
        )

    def trace(self, request: RequestFacts, principal: Principal) -> tuple[PolicyTrace, ...]:
        """Return, for every policy in the principal's scope, whether it matched and what each clause says of the models."""
        call = (request, principal)
        covering = self._covering(principal.scope)
        itinerary, _ = self._lane(call, Findings(call))
        over = [self.views[position] for position in positions(itinerary.reach)]
        traces = [trace_policy(program, call, over) for program in covering.programs]
        traces += [trace_lifted(program, waiver) for program, waiver in covering.lifted]
        return tuple(sorted(traces, key=lambda trace: trace.number))

    def message(self, policy: str | None, request: RequestFacts, principal: Principal) -> str | None:
        """Return what the policy with this id tells a refused client; `None` where it has no words of its own."""
        found = next((program.policy for program in self.programs if program.policy.id == policy), None)
        return None if found is None else write_message(found, request, principal)

    def _asked(self, call: Call) -> Asked:
        """Return the enforcing policies that apply to *call*, each with what its match says."""
        covering = self._covering(call[1].scope)
        verdicts = ((program, program.matches(call)) for program in covering.programs if program.enforces)
        return [(program, verdict) for program, verdict in verdicts if verdict is not Verdict.FALSE]

    def _covering(self, scope: str) -> Covering:
        """Return what covers *scope*; segments are shared by the scopes that have the same policies in them."""
        found = self._by_scope.get(scope)
        if found is None:
            found = self._by_scope[scope] = cover(scope, self.programs, self.waivers, self._segment)
        return found

    def _segment(self, programs: tuple[PolicyProgram, ...]) -> Segment:
        """Return the function for *programs*, made once."""
        key = tuple(program.number for program in programs)
        found = self._by_group.get(key)
        if found is None:
            found = self._by_group[key] = self.make_segment(programs)
        return found

    def _granted(self, grants: tuple[Grant, ...]) -> int:
        """Return the endpoints that a principal with *grants* may reach at all."""
        mask = self._by_grants.get(grants)
        if mask is None:
            mask = self._by_grants[grants] = granted_mask(grants, self.catalog)
        return mask

    def _united(self, scope: str, findings: Findings) -> Terms:
        """Return the terms of the policies that are about a call."""
        key = (scope, tuple(findings.hits), tuple(findings.unsure))
        found = self._terms.get(key)
        if found is None:
            covering = self._covering(scope)
            numbers = sorted({*covering.always, *findings.hits})
            waivers = [waiver for program, waiver in covering.lifted if program.enforces]
            found = unite([self.programs[number] for number in numbers], findings.unsure, waivers)
            _keep(self._terms, key, found)
        return found

    def _itinerary(self, call: Call, terms: Terms) -> Itinerary:
        """Return the models of *call*."""
        request, _ = call
        found = self._itineraries.get((terms, request.model)) if request.wishes is NO_PREFERENCES else None
        if found is None:
            found = plan_models(call, terms, self.catalog)
            if found.is_lasting:
                _keep(self._itineraries, (terms, request.model), found)
        return found

    def _shadow(self, number: int, removed: int) -> Shadow:
        """Return what the policy with this *number* would have removed."""
        policy = self.programs[number].policy
        endpoints = tuple(endpoint.id for endpoint in self.catalog.of_mask(removed))
        return Shadow(policy=policy.id, mode=policy.mode, removes=endpoints)


def _differences(findings: Findings, mask: int) -> Shadows:
    """Return the policies that would have removed something of *mask*, in the order of their numbers."""
    return tuple(sorted({(number, mask & ~left) for number, left in findings.shadows if mask & ~left}))


def _keep(entries: dict[Key, Value], key: Key, value: Value) -> None:
    """Remember *value*; when there are too many, start anew: simpler than to say who must go."""
    if len(entries) >= MOST_ENTRIES:
        entries.clear()
    entries[key] = value


def positions(mask: int) -> Iterator[int]:
    """Yield the positions of the bits of *mask*, lowest first."""
    while mask:
        lowest = mask & -mask
        mask ^= lowest
        yield lowest.bit_length() - 1
