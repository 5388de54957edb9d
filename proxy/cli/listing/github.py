"""Problems as workflow commands of GitHub Actions, which shows each beside its line in the pull request.

The specification is GitHub's "Workflow commands for GitHub Actions" (setting an error or warning message); the escapes
are those of its `actions/toolkit`. A carriage return or a line feed that went through would begin a command of its own.
"""

from proxy.config.problems import Problem

IN_MESSAGE = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
IN_PROPERTY = IN_MESSAGE | str.maketrans({":": "%3A", ",": "%2C"})


def write_command(problem: Problem) -> str:
    """Return the command of *problem*, without a line break at its end."""
    values = {"file": problem.file, "line": problem.line, "col": problem.column, "title": problem.code}
    properties = ",".join(f"{name}={str(value).translate(IN_PROPERTY)}" for name, value in values.items())
    hint = f" ({problem.hint})" if problem.hint else ""
    return f"::{problem.severity} {properties}::{(problem.message + hint).translate(IN_MESSAGE)}"
