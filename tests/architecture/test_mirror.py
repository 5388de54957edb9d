"""Unit tests mirror the package, so that a test is found by knowing the module and the other way round."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
UNIT = ROOT / "tests" / "unit"

TESTED_ELSEWHERE = {
    "proxy/canonical/cache.py": "values without behaviour",
    "proxy/canonical/content.py": "values without behaviour; the dialects' tests use every one",
    "proxy/canonical/events.py": "values without behaviour",
    "proxy/canonical/failure.py": "names without behaviour",
    "proxy/canonical/outline.py": "values without behaviour",
    "proxy/canonical/seal.py": "values without behaviour",
    "proxy/canonical/tools.py": "values without behaviour",
    "proxy/canonical/preferences.py": "values without behaviour",
    "proxy/catalog/endpoint.py": "values without behaviour",
    "proxy/catalog/model.py": "values without behaviour",
    "proxy/catalog/price.py": "values without behaviour",
    "proxy/catalog/provider.py": "values without behaviour",
    "proxy/config/settings.py": "values without behaviour",
    "proxy/config/snapshot.py": "values without behaviour",
    "proxy/dialects/anthropic_messages/names.py": "names without behaviour",
    "proxy/dialects/base.py": "an interface",
    "proxy/errors.py": "names without behaviour; `gateway/replies.py` is tested on each",
    "proxy/gateway/call.py": "values without behaviour",
    "proxy/gateway/ports.py": "interfaces",
    "proxy/policy/cases.py": "values without behaviour",
    "proxy/policy/document.py": "values without behaviour",
    "proxy/policy/facts.py": "values without behaviour",
    "proxy/policy/principal.py": "values without behaviour",
}
"""Modules with no unit test of their own, each with the reason. Edge rooms are tested in `tests/integration/`."""

EDGE_ROOMS = {"upstream", "simulator", "runtime", "server", "admin", "cli", "sources", "sinks", "stores"}


def counterpart(module: Path) -> Path:
    """Return where the unit tests of *module* stand."""
    inner = module.relative_to(ROOT / "proxy")
    return UNIT / inner.with_name(f"test_{inner.name}")


def untested() -> list[str]:
    """Return the pure modules without a unit test and without a reason."""
    modules = [path for path in sorted((ROOT / "proxy").rglob("*.py")) if not path.name.startswith("__")]
    pure = [path for path in modules if not EDGE_ROOMS & set(path.relative_to(ROOT / "proxy").parts)]
    names = {str(path.relative_to(ROOT)): path for path in pure if not counterpart(path).exists()}
    return sorted(set(names) - set(TESTED_ELSEWHERE))


def test_every_pure_module_has_its_unit_tests():
    """A pure module without tests of its own is either values only, with a reason here, or unfinished."""
    assert [] == untested()


def test_every_unit_test_has_its_module():
    """A test file whose module has gone is dead."""
    tests = sorted(UNIT.rglob("test_*.py"))
    modules = [ROOT / "proxy" / path.relative_to(UNIT).with_name(path.name.removeprefix("test_")) for path in tests]

    assert [] == [str(module) for module in modules if not module.exists()]


def rules_of(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Return the tests of a file."""
    tree = ast.walk(ast.parse(path.read_text()))
    kinds = ast.FunctionDef | ast.AsyncFunctionDef
    return [node for node in tree if isinstance(node, kinds) and node.name.startswith("test_")]


@pytest.mark.parametrize(
    "path", sorted((ROOT / "tests").rglob("test_*.py")), ids=lambda path: str(path.relative_to(ROOT / "tests"))
)
def test_every_test_states_its_rule(path):
    """The docstring of a test is the rule it holds; without one, nobody knows whether a failure matters."""
    assert [] == [node.name for node in rules_of(path) if not ast.get_docstring(node)]
