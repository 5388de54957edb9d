"""Whole decisions of random policy sets, by every engine of our own: `python -m tests.nightly.decisions --seconds 600`.

The expressions are compared one by one by `tests.nightly.differential`; here they stand in policies that share conditions,
scopes and modes, so that what is joined, tabulated and looked up is held to asking each policy in turn.
"""

import argparse
import sys
import time
from dataclasses import replace
from random import Random

from proxy.policy.compile import Engine
from proxy.policy.document import Mode, Policy
from proxy.policy.environment import Scope
from proxy.policy.principal import Grant, Principal
from proxy.policy.sampling import Sampler
from proxy.policy.selftest import Mismatch, compare, with_engine
from tests.bench.policy_mixture import make_endpoints, make_policies
from tests.support.expressions import make_call, write_expression
from tests.support.policies import catalog, policy, policy_set

CALLS = 40
EVERYTHING = (Grant(holder="", models=("*",), place=""),)
CALLER = Principal(key="k", team="t0", scope="acme/health", labels={"app": "app0"}, grants=EVERYTHING)


def make_documents(rng: Random) -> list[Policy]:
    """Return the benchmark's policies and some that nobody thought of, every third with a twin of the same match."""
    documents = make_policies(rng.choice([8, 24]))
    for number in range(rng.randint(2, 14)):
        match = write_expression(rng, Scope.MATCH, rng.choice([6, 24])) if rng.random() < 0.7 else None
        for twin in range(rng.choice([1, 1, 2])):
            require = [write_expression(rng, Scope.REQUIRE, rng.choice([6, 16, 24])) for _ in range(rng.randint(0, 2))]
            scope, mode = rng.choice(["", "acme", "acme/health"]), rng.choice([*[Mode.ENFORCE] * 4, Mode.WARN])
            documents.append(policy(f"r{number}-{twin}", scope=scope, match=match, require=require, mode=mode))
    return documents


def compare_once(seed: int) -> Mismatch | None:
    """Compare the engines on one policy set and some calls; `None` where they agree."""
    rng = Random(seed)
    built = policy_set(*make_documents(rng), over=catalog(*make_endpoints(rng.choice([3, 12]), rng)))
    engines = {Engine.COMPILED: built, Engine.EXACT: with_engine(built, Engine.EXACT)}
    sampler = Sampler(built, [CALLER], rng)
    for _ in range(CALLS):
        request, principal = sampler.call() if rng.random() < 0.6 else make_call(rng)
        mismatch = compare(engines, (request, replace(principal, scope=CALLER.scope, grants=EVERYTHING)))
        if mismatch is not None:
            return mismatch
    return None


def main() -> int:
    """Compare until the time is up; exit 1 with the seed where engines differ."""
    parser = argparse.ArgumentParser(prog="python -m tests.nightly.decisions", description=__doc__)
    parser.add_argument("--seconds", type=float, default=600, help="how long to go on (default 600)")
    parser.add_argument("--seed", type=int, default=1, help="where to begin (default 1)")
    options = parser.parse_args()
    limit, seed = time.monotonic() + options.seconds, options.seed
    while time.monotonic() < limit:
        mismatch = compare_once(seed)
        if mismatch is not None:
            print(f"seed {seed}: {mismatch}")
            return 1
        seed += 1
    sets = seed - options.seed
    print(f"{sets} policy sets, {sets * CALLS} decisions, no difference")
    return 0


if __name__ == "__main__":
    sys.exit(main())
