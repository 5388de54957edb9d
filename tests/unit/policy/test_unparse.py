"""Trees written back as text."""

import pytest

from proxy.policy.check import compile_expression
from proxy.policy.environment import Scope
from proxy.policy.parse import parse
from proxy.policy.unparse import unparse


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a||b||c&&d", "a || b || c && d"),
        ("(a||b)||c", "(a || b) || c"),
        ("a||(b||c)", "a || (b || c)"),
        ("(a||b)&&c", "(a || b) && c"),
        ("1+2*3-4", "1 + 2 * 3 - 4"),
        ("(1+2)*3-(4-5)", "(1 + 2) * 3 - (4 - 5)"),
        ("1-2-3", "1 - 2 - 3"),
        ("a<b==c", "(a < b) == c"),
        ("a in [1,2]", "a in [1, 2]"),
        ("!!a", "!(!a)"),
        ("!(a&&b)", "!(a && b)"),
        ("-x", "-x"),
        ("-(5)", "-(5)"),
        ("-(-5)", "-(-5)"),
        ("1 - -5", "1 - -5"),
        ("a?b:c?d:e", "a ? b : c ? d : e"),
        ("(a?b:c)?d:e", "(a ? b : c) ? d : e"),
        ("a?(b?c:d):e", "a ? (b ? c : d) : e"),
        ("(a+b).size()", "(a + b).size()"),
        ("(1)[0]", "(1)[0]"),
        ("a[b?c:d].e", "a[b ? c : d].e"),
        ("size(a)", "size(a)"),
        ("has(a.b)", "has(a.b)"),
        ("has((a?b:c).d)", "has((a ? b : c).d)"),
        ("a.map(x,x>1,x+1)", "a.map(x, x > 1, x + 1)"),
        ("[].all(x,true)", "[].all(x, true)"),
        (r"'a\"\\\n'", r'"a\"\\' + r'\n"'),
        ("timestamp('2027-01-31T00:00:00Z')", 'timestamp("2027-01-31T00:00:00+00:00")'),
        ("1e300", "1e+300"),
    ],
)
def test_text_has_the_parentheses_it_needs(text, written):
    """Precedence and the side from which operators are read are those of the specification."""
    assert written == unparse(parse(text))


def test_what_the_checker_decided_is_written_out():
    """An `int` that meets a `double` is one, so that it needs no second decision."""
    assert "endpoint.price.input <= 3.0" == unparse(compile_expression("endpoint.price.input <= 3", Scope.REQUIRE))
