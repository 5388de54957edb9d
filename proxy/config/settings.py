"""The `kind: gateway` document: what the process itself may decide; every field has a default."""

from dataclasses import dataclass, field

from proxy.catalog.provider import Timeouts
from proxy.policy.compile import Engine


@dataclass(frozen=True, slots=True, kw_only=True)
class GatewaySettings:
    """Settings of the gateway; durations in seconds, sizes in bytes."""

    host: str = "127.0.0.1"
    port: int = 8080
    admin_host: str = "127.0.0.1"
    admin_port: int = 8081
    deadline: float = 600.0
    """For one call, all attempts together."""
    drain: float = 30.0
    """How long calls may go on after SIGTERM."""
    body_limit: int = 10 * 1024 * 1024
    answer_limit: int = 64 * 1024 * 1024
    headers: tuple[str, ...] = ()
    """Request headers that policies may read, in lower case."""
    engine: Engine = Engine.COMPILED
    """What evaluates the policies' expressions."""
    timeouts: Timeouts = field(default_factory=Timeouts)
