"""Load by wrk, and what it measured."""

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

SCRIPT = """
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Authorization"] = "Bearer {key}"
wrk.body = '{body}'
function done(summary, latency)
  local e = summary.errors
  io.write(string.format("RESULT %d %d %f %f %d\\n", summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(99), e.connect + e.read + e.write + e.status + e.timeout))
end
"""
BODY = (
    '{{"model":"bench/bench","messages":[{{"role":"system","content":"You are terse."}},'
    '{{"role":"user","content":"{words}"}}],"temperature":0.2{stream}}}'
)


@dataclass(frozen=True)
class Measured:
    """One run: requests per second, latencies in milliseconds, and how many answers were no answer."""

    per_second: float
    p50: float
    p99: float
    errors: int


def write_script(folder: Path, key: str, *, stream: bool) -> Path:
    """Write the request wrk repeats: a chat of about 600 bytes."""
    body = BODY.format(words="word " * 100, stream=',"stream":true' if stream else "")
    path = folder / f"{'stream' if stream else 'whole'}.lua"
    path.write_text(SCRIPT.format(key=key, body=body))
    return path


def run_wrk(url: str, script: Path, *, connections: int, seconds: int, core: int) -> Measured:
    """Load *url* from one thread on *core*."""
    command = ["taskset", "-c", str(core), "wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "-s", str(script), url]
    output = subprocess.run(command, capture_output=True, text=True, check=True, timeout=seconds + 30).stdout
    found = re.search(r"RESULT (\d+) (\d+) ([\d.]+) ([\d.]+) (\d+)", output)
    if found is None:
        raise RuntimeError(f"wrk said nothing that can be read: {output}")
    requests, duration, p50, p99, errors = (float(number) for number in found.groups())
    return Measured(per_second=requests / duration * 1e6, p50=p50 / 1000, p99=p99 / 1000, errors=int(errors))
