"""Strict YAML: many documents, each read or refused by itself, within bounds."""

import pytest

from proxy.config.tree import Mark, plain
from proxy.config.yamltext import MAX_BYTES, load
from tests.support.configuration import messages, tree


def values(text: str) -> list[object]:
    """Return the plain documents of *text*."""
    return [plain(node) for node in load("a.yaml", text.encode()).documents]


def test_a_file_has_many_documents():
    """`---` begins another document, and a document with nothing in it is none."""
    assert [{"a": 1}, {"b": 2}] == values("---\na: 1\n---\n# nothing\n---\nb: 2\n---\n")


def test_places_count_through_the_whole_file():
    """The line of a later document is that of the file."""
    assert Mark(4, 1) == load("a.yaml", b"a: 1\n---\n\nb: 2\n").documents[1].mark


def test_a_broken_document_does_not_hide_its_neighbours():
    """Every document is parsed by itself."""
    text = "a: [\n---\nb: 2\n---\n'c\n"

    assert ([{"b": 2}], 2) == (values(text), len(messages(text)))


def test_a_dashed_line_inside_a_block_is_text():
    """Only dashes in the first column begin a document."""
    assert [{"a": "--- x\n"}] == values("a: |\n  --- x\n")


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_every_line_break_counts_once(line_break):
    """Files from any system have the same lines."""
    loaded = load("a.yaml", line_break.join(["a: 1", "b: 2", "a: 3", ""]).encode())

    assert ["a.yaml:3:1"] == [str(problem).partition(": ")[0] for problem in loaded.problems]


def test_a_byte_order_mark_at_the_beginning_is_nothing():
    """Editors on Windows write one, and columns do not count it."""
    assert {"a": 1} == plain(tree("\ufeffa: 1\n"))


def test_a_file_just_within_the_limit_is_read():
    """The limit is on what is larger."""
    text = b"a: 1 #" + b"x" * (MAX_BYTES - 6)

    assert () == load("a.yaml", text).problems


def test_a_file_over_the_limit_is_not_parsed():
    """Its size is its only problem."""
    loaded = load("a.yaml", b"[" * (MAX_BYTES + 1))

    assert ["a.yaml:1:1: the file is larger than 1 MiB (split it; the layout of files is free)"] == list(
        map(str, loaded.problems)
    )


def test_a_binary_file_gives_a_few_problems_only():
    """A thousand forbidden characters say no more than ten."""
    assert 10 == len(messages("\x00" * 1000))


def test_emoji_and_accents_count_as_one_column():
    """Columns are characters, not bytes."""
    assert ["a.yaml:1:10"] == [line.partition(": ")[0] for line in messages("{'🦊': 1, '🦊': 2}")]
