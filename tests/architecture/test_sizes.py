"""The size limits of the house. Retrofitting them is what fails elsewhere, so they hold from the first day."""

import ast
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
LINES_OF_FILE = 400
LINES_OF_TEST_FILE = 600
LINES_OF_FUNCTION = 60
PARAMETERS = 6


def exceptions() -> dict[str, str]:
    """Return the places that may be larger, each with its reason, from `pyproject.toml`."""
    sizes = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["fairlane"]["sizes"]
    return {entry["place"]: entry["reason"] for entry in sizes["exceptions"]}


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Return every function of *path*, methods and nested ones included."""
    return [
        node
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def parameter_count(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count what a caller must think of; `self` and `cls` are not."""
    arguments = function.args
    named = [arg.arg for arg in arguments.posonlyargs + arguments.args + arguments.kwonlyargs]
    return len([name for name in named if name not in {"self", "cls"}])


def oversized(path: Path) -> list[str]:
    """Return one line per limit that *path* is over."""
    name = str(path.relative_to(ROOT))
    lines = len(path.read_text().splitlines())
    limit = LINES_OF_TEST_FILE if name.startswith("tests/") else LINES_OF_FILE
    found = [f"{name}: {lines} lines, over {limit}"] if lines > limit else []
    for function in functions(path):
        length = (function.end_lineno or function.lineno) - function.lineno + 1
        if length > LINES_OF_FUNCTION:
            found.append(f"{name}:{function.name}: {length} lines, over {LINES_OF_FUNCTION}")
        if name.startswith("proxy/") and parameter_count(function) > PARAMETERS:
            found.append(f"{name}:{function.name}: {parameter_count(function)} parameters, over {PARAMETERS}")
    return found


def test_files_and_functions_stay_small():
    """A file is read in one sitting and a function on one screen; exceptions stand in `pyproject.toml` with reasons."""
    paths = [path for folder in ("proxy", "tests") for path in sorted((ROOT / folder).rglob("*.py"))]
    found = [line for path in paths for line in oversized(path)]

    assert [] == [line for line in found if line.partition(": ")[0] not in exceptions()]


def test_no_exception_outlives_its_reason():
    """The list of exceptions may only shrink: an entry that is no longer needed must go."""
    paths = [path for folder in ("proxy", "tests") for path in sorted((ROOT / folder).rglob("*.py"))]
    needed = {line.partition(": ")[0] for path in paths for line in oversized(path)}

    assert set() == set(exceptions()) - needed
