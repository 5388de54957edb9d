"""Real servers on loopback: simulated providers and the gateway, each in a process of its own."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.configs import SECRETS, quickstart_at
from tests.support.processes import Process, process


@dataclass(frozen=True)
class Running:
    """A gateway process in front of a simulator process."""

    gateway: Process
    url: str
    admin: str
    simulator: str
    config: Path
    state: Path


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    """Run `fairlane simulate` and `fairlane serve` for the tests of one module."""
    folder = tmp_path_factory.mktemp("gateway")
    with process("simulate", "--format", "json") as simulated:
        simulator = simulated.wait_for("url")["url"]
        config, state = quickstart_at(simulator, folder), folder / "state"
        arguments = ("--config", str(config), "--state", str(state), "--port", "0", "--admin-port", "0")
        with process("serve", *arguments, environment=SECRETS) as gateway:
            said = gateway.wait_for('"serving"')
            yield Running(
                gateway=gateway, url=said["url"], admin=said["admin"], simulator=simulator, config=config, state=state
            )
