"""Problems to list."""

from proxy.config.codes import Code
from proxy.config.problems import Problem


def problem(
    message: str = "unknown name `x`", *, hint: str = "", file: str = "a.yaml", line: int = 2, column: int = 3
) -> Problem:
    """Make a problem of which a test changes one thing."""
    return Problem(file=file, line=line, column=column, message=message, hint=hint, code=Code.REFERENCE)
