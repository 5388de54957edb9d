"""Problems as a SARIF log, for code scanning: OASIS SARIF 2.1.0 with the fields that GitHub asks for.

A rule has no `helpUri`, which must be absolute: the pages stand in the repository, wherever that is. `help` names them.
"""

from collections.abc import Sequence
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from proxy import __version__
from proxy.config.codes import Code
from proxy.config.problems import Problem

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def write_log(problems: Sequence[Problem]) -> dict[str, Any]:
    """Return the log of one run that found *problems*; without any, it says that the run found nothing."""
    driver = {"name": "fairlane", "version": __version__, "rules": [_rule(code) for code in Code]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(problem) for problem in problems],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(code: Code) -> dict[str, Any]:
    return {
        "id": code,
        "shortDescription": {"text": code.heading},
        "fullDescription": {"text": code.meaning},
        "help": {"text": f"{code.meaning} See {code.page}."},
        "defaultConfiguration": {"level": code.severity},
    }


def _result(problem: Problem) -> dict[str, Any]:
    hint = f" ({problem.hint})" if problem.hint else ""
    return {
        "ruleId": problem.code,
        "ruleIndex": list(Code).index(problem.code),
        "level": problem.severity,
        "message": {"text": problem.message + hint},
        "locations": [{"physicalLocation": _location(problem)}],
    }


def _location(problem: Problem) -> dict[str, Any]:
    region = {"startLine": problem.line, "startColumn": problem.column}
    return {"artifactLocation": {"uri": _uri(problem.file)}, "region": region}


def _uri(file: str) -> str:
    """Return *file* as a relative reference where it is relative, so that the log fits whatever checkout."""
    path = PurePath(file).as_posix()
    return f"{'file://' if path.startswith('/') else ''}{quote(path, errors='surrogateescape')}"
