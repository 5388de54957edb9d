"""Problems: the place, what is wrong, the way out."""

from proxy.policy.problem import ExpressionProblem, InvalidExpression


def test_a_problem_prints_as_place_message_and_hint():
    """Whoever sees the line knows where to look and what to do."""
    problem = ExpressionProblem(line=2, column=7, message="unexpected `=`", hint="write `==`")

    assert "2:7: unexpected `=`; write `==`" == str(problem)


def test_an_invalid_expression_prints_all_its_problems():
    """One problem a line, without a hint where there is none."""
    problems = [ExpressionProblem(line=1, column=column, message="no") for column in (1, 5)]

    assert "1:1: no\n1:5: no" == str(InvalidExpression(problems))
