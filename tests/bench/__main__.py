"""Measure the gateway beside a bare forwarder: `python -m tests.bench [--seconds 5] [--rounds 3]`.

One core for the server under test, one for the load and the upstream. Rounds alternate between the two, medians of all
rounds are reported, as JSON on standard output; progress goes to standard error.
"""

import argparse
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median

from tests.bench.gateway_config import KEY, write_config
from tests.bench.load import Measured, run_wrk, write_script
from tests.bench.upstream import EVENTS

ROOT = Path(__file__).parents[2]
SERVER_CORE, LOAD_CORE = 0, 1
CONNECTIONS = 32
PATH = "/v1/chat/completions"
STARTING = 20.0


def free_port() -> int:
    """Return a port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def process(core: int, *arguments: str) -> Iterator[subprocess.Popen]:
    """Run a Python module on *core* until the context is left."""
    environment = {**os.environ, "BENCH_API_KEY": "sk-bench", "PYTHONPATH": str(ROOT)}
    command = ["taskset", "-c", str(core), sys.executable, "-m", *arguments]
    running = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE)
    try:
        yield running
    finally:
        running.terminate()
        running.communicate(timeout=40)


def wait_for(port: int, running: subprocess.Popen) -> None:
    """Return once somebody listens on *port*."""
    limit = time.monotonic() + STARTING
    while time.monotonic() < limit:
        if running.poll() is not None:
            raise RuntimeError(f"the process ended: {running.stderr.read().decode()}")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError("the process did not listen in time")


def medians(rounds: list[Measured]) -> dict[str, float]:
    """Return the median of each figure, and the sum of errors."""
    return {
        "per_second": round(median(each.per_second for each in rounds), 1),
        "p50_ms": round(median(each.p50 for each in rounds), 3),
        "p99_ms": round(median(each.p99 for each in rounds), 3),
        "errors": sum(each.errors for each in rounds),
    }


def compare(urls: dict[str, str], script: Path, *, rounds: int, seconds: int, connections: int) -> dict:
    """Load each of *urls* in turn, *rounds* times, and return medians by name."""
    measured: dict[str, list[Measured]] = {name: [] for name in urls}
    for number in range(rounds):
        for name, url in urls.items():
            print(f"round {number + 1} of {rounds}: {name}, {script.stem}, {connections} connections", file=sys.stderr)
            measured[name].append(run_wrk(url + PATH, script, connections=connections, seconds=seconds, core=LOAD_CORE))
    return {name: medians(runs) for name, runs in measured.items()}


def report(urls: dict[str, str], folder: Path, options: argparse.Namespace) -> dict:
    """Measure throughput, latency at one connection, and streams."""
    whole, stream = (write_script(folder, KEY, stream=kind) for kind in (False, True))
    sizes = {"rounds": options.rounds, "seconds": options.seconds}
    busy = compare(urls, whole, connections=CONNECTIONS, **sizes)
    alone = compare(urls, whole, connections=1, **sizes)
    streams = compare(urls, stream, connections=CONNECTIONS, **sizes)
    added = {name: round(alone[name]["p50_ms"] - alone["direct"]["p50_ms"], 3) for name in ("bare", "gateway")}
    return {
        "throughput": {**busy, "ratio": ratio(busy)},
        "one_connection": {**alone, "added_p50_ms": added, "added_ratio": round(added["gateway"] / added["bare"], 2)},
        "streaming": {
            **streams,
            "events_per_second": {name: round(streams[name]["per_second"] * EVENTS) for name in streams},
            "ratio": ratio(streams),
        },
    }


def ratio(figures: dict) -> float:
    """Return the gateway's throughput as a share of the bare forwarder's."""
    return round(figures["gateway"]["per_second"] / figures["bare"]["per_second"], 3)


def main() -> int:
    """Run everything and print the report."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--seconds", type=int, default=5, help="length of each run (default 5)")
    parser.add_argument("--rounds", type=int, default=3, help="runs of each kind; medians are reported (default 3)")
    options = parser.parse_args()
    for tool in ("wrk", "taskset"):
        if shutil.which(tool) is None:
            print(f"`{tool}` is not installed; on Debian: apt-get install wrk util-linux", file=sys.stderr)
            return 1
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        ports = {name: free_port() for name in ("direct", "bare", "gateway", "admin")}
        urls = {name: f"http://127.0.0.1:{port}" for name, port in ports.items() if name != "admin"}
        (folder / "config").mkdir()
        write_config(folder / "config", urls["direct"])
        servers = {
            "direct": (LOAD_CORE, "tests.bench.upstream", str(ports["direct"])),
            "bare": (SERVER_CORE, "tests.bench.bare", str(ports["bare"]), urls["direct"] + PATH),
            "gateway": (
                SERVER_CORE, "proxy", "serve", "--config", str(folder / "config"), "--state", str(folder / "state"),
                "--port", str(ports["gateway"]), "--admin-port", str(ports["admin"]),
            ),
        }  # fmt: skip
        for name, (core, *arguments) in servers.items():
            wait_for(ports[name], stack.enter_context(process(core, *arguments)))
        print(json.dumps(report(urls, folder, options), indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
