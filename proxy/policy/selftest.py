"""Engines held to each other: the same policies and the same call must come to the same decision, whoever evaluates them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from proxy.policy.compile import Engine, compile_policies
from proxy.policy.decision import Decision
from proxy.policy.evaluate import PolicySet
from proxy.policy.facts import RequestFacts
from proxy.policy.principal import Principal


@dataclass(frozen=True, slots=True, kw_only=True)
class Mismatch:
    """A call on which engines differ, with what each decided."""

    call: tuple[RequestFacts, Principal]
    decisions: Mapping[Engine, Mapping[str, Any]]


def with_engine(policies: PolicySet, engine: Engine) -> PolicySet:
    """Return the same policies over the same catalogue, evaluated by *engine*."""
    return compile_policies(
        [program.policy for program in policies.programs],
        policies.catalog,
        policies.revision,
        waivers=policies.waivers,
        engine=engine,
    )


def compare(engines: Mapping[Engine, PolicySet], call: tuple[RequestFacts, Principal]) -> Mismatch | None:
    """Decide *call* by each of *engines*; `None` where all agree."""
    decisions = {engine: outcome(policies.decide(*call)) for engine, policies in engines.items()}
    first, *others = decisions.values()
    return None if all(first == other for other in others) else Mismatch(call=call, decisions=decisions)


def outcome(decision: Decision) -> Mapping[str, Any]:
    """Return everything of a decision that a call would notice."""
    return {
        "lane": decision.lane,
        "orders": [(choice.model, choice.preference) for choice in decision.choices],
        "caps": decision.caps,
        "obligations": decision.obligations,
        "policies": decision.policies,
        "waivers": decision.waivers,
        "shadows": decision.shadows,
    }
