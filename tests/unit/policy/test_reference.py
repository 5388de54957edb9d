"""cel-python as an engine: what goes in, what comes out, and where it is known to differ."""

import logging
import sys
from datetime import UTC, datetime

import pytest

from proxy.policy import exact
from proxy.policy.check import compile_expression
from proxy.policy.environment import Scope
from proxy.policy.exact import evaluate
from proxy.policy.operators import EvaluationError
from proxy.policy.parse import parse
from proxy.policy.reference import DIFFERENCES, build, library
from proxy.policy.view import view_endpoint
from tests.support.policies import endpoint, principal, request_facts

NAMES = tuple(Scope.REQUIRE.names)
REQUEST = request_facts(tags=("phi", "eu"), metadata={"case": "42"}, input_tokens=7)
CALLER = principal(labels={"cost_center": "4711"}, tags=frozenset({"z", "a"}))
VIEW = view_endpoint(endpoint(training=None, storage=None, price=None))
CALL = (REQUEST, CALLER, VIEW)


def value(text: str):
    """Evaluate a checked expression over the facts above."""
    return evaluate(build(compile_expression(text, Scope.REQUIRE), NAMES), CALL)


@pytest.mark.parametrize(
    "text",
    [
        '"phi" in request.tags',
        'request.metadata["case"] == request.metadata.case',
        "request.input_tokens + 1 == 8",
        'principal.tags == ["a", "z"]',
        'principal.labels.exists(key, key == "cost_center")',
        'request.time == timestamp("2026-11-23T12:30:00Z")',
        'request.time.getHours("Europe/Berlin") == 13',
        'endpoint.model.matches("^openai/")',
        "endpoint.zdr && !has(endpoint.training) && !has(endpoint.price.input)",
        "endpoint.training || true",
        "request.tags.filter(t, t != 'eu').size() == 1",
    ],
)
def test_facts_are_read_as_the_library_s_values(text):
    """Records are maps of what is known, sets are lists in order, times have their zone."""
    assert value(text) is True


@pytest.mark.parametrize("text", ["endpoint.training", "endpoint.price.input > 1.0", "request.metadata.none == ''"])
def test_what_is_unknown_is_an_error(text):
    """An unknown fact is not in its record, so the library cannot read it either."""
    with pytest.raises(EvaluationError, match="cel-python"):
        value(text)


def test_a_fact_that_is_not_declared_is_not_given():
    """What a principal was granted is not CEL's to read."""
    with pytest.raises(EvaluationError):
        evaluate(build(parse("principal.grants == []"), NAMES), CALL)


def test_a_member_may_be_absent():
    """Where an expression is decided over the catalogue alone, there is no call."""
    node = compile_expression("endpoint.zdr || request.stream", Scope.REQUIRE)

    assert evaluate(build(node, NAMES), (None, None, VIEW)) is True


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 + 1", 2),
        ("1.5 + 1.5", 3.0),
        ("'a' + 'b'", "ab"),
        ("[1, 2].map(x, x == 1)", (True, False)),
        ("m", {"a": (1,)}),
        ("true", True),
        ("timestamp('2027-01-31T00:00:00Z')", datetime(2027, 1, 31, tzinfo=UTC)),
    ],
)
def test_values_come_back_as_ours(text, expected):
    """None of the library's types leaves this module."""
    found = evaluate(build(parse(text), ("m",)), ({"a": (1,)},))

    assert (expected, type(expected)) == (found, type(found))


def test_long_chains_and_deep_nesting_fit_on_the_stack():
    """Whatever the parser lets through can be evaluated, in less than half of the usual stack."""
    deep = "!(" * 30 + " || ".join(["false"] * 400 + ["true"]) + ")" * 30
    program = build(parse(deep), ())
    limit, depth = sys.getrecursionlimit(), len(list(_frames()))
    sys.setrecursionlimit(depth + 450)
    try:
        assert evaluate(program, ()) is True
    finally:
        sys.setrecursionlimit(limit)


def _frames():
    """Yield every frame of the stack."""
    frame = sys._getframe()
    while frame is not None:
        yield frame
        frame = frame.f_back


def test_the_process_keeps_its_recursion_limit():
    """The library sets another one when an environment is made, and does not ask."""
    limit = sys.getrecursionlimit()
    library.cache_clear()
    library()

    assert limit == sys.getrecursionlimit()


def test_the_library_logs_nothing(caplog):
    """Its log would show what a client sent."""
    with caplog.at_level(logging.DEBUG), pytest.raises(EvaluationError):
        value(DIFFERENCES["an error beside the empty list, absorbed outside"].expression)

    assert [] == [record for record in caplog.records if record.levelno > logging.DEBUG]


def outcome(make, text: str) -> str:
    """Return what an engine makes of an expression, in the words of the table."""
    try:
        return str(evaluate(make(compile_expression(text, Scope.REQUIRE), NAMES), CALL)).lower()
    except EvaluationError:
        return "error"


@pytest.mark.parametrize("name", DIFFERENCES)
def test_known_differences_still_differ(name):
    """The day one of them is mended in the library, the table is out of date."""
    case = DIFFERENCES[name]

    assert (case.specification, case.library) == (
        outcome(exact.build, case.expression),
        outcome(build, case.expression),
    )
