"""Masks: what endpoints say to a tree, asked once for each distinct set of facts."""

from proxy.policy import exact
from proxy.policy.check import compile_expression
from proxy.policy.environment import Scope
from proxy.policy.masks import alike, fixed_mask, residuals
from proxy.policy.partial import key
from proxy.policy.view import view_endpoint
from tests.support.policies import endpoint

VIEWS = [
    view_endpoint(endpoint("a", retention_days=0)),
    view_endpoint(endpoint("b", retention_days=30)),
    view_endpoint(endpoint("c", retention_days=0, training=None)),
    view_endpoint(endpoint("d", retention_days=None)),
]


def tree(text: str):
    """Check an expression over the endpoint."""
    return compile_expression(text, Scope.REQUIRE)


def test_endpoints_with_the_same_facts_are_one_group():
    """As far as the tree reads them."""
    assert [0b0101, 0b0010, 0b1000] == [mask for _, mask in alike(tree("endpoint.retention_days == 0"), VIEWS)]
    assert [0b1111] == [mask for _, mask in alike(tree("request.stream"), VIEWS)]


def test_a_fixed_mask_has_those_for_which_it_is_true():
    """An unknown fact is a no."""
    node = tree("endpoint.retention_days <= 7")

    assert 0b0101 == fixed_mask(exact.build(node, tuple(Scope.REQUIRE.names)), node, VIEWS)


def test_what_is_left_is_asked_of_the_call_for_all_it_is_about():
    """Those that can never meet it are out at once, those that always do are not asked."""
    possible, left = residuals(tree("endpoint.retention_days == 0 || request.stream"), VIEWS)

    assert 0b1111 == possible
    assert [(key(tree("request.stream")), 0b0010)] == [(key(node), mask) for node, mask in left[:1]]
    assert 0b1000 == left[1][1]  # unknown: an error that only the stream can absorb


def test_an_endpoint_that_can_only_fail_is_out():
    """Whatever the call."""
    possible, left = residuals(tree("endpoint.retention_days <= request.input_tokens"), VIEWS)

    assert (0b0111, [0b0101, 0b0010]) == (possible, [mask for _, mask in left])
