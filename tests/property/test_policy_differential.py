"""All engines agree on every condition: what this project wrote, cel-python, and cel-cpp."""

from importlib.util import find_spec

import pytest

from proxy.policy import exact
from proxy.policy.check import compile_expression
from proxy.policy.environment import Scope
from proxy.policy.program import Verdict, judge
from proxy.policy.reference import DIFFERENCES
from proxy.policy.unparse import unparse
from proxy.policy.view import view_endpoint
from tests.nightly.differential import compare_everywhere
from tests.support.differential import CALLS, compare, shrink
from tests.support.engines import CEL_CPP, CEL_PYTHON, engines, explain
from tests.support.policies import endpoint, principal, request_facts

BATCHES, BATCH = 10, 150
"""6,000 cases on every run; `python -m tests.nightly.differential` runs as many as there is time for."""

NAMES = tuple(Scope.REQUIRE.names)


@pytest.mark.parametrize("batch", range(BATCHES))
def test_engines_agree_on_true_false_and_error(batch):
    """A condition means what the specification says, whoever evaluates it; known mistakes of others have a name."""
    found = compare(engines(), 2026, range(batch * BATCH, (batch + 1) * BATCH))

    assert [] == found.unexplained
    assert BATCH * CALLS == found.cases.total()
    assert min(found.cases[verdict.value] for verdict in Verdict) > BATCH * CALLS // 10


CORNERS = [
    "-9223372036854775808 % -1 == 0",
    "-9223372036854775808 / -1 == 0",
    "-(-9223372036854775807 - 1) == 1",
    "-7 / 2 == -3 && -7 % 2 == -1",
    "1e999 > 1.0 && -1e999 < 1.0",
    "0.0 == -0.0 && !(0.0 < -0.0) && 0.0 in [-0.0]",
    "1e308 * 10.0 == 1e999",
    "0.1 + 0.2 == 0.3",
    "request.input_tokens in [1, 100]",
    "[[1], []] == [[1], []] && [] in [[]]",
    "[[1, 2], [3]].exists(xs, xs.all(x, x > 2))",
    "request.tags.map(t, t != '', size(t)) == [3]",
    "request.tags.map(t, t == 'phi', 1 / size(t)) == [0]",
    "request.metadata.map(k, k + request.metadata[k]) == ['a1']",
    "request.metadata.filter(k, k == 'a').size() == 1",
    "'é' < '😀' && '' < 'a' && 'a' < 'aa' && 'Z' < 'a'",
    "size('é😀') == 2 && 'é😀'.endsWith('😀') && 'a'.startsWith('')",
    "true > false && !(false > false)",
    "'a\\nb'.matches('a.b') || 'a\\nb'.matches('(?s)a.b')",
    "'ab\\n'.matches('b$')",
    "'K'.matches('(?i)k')",
    "request.time == timestamp('2026-11-23T13:30:00+01:00')",
    "request.time.getMilliseconds() == 0 && request.time.getDayOfYear() == 326",
    "request.time.getHours('-05:30') == 7 && request.time.getHours('02:00') == 14",
    "timestamp('2024-02-29T23:59:59.999Z').getDate('Asia/Tokyo') == 1",
    "timestamp('2026-03-29T01:00:00Z').getHours('Europe/Berlin') == 3",
    "endpoint.headquarters == 'SE' && 'SE' in endpoint.processing",
    "has(endpoint.price) && has(endpoint.price.input) && !has(endpoint.price.cache_read)",
    "endpoint.price.cache_read == 0 || true",
    "has(request.metadata.a) && !has(request.metadata.b)",
    "(1 / 0 == 1 ? true : true) || true",
    "true ? true : 1 / 0 == 1",
    "[1 / 0].exists(x, true)",
    "[0, 1].exists_one(x, 1 / x == 1)",
    "request.tags.exists(int, int == 'phi')",
]
"""What random conditions seldom come to."""


@pytest.mark.parametrize("text", CORNERS)
def test_engines_agree_in_the_corners(text):
    """The edges of numbers, time zones, texts and macros, where implementations of CEL part."""
    call = (request_facts(tags=("phi", ""), metadata={"a": "1"}), principal(), view_endpoint(endpoint()))
    node = compile_expression(text, Scope.REQUIRE)
    expected = judge(exact.build(node, NAMES), call)
    others = {engine: judge(build(node, NAMES), call) for engine, build in engines().items()}

    assert [] == [engine for engine, found in others.items() if found is not expected and not explain(engine, node)]


def test_cel_cpp_is_among_them():
    """Whoever runs the tests without it is told, since the comparison is then with one library only."""
    if not find_spec("cel_expr_python"):
        pytest.skip("cel-expr-python is not installed: nothing was compared with cel-cpp")
    assert {"cel-python", "cel-cpp"} <= set(engines())


@pytest.mark.nightly
@pytest.mark.timeout(3600)
def test_engines_agree_on_many_more():
    """What random conditions come across once in ten thousand cases is found overnight."""
    found = compare_everywhere(200_000, seed=0, processes=2)

    assert [] == found.unexplained


def test_every_known_difference_of_cel_python_is_recognised():
    """A name without a way to recognise it would explain nothing, and one too many would hide a finding."""
    assert set(DIFFERENCES) == set(CEL_PYTHON)
    for name, case in DIFFERENCES.items():
        assert name == explain("cel-python", compile_expression(case.expression, Scope.REQUIRE))


def test_known_differences_of_cel_cpp_still_differ():
    """An int near the edge of 64 bits is smaller than the double above it, and cel-cpp takes them for equal."""
    celcpp = pytest.importorskip("tests.support.celcpp", reason="cel-expr-python is not installed")
    call = (request_facts(input_tokens=2**63 - 1), principal(), view_endpoint(endpoint()))
    node = compile_expression("request.input_tokens < 9223372036854775808.0", Scope.REQUIRE)

    assert Verdict.TRUE is judge(exact.build(node, NAMES), call)
    assert Verdict.FALSE is judge(celcpp.build(node, NAMES), call)
    assert explain("cel-cpp", node) in CEL_CPP


def test_a_finding_is_made_small():
    """What is reported is the part that matters, not the page that a generator wrote around it."""
    text = "request.stream || (request.tags + request.tools).exists(t, !(t == 'a' && t.startsWith('b')))"
    node = compile_expression(text, Scope.MATCH)

    smallest = shrink(node, Scope.MATCH, lambda tree: "startsWith" in unparse(tree))

    assert 'request.tags.exists(t, t.startsWith("b"))' == unparse(smallest)
