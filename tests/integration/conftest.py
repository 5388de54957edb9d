"""Real servers on loopback: simulated providers and the gateway, each in a process of its own."""

from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.configs import SECRETS, quickstart_at
from tests.support.processes import Process, process
from tests.support.works import WORKS


@dataclass(frozen=True)
class Running:
    """A gateway process in front of a simulator process."""

    gateway: Process
    url: str
    admin: str
    simulator: str
    config: Path
    state: Path


@contextmanager
def run(folder, extra=""):
    """Run `fairlane simulate` and `fairlane serve` with the quickstart and the documents of *extra*."""
    with process("simulate", "--format", "json") as simulated:
        simulator = simulated.wait_for("url")["url"]
        config, state = quickstart_at(simulator, folder), folder / "state"
        if extra:
            (config / "extra.yaml").write_text(extra.replace("SIMULATOR", simulator))
        arguments = ("--config", str(config), "--state", str(state), "--port", "0", "--admin-port", "0")
        with process("serve", *arguments, environment=SECRETS) as gateway:
            said = gateway.wait_for('"serving"')
            yield Running(
                gateway=gateway, url=said["url"], admin=said["admin"], simulator=simulator, config=config, state=state
            )


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    """Run simulator and gateway for the tests of one module."""
    with run(tmp_path_factory.mktemp("gateway")) as both:
        yield both


@pytest.fixture(scope="module")
def works(tmp_path_factory):
    """The same, with endpoints for calls that are no conversation."""
    with run(tmp_path_factory.mktemp("works"), WORKS) as both:
        yield both
