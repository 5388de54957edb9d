"""A tree written back as text is the same tree when it is read."""

from collections.abc import Hashable
from datetime import UTC, timedelta, timezone

from hypothesis import given, settings
from hypothesis import strategies as st

from proxy.policy.check import compile_expression
from proxy.policy.environment import Scope
from proxy.policy.ir import Node, Op
from proxy.policy.parse import parse
from proxy.policy.unparse import unparse
from tests.support.expressions import expressions

SIGNS = "&& || == < in + - * / %".split()

operands = st.sampled_from(["a", "1", "-1", "2.5", "-0.5", '"a"', "[1]", "a.b", "a[0]", "f(a)", "a.f(1)", "has(a.b)"])
texts = st.recursive(
    operands,
    lambda inner: (
        st.builds("({} {} {})".format, inner, st.sampled_from(SIGNS), inner)
        | st.builds("({0} {1} {0} {2} {3})".format, inner, st.sampled_from(SIGNS), st.sampled_from(SIGNS), inner)
        | st.builds("({} ? {} : {})".format, inner, inner, inner)
        | st.builds("{}({})".format, st.sampled_from(["!", "-"]), inner)
        | st.builds("({}){}".format, inner, st.sampled_from([".b", "[0]", ".size()", ".map(x, x > 0, -x)"]))
    ),
    max_leaves=8,
)


def shape(node: Node) -> Hashable:
    """Return everything of a tree but its places; `1`, `1.0` and `true` are three values, as are the two zeros."""
    return node.op, type(node.value), repr(node.value), node.type, tuple(map(shape, node.args))


@settings(deadline=None)
@given(texts)
def test_any_tree_reads_back(text):
    """Parentheses stand wherever the tree would be another one without them, whatever its types."""
    node = parse(text)

    assert shape(node) == shape(parse(unparse(node)))


@settings(deadline=None)
@given(st.sampled_from(list(Scope)).flatmap(lambda scope: st.tuples(st.just(scope), expressions(scope))))
def test_a_checked_tree_reads_back(case):
    """The check gives the text the same types, and has nothing left to turn into a double."""
    scope, text = case
    node = compile_expression(text, scope)

    assert shape(node) == shape(compile_expression(unparse(node), scope))


moments = st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=-5, minutes=-30))]))
constants = (
    st.text(max_size=20) | st.floats(allow_nan=False) | st.integers(-(2**63), 2**63 - 1) | st.booleans() | moments
)


@settings(deadline=None)
@given(constants)
def test_constants_read_back(value):
    """The grammar takes every constant in the form in which it is written."""
    node = Node(op=Op.LITERAL, value=value, line=1, column=1)
    read = parse(unparse(node))

    assert (Op.LITERAL, value, type(value), repr(value)[:1]) == (
        read.op,
        read.value,
        type(read.value),
        repr(read.value)[:1],
    )
