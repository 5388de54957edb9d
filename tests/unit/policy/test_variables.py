"""Variables: named parts that are checked once and written into whoever reads them."""

import pytest

from proxy.policy.check import check_expression, compile_expression, compile_variable
from proxy.policy.environment import Scope
from proxy.policy.problem import InvalidExpression
from proxy.policy.reads import fields, reads
from proxy.policy.variables import substitute, visible


def variables(**texts: str):
    """Compile variables in their order."""
    found = {}
    for name, text in texts.items():
        found[name] = compile_variable(text, found)
    return found


def problems(text: str, scope: Scope = Scope.MATCH, **texts: str) -> list[str]:
    """Return what is wrong with an expression that may read variables."""
    return [str(problem) for problem in check_expression(text, scope, variables(**texts))]


def test_an_expression_reads_a_variables_facts_and_no_variable():
    """After compiling, nobody needs to know that there was one."""
    found = compile_expression("variables.b", Scope.MATCH, variables(a="'x' in request.tags", b="!variables.a"))

    assert {"request.tags"} == fields(found)
    assert not reads(found, "variables")


def test_a_variable_may_have_any_type():
    """What is joined or compared is checked where it is used."""
    assert [] == problems("variables.most > 10", most="request.input_tokens + 1")
    assert [] == problems("'a' in variables.known", known="['a', 'b']")
    assert ["1:11: the expression must be bool, and is int; compare it: `request.input_tokens > 1000`"] == problems(
        "variables.most", most="1"
    )


def test_a_variable_sees_those_before_it_alone():
    """So there are no circles."""
    with pytest.raises(InvalidExpression, match="no variable to be read"):
        variables(a="variables.b", b="true")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("variables.sensitve", "1:11: `variables` has no field `sensitve`; did you mean `sensitive`?"),
        ("has(variables.sensitive)", "1:15: a variable is always there; ask `has` of the fact itself"),
        ("variables.local", "1:11: `variables` has no field `local`; a variable is seen by those after it"),
    ],
)
def test_a_wrong_name_is_told_with_the_way_out(text, expected):
    """One that reads the endpoint is not there for `match`."""
    [found] = problems(text, sensitive="request.stream", local="endpoint.provider == 'x'")

    assert found.startswith(expected)


def test_a_variable_of_the_endpoint_is_for_where():
    """There it can be read."""
    assert [] == problems("variables.local", Scope.REQUIRE, local="endpoint.provider == 'x'")
    assert {} == visible({}, Scope.MATCH)


def test_written_out_an_expression_keeps_to_its_limits():
    """Variables that double each other do not make a tree that nobody could evaluate."""
    texts = {"v0": "request.stream && request.stream"} | {
        f"v{n}": f"variables.v{n - 1} == variables.v{n - 1}" for n in range(1, 9)
    }

    with pytest.raises(InvalidExpression, match="more than 500 parts"):
        variables(**texts)
    nested = "request.tags.exists(a, request.tags.exists(b, a == b))"
    with pytest.raises(InvalidExpression, match="nests macros"):
        variables(v=nested, w="request.tools.exists(t, variables.v)")
    deep = {"v0": "request.stream"} | {f"v{n}": f"!(!variables.v{n - 1})" for n in range(1, 20)}
    with pytest.raises(InvalidExpression, match="nested more than 32 deep"):
        variables(**deep)


def test_without_variables_a_tree_stays_the_same():
    """Nothing is copied for nothing."""
    node = compile_expression("request.stream", Scope.MATCH)

    assert substitute(node, {}) is node
