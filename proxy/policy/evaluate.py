"""The policies of one revision, asked: a call's facts become a lane.

`decide` is the hot path and computes no reasons; `explain` and `trace` do, and agree with it because they ask the same
clauses. Masks are integers with one bit for every endpoint of the catalogue.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from proxy.catalog.index import Catalog
from proxy.policy.decision import Decision, ModelChoice, Removal
from proxy.policy.document import Preference
from proxy.policy.explain import PolicyTrace, explain_endpoint, trace_policy
from proxy.policy.facts import RequestFacts
from proxy.policy.grants import granted_mask
from proxy.policy.memo import Memo
from proxy.policy.patterns import is_match
from proxy.policy.principal import Grant, Principal
from proxy.policy.program import Call, PolicyProgram, Verdict
from proxy.policy.view import EndpointView

Asked = list[tuple[PolicyProgram, Verdict]]
"""The policies that matched, or whose match has no answer; shallow scopes first, then by id."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PolicySet:
    """Policies over a catalogue, made by `compile_policies`.

    `facts_read` names what the policies read of request and principal (`request.tags`). The two memos hold what depends
    on the principal alone; scopes and grants come from team documents, so both are as bounded as those.
    """

    catalog: Catalog
    revision: str
    programs: tuple[PolicyProgram, ...]
    views: tuple[EndpointView, ...]
    facts_read: frozenset[str]
    memo: Memo
    _by_scope: dict[str, tuple[PolicyProgram, ...]] = field(default_factory=dict)
    _by_grants: dict[tuple[Grant, ...], int] = field(default_factory=dict)

    def decide(self, request: RequestFacts, principal: Principal) -> Decision:
        """Return the lane of a call, or a refusal; `request.model` is a model's id, not an alias. Never raises."""
        return self.memo.decide(request, principal, self._decide)

    def _decide(self, call: Call) -> Decision:
        """Return the decision for *call*, from the policies themselves."""
        request, _ = call
        asked = self._ask(call)
        models = self._models(request.model, asked)
        lane = self._lane(call, asked, models)
        return Decision(
            revision=self.revision,
            model=request.model,
            choices=self._choices(models, lane),
            preference=_preference(asked),
            output_tokens=_smallest_cap(asked),
            policies=tuple(program.policy.id for program, _ in asked),
        )

    def explain(self, request: RequestFacts, principal: Principal) -> tuple[Removal, ...]:
        """Return the first cause for every endpoint of the requested and the fallback models that is not in the lane."""
        call = (request, principal)
        asked = self._ask(call)
        models = self._models(request.model, asked)
        lane = self._lane(call, asked, models)
        return tuple(
            explain_endpoint(self.catalog.endpoints[position], self.views[position], call, asked)
            for model in models
            for position in _positions(self.catalog.serving.get(model, 0) & ~lane)
        )

    def trace(self, request: RequestFacts, principal: Principal) -> tuple[PolicyTrace, ...]:
        """Return, for every policy in the principal's scope, whether it matched and what it read for that."""
        return tuple(trace_policy(program, (request, principal)) for program in self._in_scope(principal.scope))

    def _ask(self, call: Call) -> Asked:
        """Return the policies that apply to *call*."""
        verdicts = ((program, program.matches(call)) for program in self._in_scope(call[1].scope))
        return [(program, verdict) for program, verdict in verdicts if verdict is not Verdict.FALSE]

    def _in_scope(self, scope: str) -> tuple[PolicyProgram, ...]:
        """Return the policies of *scope* and of all above it; the empty scope is above every other."""
        found = self._by_scope.get(scope)
        if found is None:
            names = scope.split("/")
            covering = {"", *("/".join(names[:length]) for length in range(1, len(names) + 1))}
            found = tuple(program for program in self.programs if program.policy.scope in covering)
            self._by_scope[scope] = found
        return found

    def _granted(self, grants: tuple[Grant, ...]) -> int:
        """Return the endpoints that a principal with *grants* may reach at all."""
        mask = self._by_grants.get(grants)
        if mask is None:
            mask = self._by_grants[grants] = granted_mask(grants, self.catalog)
        return mask

    def _models(self, requested: str, asked: Asked) -> list[str]:
        """Return the requested model and then its fallbacks, each once."""
        aliases = self.catalog.aliases
        fallbacks = (aliases.get(model, model) for model in _fallbacks(requested, asked))
        return list(dict.fromkeys([requested, *fallbacks]))

    def _lane(self, call: Call, asked: Asked, models: Sequence[str]) -> int:
        """Return the endpoints of *models* that grants and every policy leave. INVARIANT: bits are only ever cleared."""
        mask = 0
        for model in models:
            mask |= self.catalog.serving.get(model, 0)
        mask &= self._granted(call[1].grants)
        for program, _ in asked:
            mask &= program.mask
        for program, _ in asked:
            for clause in program.varying:
                mask = clause.narrow(mask, call, self.views)
        return mask

    def _choices(self, models: Sequence[str], lane: int) -> tuple[ModelChoice, ...]:
        """Return what is left of every model, in their order, without those of which nothing is."""
        left = ((model, lane & self.catalog.serving.get(model, 0)) for model in models)
        return tuple(ModelChoice(model=model, endpoints=self.catalog.of_mask(mask)) for model, mask in left if mask)


def _favours(asked: Asked) -> Iterator[PolicyProgram]:
    """Yield the policies whose match is certain, the most specific scope first, then by id."""
    certain = (program for program, verdict in asked if verdict is Verdict.TRUE)
    return iter(sorted(certain, key=lambda program: -program.depth))


def _preference(asked: Asked) -> Preference:
    """Return the preference of the most specific policy that has one."""
    found = (program.policy.preference for program in _favours(asked))
    return next((preference for preference in found if preference is not None), Preference())


def _fallbacks(requested: str, asked: Asked) -> tuple[str, ...]:
    """Return the fallbacks of the most specific policy that has any for the *requested* model."""
    for program in _favours(asked):
        fallback = program.policy.fallback
        for pattern, models in fallback.rules.items() if fallback else ():
            if is_match(pattern, requested):
                return models
    return ()


def _smallest_cap(asked: Asked) -> int | None:
    """Return the smallest bound on the answer's tokens, if there is any."""
    caps = [program.policy.output_tokens for program, _ in asked]
    return min((cap for cap in caps if cap is not None), default=None)


def _positions(mask: int) -> Iterator[int]:
    """Yield the positions of the bits of *mask*, lowest first."""
    while mask:
        lowest = mask & -mask
        mask ^= lowest
        yield lowest.bit_length() - 1
