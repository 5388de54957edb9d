"""The official JavaScript clients, unchanged, against the running process: the suites of `tests/node`.

Each suite runs on providers of several dialects: with one, bytes pass through; with the others every call is translated.
"""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support.clients.config import PROVIDERS
from tests.support.clients.npm import INSTALLING, install
from tests.support.clients.serving import serving

PACKAGE = Path(__file__).parents[1] / "node"
SUITES = sorted(path.name for path in PACKAGE.glob("*.test.mjs"))
RUNNING = 100

pytestmark = pytest.mark.timeout(INSTALLING + RUNNING)


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """A gateway and its simulated providers, for the tests of this module."""
    with serving(tmp_path_factory.mktemp("gateway")) as served:
        yield served


@pytest.fixture(scope="module")
def suites(tmp_path_factory):
    """A folder with the suites, where node finds their packages."""
    modules = install(PACKAGE)
    folder = tmp_path_factory.mktemp("node")
    for path in PACKAGE.glob("*.mjs"):
        shutil.copy(path, folder)
    (folder / "node_modules").symlink_to(modules)
    return folder


@pytest.mark.parametrize("provider", PROVIDERS)
@pytest.mark.parametrize("suite", SUITES)
def test_a_suite_passes(served, suites, suite, provider):
    """An SDK works unchanged, whichever dialect the provider speaks: every test of its suite passes."""
    done = subprocess.run(
        [shutil.which("node"), "--test", "--test-reporter=spec", suite],
        cwd=suites,
        env={"HOME": str(suites), "PATH": "/usr/bin:/bin", **served.environment(provider)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=RUNNING,
        check=False,
    )

    assert 0 == done.returncode, done.stdout
