"""The folders that come with the package: `schemas`, `policies`, `examples`.

In a wheel they lie in `proxy/share`; in a checkout beside the package, where people edit them.
"""

from pathlib import Path

import proxy

PACKAGE = Path(proxy.__file__).parent


def shipped(name: str) -> Path:
    """Return the shipped folder *name*."""
    inside = PACKAGE / "share" / name
    return inside if inside.is_dir() else PACKAGE.parent / name


def shipped_schemas() -> dict[str, str]:
    """Return the texts of the JSON Schemas by name, as `check_documents` wants them."""
    return {path.stem: path.read_text("utf-8") for path in sorted(shipped("schemas").glob("*.json"))}
