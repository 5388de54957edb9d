"""The expressions of policies as trees that know where they stand."""

from proxy.config.codes import Code
from proxy.config.inspection.conditions import read_conditions
from proxy.policy.ir import Op, walk
from tests.support.configuration import read
from tests.support.problems import policy

TEXT = policy(
    "variables: {mine: '\"x\" in request.tags'}\n"
    "match: variables.mine && request.stream\n"
    "require: {where: endpoint.zdr}\n"
    "fallback: [{model: acme/small, when: request.stream}]"
)


def conditions():
    """Return the conditions of a policy that has all of them."""
    (document,) = read(TEXT.removesuffix("---\n"))
    return read_conditions(document)


def test_every_condition_is_read():
    """Variables are no conditions: they stand in those that read them."""
    assert ["match", "where", "when"] == [condition.field for condition in conditions()]


def test_a_part_of_a_variable_stands_where_the_variable_does():
    """A warning points at the text that has to change."""
    match = conditions()[0]
    places = {
        node.value: str(match.problem(node, "m", "", Code.CAN_FAIL)).split(": ")[0]
        for node in walk(match.tree)
        if node.op in {Op.LITERAL, Op.SELECT}
    }

    assert {"x": "a.yaml:5:20", "tags": "a.yaml:5:35", "stream": "a.yaml:6:34"} == places


def test_the_whole_begins_at_its_first_character():
    """What is wrong with a condition as a whole is told at its beginning."""
    assert "a.yaml:6:8: m (h)" == str(conditions()[0].problem_at_start("m", "h", Code.UNREACHABLE))
