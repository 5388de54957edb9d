"""Strict YAML under arbitrary text: problems and trees, never anything else, and places that exist."""

import json
import re

import yaml
from hypothesis import given
from hypothesis import strategies as st

from proxy.config.position import locate
from proxy.config.tree import MappingNode, Mark, Node, ScalarNode, SequenceNode, plain
from proxy.config.yamltext import load

YAML_PIECES = st.sampled_from(
    ["a", "b: ", "- ", "? ", ": ", "\n", "\n  ", "\t", "[", "]", "{", "}", ",", "'", '"', "|", ">-\n", "&x ", "*x", "!t ",
     "---\n", "...\n", "%YAML 1.1\n", "# c\n", "<<: ", "~", "1e3", "\r\n", "\\", "é", "🦊", "\u2028", "\x00", "@", "`"]
)  # fmt: skip
YAML_LIKE = st.lists(YAML_PIECES, max_size=40).map("".join)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(st.characters(exclude_categories=["C", "Z"])),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abc <", min_size=1), inner, max_size=4),
    max_leaves=20,
)


def lines_of(text: str) -> list[str]:
    """Return the lines as an editor counts them."""
    return re.split(r"\r\n|\n|\r", text)


def nodes_of(node: Node) -> list[Node]:
    """Return *node* and everything in it."""
    match node:
        case ScalarNode():
            return [node]
        case SequenceNode():
            return [node, *(inner for item in node.items for inner in nodes_of(item))]
        case MappingNode():
            return [node, *(inner for entry in node.entries.values() for inner in nodes_of(entry.node))]


def exists(line: int, column: int, lines: list[str]) -> bool:
    """Say whether there is such a place; the end of a line is one."""
    return 1 <= line <= len(lines) and 1 <= column <= len(lines[line - 1]) + 1


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(text):
    """Whatever a file holds, the loader answers with documents or problems."""
    loaded = load("a.yaml", text)

    assert all(str(problem).startswith("a.yaml:") for problem in loaded.problems)


@given(YAML_LIKE)
def test_every_problem_points_into_the_file(text):
    """An editor can jump to each of them."""
    loaded, lines = load("a.yaml", text.encode()), lines_of(text)

    assert [] == [problem for problem in loaded.problems if not exists(problem.line, problem.column, lines)]


@given(YAML_LIKE)
def test_every_node_points_into_the_file(text):
    """A value's place is one that its author can find."""
    loaded, lines = load("a.yaml", text.encode()), lines_of(text)
    marks = [inner.mark for node in loaded.documents for inner in nodes_of(node)]

    assert [] == [mark for mark in marks if not exists(mark.line, mark.column, lines)]


@given(YAML_LIKE, st.integers(-1, 4), st.integers(-1, 9))
def test_every_place_inside_a_text_points_into_the_file(text, line, column):
    """Even a place that the text does not have becomes one that the file has."""
    loaded, lines = load("a.yaml", text.encode()), lines_of(text)
    scalars = [node for root in loaded.documents for node in nodes_of(root) if isinstance(node, ScalarNode)]
    marks = [locate(node, line, column) for node in scalars if isinstance(node.value, str)]

    assert [] == [mark for mark in marks if not exists(mark.line, mark.column, lines)]


@given(JSON)
def test_json_means_what_json_says(value):
    """YAML 1.2 holds JSON: what one reads from it the other does."""
    loaded = load("a.yaml", json.dumps([value], ensure_ascii=False).encode())

    assert [[value]] == [plain(node) for node in loaded.documents]


@given(st.text("ab \"'\\é&|", min_size=1, max_size=12), st.sampled_from(["'", '"']), st.data())
def test_a_character_of_a_quoted_text_is_found_where_it_is_written(value, quote, data):
    """Escapes and doubled quotes move columns, and the way through them is followed."""
    written = yaml.dump(value, default_style=quote, allow_unicode=True, width=1000).rstrip("\n")
    root = load("a.yaml", f"a: {written}\n".encode()).documents[0]
    node = root.entries["a"].node if isinstance(root, MappingNode) else root
    column = data.draw(st.integers(1, len(value)))
    before = value[: column - 1]
    width = len(yaml.dump(before, default_style=quote, allow_unicode=True, width=1000).rstrip("\n")) - 1

    assert isinstance(node, ScalarNode)
    assert Mark(1, 4 + width) == locate(node, 1, column)
