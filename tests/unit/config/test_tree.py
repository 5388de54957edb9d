"""The tree: values without their places, and places found by path."""

from proxy.config.tree import Mark, key_mark, plain, walk
from tests.support.configuration import tree

TEXT = "a: 1\nb:\n  - x\n  - {c: true}\n"


def test_a_tree_gives_its_plain_value():
    """A schema sees dictionaries, lists and scalars."""
    assert {"a": 1, "b": ["x", {"c": True}]} == plain(tree(TEXT))


def test_a_path_leads_to_its_node():
    """Keys and indexes lead to where a value stands."""
    assert Mark(4, 9) == walk(tree(TEXT), ["b", 1, "c"]).mark


def test_a_key_has_its_own_place():
    """A wrong key is reported where the key stands, not its value."""
    assert Mark(2, 1) == key_mark(tree(TEXT), "b")


def test_a_key_that_is_not_there_stands_where_its_mapping_begins():
    """What is missing has no place of its own."""
    root = tree(TEXT)

    assert [Mark(1, 1), Mark(3, 5)] == [key_mark(root, "z"), key_mark(walk(root, ["b", 0]), "z")]
