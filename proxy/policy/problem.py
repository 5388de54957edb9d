"""What is wrong with an expression, and where inside its own text; the file around it is its caller's to know."""

from collections.abc import Sequence
from dataclasses import dataclass

from proxy.errors import FairlaneError


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpressionProblem:
    """One thing to change; `line` and `column` count from 1 inside the text, `hint` is the way out."""

    line: int
    column: int
    message: str
    hint: str | None = None

    def __str__(self) -> str:
        text = f"{self.line}:{self.column}: {self.message}"
        return f"{text}; {self.hint}" if self.hint else text


class InvalidExpression(FairlaneError):
    """An expression that cannot be used; `problems` has every reason found."""

    def __init__(self, problems: Sequence[ExpressionProblem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)
