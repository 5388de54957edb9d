"""A gateway process before a simulator process, for clients that are processes of their own."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

from tests.support.clients.config import CLOSED, EMBEDDINGS, KEY, POLICY, SECRETS, model_of, write_config
from tests.support.processes import process


@dataclass(frozen=True, kw_only=True)
class Serving:
    """Where the gateway and its simulated providers are."""

    url: str
    simulator: str
    journal: Path

    def environment(self, provider: str) -> dict[str, str]:
        """Return what `tests/node/gateway.mjs` reads, for a suite on *provider*."""
        return {
            "FAIRLANE_URL": self.url,
            "FAIRLANE_KEY": KEY,
            "FAIRLANE_MODEL": model_of(provider),
            "FAIRLANE_CLOSED_MODEL": CLOSED,
            "FAIRLANE_EMBEDDINGS_MODEL": EMBEDDINGS,
            "FAIRLANE_POLICY": POLICY,
            "FAIRLANE_SIMULATOR": self.simulator,
            "FAIRLANE_PROVIDER": provider,
        }

    def script(self, provider: str, answers: Sequence[dict[str, Any]]) -> None:
        """Let the next calls of *provider* be answered by *answers*, in their order."""
        body = json.dumps(list(answers)).encode()
        address = f"{self.simulator}/_control/scripts/{provider}"
        asked = Request(address, data=body, method="PUT")  # noqa: S310 - the simulator's own address
        with urlopen(asked, timeout=10):  # noqa: S310 - the same
            pass

    def endings(self) -> list[str]:
        """Return how each call ended, as the journal tells it: `complete`, `failed`, ..."""
        text = "".join(path.read_text() for path in sorted(self.journal.glob("*.jsonl")))
        entries = map(json.loads, text.splitlines())
        return [entry["ending"] for entry in entries if entry["kind"] == "settled"]


@contextmanager
def serving(folder: Path) -> Iterator[Serving]:
    """Serve until the context is left, with configuration and state in *folder*."""
    with process("simulate", "--format", "json") as simulated:
        simulator = simulated.wait_for("url")["url"]
        arguments = ("--config", str(write_config(simulator, folder / "config")), "--state", str(folder / "state"))
        ports = ("--port", "0", "--admin-port", "0")
        with process("serve", *arguments, *ports, environment=SECRETS) as gateway:
            url = gateway.wait_for('"serving"')["url"]
            yield Serving(url=url, simulator=simulator, journal=folder / "state" / "journal")
