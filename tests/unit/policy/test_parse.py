"""Parsing: our own tree, or the place and name of what is not in the language."""

import sys

import pytest

from proxy.policy.ir import Macro, Node
from proxy.policy.parse import parse
from proxy.policy.problem import InvalidExpression


def shape(node: Node):
    """Return a tree as nested tuples: what it does, its value, what is below."""
    value = (node.value.name, node.value.variable) if isinstance(node.value, Macro) else node.value
    return (node.op.name, value, *map(shape, node.args))


def problem_of(text: str) -> str:
    """Return the one problem of *text*."""
    with pytest.raises(InvalidExpression) as raised:
        parse(text)
    [problem] = raised.value.problems
    return str(problem)


A, B, C = ("NAME", "a"), ("NAME", "b"), ("NAME", "c")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a && b && c", ("AND", None, A, B, C)),
        ("a || b && c", ("OR", None, A, ("AND", None, B, C))),
        ("(a || b) && c", ("AND", None, ("OR", None, A, B), C)),
        ("a ? b : c", ("CONDITIONAL", None, A, B, C)),
        ("a - b - c", ("BINARY", "-", ("BINARY", "-", A, B), C)),
        ("a + b * c", ("BINARY", "+", A, ("BINARY", "*", B, C))),
        ("a -1", ("BINARY", "-", A, ("LITERAL", 1))),
        ("!a == b", ("BINARY", "==", ("NOT", None, A), B)),
        ("-a", ("NEGATE", None, A)),
        ("a in [b, c]", ("BINARY", "in", A, ("LIST", None, B, C))),
        ("[]", ("LIST", None)),
        ("a.b.c", ("SELECT", "c", ("SELECT", "b", A))),
        ("a[b]", ("INDEX", None, A, B)),
        ("has(a.b)", ("HAS", "b", A)),
        ("size(a)", ("CALL", "size", A)),
        ("a.size()", ("METHOD", "size", A)),
        ("a.startsWith(b)", ("METHOD", "startsWith", A, B)),
        ("a.exists(b, c)", ("MACRO", ("exists", "b"), A, C)),
        ("a.map(b, c, b)", ("MACRO", ("map", "b"), A, C, B)),
        ("true && truest", ("AND", None, ("LITERAL", True), ("NAME", "truest"))),
        ("a // why\n", A),
    ],
)
def test_text_becomes_our_tree(text, expected):
    """Precedence and association are CEL's; chains are flat; parentheses leave nothing behind."""
    assert expected == shape(parse(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1u", "1:1: unsigned integers are not supported; leave out the `u`"),
        ('a == b"x"', "1:6: bytes are not supported; leave out the `b`"),
        ("null", "1:1: `null` is not supported; `has(endpoint.zdr)` says whether a fact is known"),
        ("A{b: 1}", "1:1: message literals are not supported"),
        ('{"a": 1}', "1:1: map literals are not supported"),
        (".a", "1:1: a leading dot is not supported"),
        ("a\n  == 9223372036854775808", "2:6: `9223372036854775808` is outside of 64 bits"),
        ('a == "\\d"', "1:6: `\\d` is no escape: write `\\\\` for a backslash"),
        ("a = b", "1:3: unexpected `=`; write `==`"),
        ("a and b", "1:3: unexpected `and`; write `&&`"),
        ("a b", "1:3: unexpected `b`"),
        ("a[", "1:2: the expression ends too early; a bracket is not closed"),
        ("", "1:1: the expression ends too early"),
        ('a == "x', '1:6: the string that begins with " never ends'),
        ("has(a)", "1:1: `has` needs one field; `has(endpoint.zdr)`"),
        ("a.exists(b)", "1:3: `exists` needs a variable and a body; `xs.exists(x, x == 1)`"),
        ("a.exists(b.c, d)", "1:12: the first argument of `exists` must be a new name"),
        ("timestamp(a)", '1:1: `timestamp` needs a constant text; `timestamp("2027-01-31T00:00:00Z")`'),
        ('timestamp("soon")', "1:11: `soon` is no time: write `2027-01-31T00:00:00Z`"),
    ],
)
def test_what_is_not_in_the_language_is_named_with_its_place(text, expected):
    """An author learns where, what and how else, and never sees the words of a library."""
    assert expected == problem_of(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"' + "é" * 2100 + '"', "4202 bytes, more than 4096"),
        (" && ".join(["a"] * 501), "more than 500 parts"),
        ("!" * 40 + "a", "nested more than 32 deep"),
        ("[" * 2000 + "]" * 2000, "nested more than 32 deep"),
        ("a.b" + ".b" * 40, "nested more than 32 deep"),
        ("a.all(x, b.all(y, c.all(z, z)))", "macros are nested more than 2 deep"),
    ],
)
def test_an_expression_has_bounds(text, expected):
    """Nobody can write a policy that costs a call more than it should, or that breaks the parser."""
    assert expected in problem_of(text)


def test_parentheses_are_no_nesting():
    """They leave no node behind, so even two thousand are harmless."""
    assert A == shape(parse("(" * 2000 + "a" + ")" * 2000))


def test_parsing_leaves_the_interpreter_as_it_was():
    """The library's `Environment` would raise the recursion limit of the whole process."""
    before = sys.getrecursionlimit()
    parse("a")

    assert before == sys.getrecursionlimit()


@pytest.mark.parametrize(
    ("text", "place"),
    [("a.b", (1, 3)), ("\n  a == b", (2, 3)), ("true && a", (1, 1)), ("true", (1, 1)), ("[ ]", (1, 1))],
)
def test_a_node_knows_its_place(text, place):
    """A field stands where its name does, an operation where its left side begins."""
    node = parse(text)

    assert place == (node.line, node.column)
