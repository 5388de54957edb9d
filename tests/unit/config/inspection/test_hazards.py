"""Expressions that can fail, and what then happens."""

import pytest

from proxy.config.codes import Code
from tests.support.problems import policy, warnings


@pytest.mark.parametrize(
    ("rest", "consequence"),
    [
        ("match: {}", "the policy counts as matching"),
        ("require: {{where: {}}}", "every endpoint it is asked of is out"),
        ("fallback: [{{model: acme/small, when: {}}}]", "the model is not tried"),
    ],
)
def test_what_can_fail_is_told_with_what_follows(rest, consequence):
    """An error means no, and what no is depends on where it happens."""
    text = "kind: model\nid: acme/small\n---\n" + policy(rest.format("'\"a\" == request.metadata.x'"))
    (line,) = warnings(text, Code.CAN_FAIL)

    assert f"`request.metadata.x` fails where there is no such key: then {consequence}" in line
    assert line.endswith("(guard it: `has(request.metadata.x) && ...`)")


def test_what_is_guarded_is_left_alone():
    """The hint's own form is good."""
    assert [] == warnings(policy("match: has(request.metadata.x) && request.metadata.x == 'a'"), Code.CAN_FAIL)
