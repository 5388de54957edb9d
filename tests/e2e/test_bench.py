"""The benchmark runs, at its smallest; its figures are for `python -m tests.bench`, never for an assertion."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CLIENTS = ("openai_chat", "openai_responses", "anthropic_messages", "gemini")
PROVIDERS = (*CLIENTS, "bedrock_converse")


@pytest.mark.skipif(
    shutil.which("wrk") is None and os.environ.get("CI") != "true",
    reason="`wrk` is not installed (apt-get install wrk)",
)
def test_the_benchmark_compares_gateway_and_bare_forwarder():
    """Both sides answer every request, and the report has the ratios."""
    ended = subprocess.run(
        [sys.executable, "-m", "tests.bench", "--seconds", "1", "--rounds", "1"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert 0 == ended.returncode, ended.stderr
    report = json.loads(ended.stdout)

    assert {0} == {report[kind][side]["errors"] for kind in ("throughput", "streaming") for side in ("bare", "gateway")}
    assert report["throughput"]["ratio"] > 0


def test_decisions_are_measured():
    """The figures of the policy engine come from one command; what they are is not a test's business."""
    command = [sys.executable, "-m", "tests.bench.policy", "--rounds", "1"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=100, check=False)
    report = json.loads(ended.stdout)

    assert (0, {"40 x 50", "200 x 50", "2000 x 500"}) == (ended.returncode, set(report["decisions"]))
    assert {"200 x 50", "2000 x 500"} == set(report["compile"])


def test_crossings_are_measured():
    """Every pair of dialects comes from one command; that a figure misses its target is told by its exit code alone."""
    command = [sys.executable, "-m", "tests.bench.translation", "--rounds", "1"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=100, check=False)
    rows = [line.split() for line in ended.stdout.splitlines()]

    assert ended.returncode in {0, 2}, ended.stderr
    assert {(client, provider) for client in CLIENTS for provider in PROVIDERS} <= {tuple(row[:2]) for row in rows}
