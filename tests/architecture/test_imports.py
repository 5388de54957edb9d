"""The table of rooms, as a test: who may import whom, and which third-party package has which door."""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "proxy"

BELOW_GATEWAY = {"errors", "canonical", "catalog", "policy", "pool", "dialects", "ledger", "config", "telemetry"}
EVERYTHING = BELOW_GATEWAY | {"gateway", "upstream", "simulator", "runtime", "server", "admin", "cli"}

MAY_IMPORT = {
    "errors": set(),
    "values": set(),  # docs/decisions/0004: how values are declared; every room may use it
    "canonical": {"errors"},
    "catalog": {"errors"},
    "policy": {"canonical", "catalog", "errors"},
    "pool": {"catalog", "errors"},
    "dialects": {"canonical", "errors"},
    "ledger": {"canonical", "catalog", "errors"},
    "config": {"catalog", "policy", "pool", "ledger", "errors"},
    "telemetry": {"canonical", "errors"},
    "gateway": BELOW_GATEWAY,
    "upstream": {"canonical", "catalog", "dialects", "pool", "gateway", "errors"},  # docs/decisions/0003: the ports
    "simulator": {"canonical", "catalog", "dialects", "errors"},
    "runtime": BELOW_GATEWAY
    | {"gateway", "upstream", "simulator", "server", "admin"},  # docs/decisions/0003: it wires them
    "server": {
        "gateway",
        "dialects",
        "canonical",
        "catalog",  # docs/decisions/0009: it lists endpoints in its clients' shapes
        "policy",
        "config",
        "errors",
    },  # docs/decisions/0003: no import of `runtime`
    "admin": {"config", "catalog", "policy", "ledger", "telemetry", "errors"},
    "cli": EVERYTHING,
}
"""A room missing here may import nothing."""

EDGES = {"sources", "stores", "sinks"}
PURE = {"errors", "values", "canonical", "catalog", "policy", "pool", "dialects", "ledger", "config", "telemetry"}
DOES_IO = {
    "aiohttp", "asyncio", "io", "logging", "multiprocessing", "os", "pathlib", "random", "secrets", "shutil", "signal",
    "socket", "sqlite3", "structlog", "subprocess", "tempfile", "threading", "time", "watchfiles",
}  # fmt: skip

DOORS = {
    "aiohttp": {"upstream", "simulator", "server", "admin", "runtime", "cli"},
    "botocore": {"dialects", "upstream"},  # docs/decisions/0007: event streams are a wire format, signing is an edge
    "celpy": {"policy"},
    "google": {"upstream"},
    "lark": {"policy"},
    "re2": {"policy"},
    "jsonschema": {"config"},
    "yaml": {"config", "cli"},  # `fairlane key new` prints YAML to commit, the reference has YAML in it
    "orjson": {"canonical"},
    "prometheus_client": {"telemetry"},
    "rich": {"cli"},
    "structlog": {"telemetry"},
    "uvloop": {"runtime", "cli"},
    "watchfiles": {"config"},
    "multidict": {"cli"},  # the header type of aiohttp
    "yarl": {"upstream"},  # the URL type of aiohttp
}
"""Third-party package to the rooms that may import it; aiohttp is the one framework of all edges (docs/decisions/0002)."""


def imported_names(path: Path) -> set[str]:
    """Return every absolute module name imported anywhere in *path*."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
    return found


def breaches(path: Path) -> list[str]:
    """Return one readable line per rule of the table that *path* breaks."""
    room, *inner = path.relative_to(PACKAGE).with_suffix("").parts
    pure = room in PURE and not EDGES & set(inner)
    lines = []
    for name in sorted(imported_names(path)):
        top, _, rest = name.partition(".")
        other = rest.partition(".")[0]
        if top == "proxy" and other and other not in {room, "values"} | MAY_IMPORT.get(room, set()):
            lines.append(f"{path}: room `{room}` may not import `{other}`")
        if pure and top in DOES_IO:
            lines.append(f"{path}: a pure room imports `{name}`; pass the value in instead")
        if top not in sys.stdlib_module_names | {"proxy"} and room not in DOORS.get(top, set()):
            lines.append(f"{path}: room `{room}` is no door of `{top}`")
    return lines


def modules() -> list[Path]:
    """Return every module of the package that lives in a room."""
    return [
        path
        for path in sorted(PACKAGE.rglob("*.py"))
        if path.parent != PACKAGE or path.name in {"errors.py", "values.py"}
    ]


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_rooms_import_only_what_the_plan_allows(path):
    """Dependencies point one way, so any room can be read without the rooms above it."""
    assert [] == breaches(path)


def test_every_room_is_in_the_table():
    """A new folder in the package is a new room, and the table must say what it may import."""
    rooms = {path.name for path in PACKAGE.iterdir() if path.is_dir() and path.name not in {"__pycache__", "share"}}

    assert rooms <= set(MAY_IMPORT)


def test_secrets_are_revealed_only_on_the_way_to_an_upstream():
    """The one method that gives a secret away has one caller."""
    callers = {
        str(path.relative_to(PACKAGE))
        for path in modules()
        if ".reveal(" in path.read_text() and path.name != "secret.py"
    }

    assert callers <= {"upstream/auth.py"}


def test_nothing_is_evaluated_outside_the_policy_compiler():
    """`eval` and `exec` run only code that our own compiler wrote."""
    callers = {
        str(path.relative_to(PACKAGE))
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"eval", "exec", "compile"}
    }

    assert callers <= {"policy/codegen.py"}
