"""What policies may read of a call."""

from dataclasses import replace

from proxy.canonical.preferences import ClientPreferences
from proxy.config.snapshot import Snapshot
from proxy.gateway.call import Call
from proxy.policy.facts import RequestFacts


def gather(call: Call, snapshot: Snapshot) -> RequestFacts:
    """Return the facts that policies may read of *call*."""
    outline = call.outline
    return RequestFacts(
        dialect=outline.dialect,
        model=snapshot.catalog.resolve(outline.model),
        tags=call.tags,
        tools=outline.tools,
        modalities=outline.modalities,
        stream=outline.stream,
        input_tokens=outline.input_tokens,
        max_output_tokens=outline.max_output_tokens or 0,
        session=outline.session,
        preferences=outline.preferences.named,
        wishes=resolved(outline.preferences, snapshot),
        metadata=outline.metadata,
        headers=call.headers,
        time=call.at,
    )


def resolved(wishes: ClientPreferences, snapshot: Snapshot) -> ClientPreferences:
    """Return *wishes* with the models that the client's names stand for; `ModelNotFound` for any other name."""
    if not wishes.models:
        return wishes
    return replace(wishes, models=tuple(snapshot.catalog.resolve(name) for name in wishes.models))
