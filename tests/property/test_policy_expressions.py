"""Expressions nobody thought of: parsing and checking always answer, and two ways of saying a thing agree."""

from hypothesis import given, settings
from hypothesis import strategies as st

from proxy.policy.check import check_expression
from proxy.policy.environment import Scope
from proxy.policy.exact import build, evaluate
from proxy.policy.literals import read_string, write_string
from proxy.policy.operators import EvaluationError
from proxy.policy.parse import parse
from proxy.policy.patterns import is_match, write_match
from proxy.policy.shorthand import write_out
from proxy.policy.view import view_endpoint
from tests.support.policies import endpoint, principal, request_facts

WORDS = """request principal endpoint . , ( ) [ ] ? : && || ! == != < <= in + - * / % tags model retention_days price
    input metadata size() exists( all( x has( true 1 -1 2.5 "a" 'b' [ ] null time getHours() matches("a") """.split()

soup = st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join) | st.text(max_size=40)
names = st.text("ab/-.*", max_size=8)

CALL = (request_facts(), principal(), view_endpoint(endpoint()))


@settings(deadline=None)
@given(soup)
def test_any_text_is_checked(text):
    """Whatever stands in a file, the answer is a list of problems with places inside the text."""
    lines = text.split("\n")

    for problem in check_expression(text, Scope.REQUIRE):
        assert 1 <= problem.line <= len(lines)
        assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1


def outcome(text: str) -> object:
    """Return the value of a checked expression, or the text of its error."""
    try:
        return evaluate(build(parse(text), tuple(Scope.REQUIRE.names)), CALL)
    except EvaluationError as error:
        return str(error)


@settings(deadline=None)
@given(soup)
def test_a_checked_expression_is_a_bool_or_an_error(text):
    """After the check nothing but an error of CEL can go wrong, none of ours, and the value is a bool."""
    found = False if check_expression(text, Scope.REQUIRE) else outcome(text)

    assert isinstance(found, bool) or (isinstance(found, str) and "internal" not in found)


logic = st.recursive(
    st.sampled_from(["true", "false", "(1 / 0 == 1)"]),
    lambda inner: st.builds("({} {} {})".format, inner, st.sampled_from(["&&", "||"]), inner) | inner.map("!{}".format),
    max_leaves=8,
)


def truth(text: str) -> bool | None:
    """Return the value of an expression, `None` for an error."""
    try:
        return evaluate(build(parse(text), ()), ())
    except EvaluationError:
        return None


@settings(deadline=None)
@given(logic, logic)
def test_logic_is_commutative_and_known_errors_are_kleene_s_unknown(one, other):
    """`&&` and `||` with errors are the logic of three values, so the order of operands never matters."""
    left, right = truth(one), truth(other)
    both = False if False in {left, right} else None if None in {left, right} else True
    either = True if True in {left, right} else None if None in {left, right} else False

    assert [both, both] == [truth(f"{one} && {other}"), truth(f"{other} && {one}")]
    assert [either, either] == [truth(f"{one} || {other}"), truth(f"{other} || {one}")]


@given(st.text())
def test_written_strings_read_back(text):
    """A name from a document is in the expression what it was in the document."""
    assert text == read_string(write_string(text), quotes=1)


@settings(deadline=None)
@given(st.lists(names, max_size=3), names)
def test_patterns_mean_the_same_in_python_and_in_cel(patterns, name):
    """A grant and a shorthand with the same pattern are about the same models."""
    condition = build(parse(write_match("name", patterns)), ("name",))

    assert any(is_match(pattern, name) for pattern in patterns) == evaluate(condition, (name,))


@settings(deadline=None)
@given(st.lists(names, max_size=4), st.lists(names, max_size=4), st.randoms(use_true_random=False))
def test_shorthands_are_good_expressions_whatever_their_order(allow, deny, rng):
    """What is written out passes the check, and is the same text for the same lists in another order."""
    value = {"allow": allow, "deny": deny}
    shuffled = {key: rng.sample(found, len(found)) for key, found in value.items()}

    assert write_out("models", value) == write_out("models", shuffled)
    assert () == check_expression(write_out("models", value), Scope.REQUIRE)


@settings(deadline=None)
@given(st.text("()[]!-.a&|?:", max_size=200))
def test_deep_and_broken_nesting_ends_in_an_answer(text):
    """No text makes the parser fail in another way than with problems."""
    assert isinstance(check_expression(text, Scope.MATCH), tuple)
