"""The same revision on another day: facts whose evidence has expired are unknown, and waivers that have expired lift nothing.

For when nothing new may be put in force and what is in force must not go on relying on what has expired.
"""

from collections.abc import Iterator
from dataclasses import replace

from proxy.catalog.index import as_of
from proxy.config.kinds.waiver import split_by_expiry
from proxy.config.snapshot import Snapshot, Undated
from proxy.policy.compile import compile_policies


def redate(snapshot: Snapshot, today: str) -> Snapshot:
    """Return *snapshot* as it is on *today* (ISO day)."""
    catalog = as_of(snapshot.undated.catalog, today)
    waivers, expired = split_by_expiry(snapshot.undated.waivers, today)
    policies = compile_policies(
        [program.policy for program in snapshot.policies.programs],
        catalog,
        snapshot.revision,
        waivers=waivers,
        engine=snapshot.gateway.engine,
    )
    policies.prepare(snapshot.principals.values())
    return replace(
        snapshot,
        catalog=catalog,
        policies=policies,
        expired_waivers=expired,
        valid_until=last_day(snapshot.undated, today),
    )


def last_day(undated: Undated, today: str) -> str | None:
    """Return the first day, from *today* on, after which something expires; `None` where nothing does."""
    return min((day for day in last_days(undated) if day >= today), default=None)


def last_days(undated: Undated) -> Iterator[str]:
    """Yield every last day on which evidence or a waiver counts."""
    yield from (waiver.expires for waiver in undated.waivers)
    for endpoint in undated.catalog.endpoints:
        evidence = endpoint.governance.evidence
        if evidence is not None and evidence.valid_until is not None:
            yield evidence.valid_until
