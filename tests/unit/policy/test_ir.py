"""The tree: it can be walked in the order of the text."""

from proxy.policy.ir import Op, walk
from proxy.policy.parse import parse


def test_walk_visits_every_node_in_the_order_of_the_text():
    """Whoever asks what an expression reads misses nothing."""
    names = [node.value for node in walk(parse("a + [b, c.d][0] < (e ? f : g(h))")) if node.op is Op.NAME]

    assert ["a", "b", "c", "e", "f", "h"] == names
