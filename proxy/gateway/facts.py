"""What policies may read of a call."""

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
        metadata=outline.metadata,
        headers=call.headers,
        time=call.at,
    )
