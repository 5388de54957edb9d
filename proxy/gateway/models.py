"""Which models a key can reach: the policies' answer to the simplest request for each."""

from datetime import datetime

from proxy.config.snapshot import Snapshot
from proxy.policy.facts import RequestFacts
from proxy.policy.principal import Principal


def reachable_models(snapshot: Snapshot, principal: Principal, tags: tuple[str, ...], now: datetime) -> tuple[str, ...]:
    """Return models and aliases whose lane for *principal* has an endpoint of its own, fallbacks aside; sorted."""
    models = {model for model in snapshot.catalog.models if is_reachable(model, snapshot, principal, tags, now)}
    aliases = {alias for alias, model in snapshot.catalog.aliases.items() if model in models}
    return tuple(sorted(models | aliases))


def is_reachable(model: str, snapshot: Snapshot, principal: Principal, tags: tuple[str, ...], now: datetime) -> bool:
    """Say whether a plain text request for *model* would have a lane that begins with it."""
    facts = RequestFacts(
        dialect="openai_chat",
        model=model,
        tags=tags,
        tools=(),
        modalities=("text",),
        stream=False,
        input_tokens=1,
        max_output_tokens=0,
        session="",
        time=now,
    )
    decision = snapshot.policies.decide(facts, principal)
    return bool(decision.choices) and decision.choices[0].model == model
