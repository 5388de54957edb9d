"""Measure decisions and compilation: `python -m tests.bench.policy [--rounds 15]`.

Policies of the kinds people write (equality on a team or model, tags, prices, providers, patterns, headers), over scopes of
three levels. Medians of rounds on one core, microseconds a decision; as JSON on standard output, progress on standard error.
The pause is the longest that a timer of one millisecond was late while a thread compiled, as a reload does.
"""

import argparse
import asyncio
import gc
import json
import os
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import cycle
from random import Random
from statistics import median

from proxy.catalog.endpoint import Endpoint
from proxy.catalog.governance import Governance
from proxy.catalog.index import Catalog, build_catalog
from proxy.catalog.model import Model
from proxy.catalog.price import Price
from proxy.policy import check
from proxy.policy.check import check_expression
from proxy.policy.compile import compile_policies
from proxy.policy.document import Caps, Expression, Policy, Requirement
from proxy.policy.environment import Scope
from proxy.policy.evaluate import PolicySet
from proxy.policy.facts import RequestFacts
from proxy.policy.principal import Grant, Principal
from proxy.runtime.memory import calm_collector, settle_memory
from tests.bench.policy_mixture import make_calls, make_endpoints, make_policies
from tests.support.policies import catalog, policy_set

SIZES = ((40, 50), (200, 50), (2000, 500))
COMPILED = ((200, 50), (2000, 500))
CALLS = 2000
TEAMS = 40
KINDS = 7
MODELS = [f"vendor{number % 5}/model-{number}" for number in range(25)]
COUNTRIES = ["SE", "DE", "CH", "US", "US", "FR"]
MICROSECONDS = 1_000_000
MOMENT = datetime(2026, 11, 24, 12, tzinfo=UTC)


def catalog_of(size: int) -> Catalog:
    """Make a catalogue of *size* endpoints with varied facts, some of them unknown."""
    rng = Random(1)
    endpoints = [endpoint(number, rng) for number in range(size)]
    return build_catalog(endpoints, [Model(id=name, title=name, place="m:1:1") for name in MODELS], [], {})


def endpoint(number: int, rng: Random) -> Endpoint:
    """Make one endpoint."""
    country = rng.choice(COUNTRIES)
    return Endpoint(
        id=f"e{number:03}",
        provider=rng.choice(["azure-openai", "aws-bedrock", "openai", "anthropic", f"small-{number % 9}"]),
        model=MODELS[number % len(MODELS)],
        upstream_model="m",
        dialect="openai_chat",
        base_url="http://127.0.0.1/v1",
        credential=None,
        place="p:1:1",
        governance=Governance(
            headquarters=country,
            processing=frozenset({country}),
            storage=frozenset({country}),
            retention_days=rng.choice([0, 0, 30, None]),
            training=rng.choice([False, False, False, True, None]),
            zdr=rng.choice([True, False]),
            certifications=frozenset(rng.choice([["soc2"], ["soc2", "hipaa_baa"], []])),
        ),
        price=Price(input=rng.choice([150_000, 1_000_000, 3_000_000]), output=rng.choice([600_000, 10_000_000])),
        context_length=128_000,
        features=frozenset({"tools"}),
    )


def policy(number: int) -> Policy:
    """Make one policy; seven kinds alternate, over the organisation, its teams and their applications."""
    team = f"acme/team-{number % TEAMS}"
    kinds: list[tuple[str, str | None, str]] = [
        (team, None, 'endpoint.processing.all(c, c in ["SE", "DE", "FR", "CH"])'),
        ("acme", f'request.tags.exists(t, t in ["phi", "pii", "class-{number}"])', "endpoint.retention_days == 0"),
        ("acme", f'principal.team == "team-{number % TEAMS}"', f"endpoint.price.output <= {5 + number % 9}.5"),
        ("acme", f'request.model == "{MODELS[number % len(MODELS)]}"', "!endpoint.training"),
        (f"{team}/app", 'request.model.matches("^vendor1/.*")', 'endpoint.provider.startsWith("azure")'),
        ("acme", f'"project-{number}" in request.tags', 'endpoint.zdr && "soc2" in endpoint.certifications'),
        ("acme", None, f"request.input_tokens <= 1000000 || endpoint.context_length > {100_000 + number}"),
    ]
    scope, match, where = kinds[number % len(kinds)]
    return Policy(
        id=f"policy-{number:04}",
        title=f"Policy {number}",
        scope=scope,
        place=f"policies.yaml:{number * 10 + 1}:1",
        match=None if match is None else Expression(text=match, place="policies.yaml:1:1"),
        require=(Requirement(field="where", expression=Expression(text=where, place="policies.yaml:1:1")),),
        caps=Caps(output_tokens=4096) if number % 10 == 0 else Caps(),
    )


