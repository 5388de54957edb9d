"""npm's packages, installed once for each lock file into a cache outside the tree.

Whatever a lock file pins is the same everywhere, so its hash is the cache's key. Install scripts do not run.
"""

import hashlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

INSTALLING = 300
PINS = ("package.json", "package-lock.json", ".npmrc")


def is_required() -> bool:
    """Say whether a client that cannot be had fails the run, as in the pipeline, and is not just skipped."""
    return os.environ.get("CI") == "true"


def give_up(reason: str) -> None:
    """Fail where clients are required, else skip with *reason*."""
    (pytest.fail if is_required() else pytest.skip)(reason)


def cache() -> Path:
    """Return the folder below which packages are kept."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "fairlane-tests"


def kept(package: Path) -> Path:
    """Return the folder where what *package* pins is kept, whether or not it is there yet."""
    pins = b"\0".join((package / name).read_bytes() for name in PINS)
    return cache() / f"{package.name}-{hashlib.sha256(pins).hexdigest()[:16]}"


def install(package: Path) -> Path:
    """Return the `node_modules` of what *package* pins; gives up where node, npm or the registry is missing."""
    if not (shutil.which("node") and shutil.which("npm")):
        give_up("node and npm are not installed")
    folder = kept(package)
    if not folder.exists():
        fill(package, folder)
    return folder / "node_modules"


def fill(package: Path, target: Path) -> None:
    """Install into a folder beside *target* and rename it, so that what stands there is always whole."""
    target.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=target.parent, prefix=f"{package.name}-"))
    try:
        for name in PINS:
            shutil.copy(package / name, folder)
        done = subprocess.run(
            ["npm", "ci", "--no-progress"],  # noqa: S607 - whichever npm the machine has
            cwd=folder,
            capture_output=True,
            text=True,
            timeout=INSTALLING,
            check=False,
        )
        if done.returncode:
            give_up(f"npm ci failed in {package.name}: {done.stderr[-2000:]}")
        if not target.exists():
            folder.rename(target)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
