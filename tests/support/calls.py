"""Fakes of the gateway's ports, and calls to send through them."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from proxy.canonical.outline import Outline
from proxy.canonical.usage import Usage
from proxy.catalog.index import Catalog, build_catalog
from proxy.catalog.model import Model
from proxy.config.settings import GatewaySettings
from proxy.config.snapshot import Snapshot
from proxy.dialects.registry import DIALECTS
from proxy.gateway.call import Answer, Call, Ending
from proxy.gateway.ports import Ports
from proxy.policy.compile import compile_policies
from proxy.policy.principal import Grant, Principal

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
ADA = Principal(
    key="health-demo",
    team="acme/health",
    scope="acme/health",
    user="ada",
    tags=frozenset({"phi"}),
    grants=(Grant(holder="team `acme/health`", models=("*",), place="teams.yaml:3:1"),),
)


@dataclass
class FakeClock:
    """Time that moves when a test says so."""

    seconds: float = 0.0

    def now(self):
        """Return the one moment of all tests."""
        return NOW

    def stamp(self):
        """Return the same moment as text."""
        return "2026-11-23T08:00:00.000000Z"

    def monotonic(self):
        """Return what the test set."""
        return self.seconds


@dataclass
class FakeJournal:
    """Keeps records; can refuse to."""

    records: list = field(default_factory=list)
    failure: Exception | None = None

    def decide(self, record):
        """Keep *record*, or raise what the test asked for."""
        if self.failure is not None:
            raise self.failure
        self.records.append(record)

    def settle(self, record):
        """Keep *record*."""
        self.records.append(record)


@dataclass
class FakeUpstream:
    """Answers from the plan's first endpoint, or fails as told; remembers the plans it was given."""

    journal: FakeJournal
    failure: BaseException | None = None
    ending: Ending | None = Ending.COMPLETE
    plans: list = field(default_factory=list)
    journalled_before: list = field(default_factory=list)
    closed: int = 0

    async def answer(self, call, plan, progress) -> Answer:
        """Answer as the test wants it."""
        self.plans.append(plan)
        self.journalled_before.append([record["kind"] for record in self.journal.records])
        if self.failure is not None:
            raise self.failure
        progress.endpoint = plan.endpoints[0]
        if self.ending is not None:
            progress.ending = self.ending
            progress.usage = Usage(input_tokens=10, output_tokens=5)
        return Answer(endpoint=plan.endpoints[0], progress=progress, close=self.close, body=b"{}")

    def close(self):
        """Count."""
        self.closed += 1


@dataclass
class FakeObserver:
    """Keeps what it was told."""

    told: list = field(default_factory=list)

    def settled(self, call, progress, cost):
        """Keep the end of a call."""
        self.told.append((progress.ending, cost))

    def refused(self, call):
        """Keep a refusal."""
        self.told.append("refused")


def make_ports(**upstream) -> Ports:
    """Return fakes that know each other."""
    journal = FakeJournal()
    return Ports(
        clock=FakeClock(), journal=journal, upstream=FakeUpstream(journal, **upstream), observer=FakeObserver()
    )


def make_catalog(*endpoints) -> Catalog:
    """Return a catalogue of *endpoints* with a document for each of their models."""
    models = {endpoint.model for endpoint in endpoints}
    return build_catalog(endpoints, [Model(id=name, title=name, place="m:1:1") for name in models], [], {})


def make_snapshot(*endpoints, policies=(), **settings) -> Snapshot:
    """Return a snapshot of *endpoints* under *policies*."""
    catalog = make_catalog(*endpoints)
    return Snapshot(
        revision="0123456789ab",
        gateway=GatewaySettings(**settings),
        catalog=catalog,
        policies=compile_policies(policies, catalog, "0123456789ab"),
        principals={},
        expired_waivers=(),
        valid_until=None,
    )


def make_call(*, model="openai/gpt-oss-120b", principal=ADA, needs=frozenset(), stream=False, tags=()) -> Call:
    """Return a call for *model*."""
    outline = Outline(
        dialect="openai_chat",
        body=b"{}",
        document={},
        model=model,
        stream=stream,
        include_usage=False,
        tools=(),
        modalities=("text",),
        needs=needs,
        input_tokens=10,
        max_output_tokens=None,
        session="",
        user="",
    )
    return Call(
        id="fl-1",
        at=NOW,
        received=0.0,
        principal=principal,
        dialect=DIALECTS["openai_chat"],
        outline=outline,
        tags=tuple(sorted(principal.tags.union(tags))),
    )