def calls() -> list[tuple[RequestFacts, Principal]]:
    """Make calls that differ in team, model, tags and length, so that no two decisions in a row are the same."""
    rng = Random(2)
    grant = (Grant(holder="acme", models=("*",), place="t:1:1"),)
    principals = [
        Principal(key=f"k{team}", team=f"team-{team}", scope=f"acme/team-{team}/app", grants=grant)
        for team in range(TEAMS)
    ]
    return [(facts(rng), rng.choice(principals)) for _ in range(CALLS)]


def facts(rng: Random) -> RequestFacts:
    """Make the facts of one request."""
    return RequestFacts(
        dialect="openai_chat",
        model=rng.choice(MODELS),
        tags=tuple(sorted(rng.sample(["phi", "draft", "project-5", "project-12", "batch"], rng.randint(0, 2)))),
        tools=(),
        modalities=("text",),
        stream=rng.choice([True, False]),
        input_tokens=rng.randrange(100, 50_000),
        max_output_tokens=0,
        session="",
        time=MOMENT,
    )


def per_call(act: Callable[[], object], rounds: int) -> float:
    """Return the median of *rounds* of the microseconds one *act* takes."""
    measured = []
    for _ in range(rounds):
        started = time.perf_counter()
        for _ in range(CALLS):
            act()
        measured.append((time.perf_counter() - started) / CALLS * MICROSECONDS)
    return round(median(measured), 3)


def mixed(count: int, size: int, rounds: int) -> float:
    """Measure decisions of another mixture: more that is about every call, keys of maps, conditions inside of lines."""
    rng = Random(7)
    drawn = make_calls(64, rng)
    endless = cycle(drawn)
    policies = policy_set(*make_policies(count), over=catalog(*make_endpoints(size, rng)))
    policies.prepare(principal for _, principal in drawn)
    return per_call(lambda: policies.decide_anew(*next(endless)), rounds)


def decisions(count: int, size: int, rounds: int) -> dict[str, float]:
    """Measure decisions with the memo off; and hits of it, over policies that do not read the length of the prompt."""
    drawn = calls()
    endless = cycle(drawn)
    every = check_and_compile([policy(number) for number in range(count)], size)
    lasting = check_and_compile([policy(number) for number in range(count) if number % KINDS != KINDS - 1], size)
    for request, principal in drawn:
        lasting.decide(request, principal)
    return {
        "decide_us": per_call(lambda: every.decide_anew(*next(endless)), rounds),
        "decide_mixed_us": mixed(count, size, rounds),
        "memo_hit_us": per_call(lambda: lasting.decide(*next(endless)), rounds),
        "empty_us": per_call(lambda: next(endless), rounds),
    }


def check_and_compile(documents: list[Policy], size: int) -> PolicySet:
    """Check every expression, as the stage before does, and compile, as a reload does."""
    for document in documents:
        if document.match is not None:
            assert not check_expression(document.match.text, Scope.MATCH)
        assert not check_expression(document.require[0].expression.text, Scope.REQUIRE)
    policies = compile_policies(documents, catalog_of(size), "bench")
    policies.prepare(principal for _, principal in calls())
    return policies


async def compile_beside_a_loop(count: int, size: int) -> dict[str, float]:
    """Compile in a thread; return the seconds it took and the longest pause of the loop, in milliseconds."""
    documents = [policy(number) for number in range(count)]
    check._condition.cache_clear()  # else the texts of the measurement before would be known
    gc.collect()
    gc.freeze()
    started = time.perf_counter()
    building = asyncio.create_task(asyncio.to_thread(calm_collector()(check_and_compile), documents, size))
    longest, last = 0.0, time.perf_counter()
    while not building.done():
        await asyncio.sleep(0.001)
        now = time.perf_counter()
        longest, last = max(longest, now - last - 0.001), now
    await building
    return {"seconds": round(time.perf_counter() - started, 3), "longest_pause_ms": round(longest * 1000, 2)}


def main() -> int:
    """Run everything and print the report."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.policy", description=__doc__)
    parser.add_argument(
        "--rounds", type=int, default=15, help="rounds of each figure; medians are reported (default 15)"
    )
    options = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    settle_memory()
    report: dict[str, dict[str, dict[str, float]]] = {"decisions": {}, "compile": {}}
    for count, size in SIZES:
        print(f"deciding: {count} policies over {size} endpoints", file=sys.stderr)
        report["decisions"][f"{count} x {size}"] = decisions(count, size, options.rounds)
    for count, size in COMPILED:
        print(f"compiling: {count} policies over {size} endpoints", file=sys.stderr)
        report["compile"][f"{count} x {size}"] = asyncio.run(compile_beside_a_loop(count, size))
    print(json.dumps(report, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
