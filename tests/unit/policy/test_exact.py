"""The exact evaluator: the semantics of CEL over our facts, errors included."""

import pytest

from proxy.policy.exact import build, evaluate
from proxy.policy.operators import EvaluationError, UnknownFact
from proxy.policy.parse import parse
from proxy.policy.view import view_endpoint
from tests.support.policies import endpoint, principal, request_facts

NAMES = ("request", "principal", "endpoint")
REQUEST = request_facts(tags=("phi", "eu"), metadata={"case": "42"}, input_tokens=7)
CALLER = principal(labels={"cost_center": "4711"}, tags=frozenset({"z", "a"}))
VIEW = view_endpoint(endpoint(training=None, storage=None, price=None))


def value(text: str):
    """Evaluate *text* over the facts above."""
    return evaluate(build(parse(text), NAMES), (REQUEST, CALLER, VIEW))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"phi" in request.tags', True),
        ("request.tags.exists(t, t == 'eu')", True),
        ("request.tags.all(t, t.size() == 3)", False),
        ("request.tags.exists_one(t, t == 'phi')", True),
        ("request.tags.filter(t, t != 'eu')", ("phi",)),
        ("request.tags.map(t, t + '!')", ("phi!", "eu!")),
        ("request.tags.map(t, t == 'eu', size(t))", (2,)),
        ("request.tags.exists(t, request.tags.all(u, t >= u))", True),
        ("request.metadata.case", "42"),
        ("request.metadata['case'] == request.metadata.case", True),
        ("principal.labels.exists(key, key == 'cost_center')", True),
        ("principal.tags", ("a", "z")),
        ("request.input_tokens < 8 ? 'small' : 'large'", "small"),
        ("request.time < timestamp('2027-01-01T00:00:00Z')", True),
        ("request.time.getHours('Europe/Berlin')", 13),
        ("endpoint.model.matches('^openai/')", True),
        ("endpoint.model.contains('gpt') && endpoint.model.endsWith('t')", True),
        ("-request.input_tokens", -7),
        ("[].all(x, false)", True),
        ("[].exists(x, true)", False),
    ],
)
def test_expressions_have_the_value_that_cel_gives_them(text, expected):
    """Records are read by attribute, maps by key, sets in order."""
    assert expected == value(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("endpoint.training || true", True),
        ("true || endpoint.training", True),
        ("endpoint.training && false", False),
        ("request.metadata.none == 'x' || request.stream == false", True),
        ("[0, 1].exists(x, 1 / x == 1)", True),
        ("[0, 1].all(x, 1 / x == 2)", False),
        ("endpoint.training ? true : true", None),
        ("endpoint.training || false", None),
        ("endpoint.training && true", None),
        ("!endpoint.training", None),
        ("[0, 1].exists_one(x, 1 / x == 1)", None),
        ("[0, 1].filter(x, 1 / x == 1) == [1]", None),
        ("[0, 1].map(x, 1 / x) == [1]", None),
        ("[0, 2].exists(x, 1 / x == 1)", None),
        ("[1, 0].all(x, 1 / x == 1)", None),
        ("endpoint.training == endpoint.training", None),
        ("'a' && true", None),
        ("!'a'", None),
        ("'a'.all(x, x)", None),
    ],
)
def test_errors_are_absorbed_only_where_another_operand_decides(text, expected):
    """`&&`, `||`, `exists` and `all` may absorb, in either order; everything else passes an error on (`None` here)."""
    if expected is None:
        with pytest.raises(EvaluationError):
            value(text)
    else:
        assert expected is value(text)


@pytest.mark.parametrize(
    "text", ["endpoint.training", "!endpoint.training", "!('SE' in endpoint.storage)", "endpoint.price.input <= 3"]
)
def test_an_unknown_fact_is_an_error_of_its_own(text):
    """Unknown is neither yes nor no, so no negation makes it a yes; the error says which fact it is."""
    with pytest.raises(UnknownFact, match=r"^endpoint\.(training|storage|price)$"):
        value(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("has(endpoint.zdr)", True),
        ("has(endpoint.training)", False),
        ("has(endpoint.price)", False),
        ("has(endpoint.price.input)", False),
        ("has(request.metadata.case)", True),
        ("has(request.metadata.none)", False),
    ],
)
def test_has_says_whether_a_fact_is_known_or_a_key_is_there(text, expected):
    """This is how a policy can treat unknown facts by its own rule."""
    assert expected is value(text)


def test_an_inner_variable_hides_an_outer_one():
    """The checker refuses this; the evaluator keeps to the specification anyway."""
    assert value("[1].exists(x, [2].exists(x, x == 2))") is True


def test_a_mistake_of_ours_is_an_evaluation_error():
    """Facts of the wrong kind must not let an exception of Python escape."""
    with pytest.raises(EvaluationError, match="internal error: AttributeError"):
        evaluate(build(parse("request.tags"), NAMES), (None, None, None))
