"""The only reader of the environment."""

import os
from pathlib import Path


def read_variable(name: str) -> str | None:
    """Return the value of an environment variable, or `None` where it is not set."""
    return os.environ.get(name)


def state_directory() -> Path:
    """Return where journal and state are kept by default: the XDG Base Directory Specification 0.8, `XDG_STATE_HOME`."""
    home = read_variable("XDG_STATE_HOME") or ""
    base = Path(home) if home.startswith("/") else Path.home() / ".local" / "state"
    return base / "fairlane"
