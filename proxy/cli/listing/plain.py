"""One line for each problem, for pipes and `grep`: `file:line:col: severity code: message (hint)`."""

from proxy.config.problems import Problem


def write_line(problem: Problem) -> str:
    """Return the one line of *problem*, without a line break at its end."""
    hint = f" ({problem.hint})" if problem.hint else ""
    return f"{write_place(problem)} {problem.severity} {problem.code}: {problem.message}{hint}"


def write_place(problem: Problem) -> str:
    """Return where *problem* stands, as editors and terminals make a link of."""
    return f"{problem.file}:{problem.line}:{problem.column}:"
