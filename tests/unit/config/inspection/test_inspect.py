"""All checks of one directory."""

from pathlib import Path

import pytest

from proxy.config.codes import Code, Severity
from proxy.config.inspection.inspect import inspect
from proxy.config.source import SourceFile
from tests.support.problems import TODAY, built, built_of, found_in, policy

ROOT = Path(__file__).parents[4]


def test_warnings_are_sorted_and_each_is_told_once():
    """Two checks that agree say one thing, in the order of the file."""
    found = found_in(policy("caps: {concurrency: 3}\nmatch: request.stream && !request.stream"))

    assert [(Code.NOT_ENFORCED, 5), (Code.UNREACHABLE, 6)] == [(problem.code, problem.line) for problem in found]
    assert {Severity.WARNING} == {problem.severity for problem in found}


def test_nothing_is_found_in_nothing():
    """An empty directory is a sound one."""
    assert () == inspect(*built(""), TODAY)


@pytest.mark.parametrize("folder", ["examples/quickstart", "policies/catalog"])
def test_what_is_shipped_has_no_warnings(folder):
    """Examples are what people copy."""
    files = [SourceFile(path=path.name, text=path.read_bytes()) for path in sorted((ROOT / folder).rglob("*.yaml"))]

    assert [] == [str(problem) for problem in inspect(*built_of(files), TODAY)]
