"""Problems for programs: one JSON object each."""

from typing import Any

from proxy.config.problems import Problem


def write_row(problem: Problem) -> dict[str, Any]:
    """Return all that is known of *problem*; `doc` is the page of its code in the repository, `text` what people read."""
    return {
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "message": problem.message,
        "hint": problem.hint,
        "code": problem.code,
        "severity": problem.severity,
        "doc": problem.code.page,
        "text": str(problem),
    }
