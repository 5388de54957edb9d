"""Syntax errors: said in people's words, at the place that has to change."""

import pytest

from tests.support.configuration import messages


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: [1, 2\nb: 3\n", "a.yaml:1:4: a `[` that is never closed"),
        ("a: 'b\n", "a.yaml:1:4: quotes that are never closed"),
        ("a: [\n", "a.yaml:2:1: the document ends too early (close every bracket and quote)"),
        ("a:\n\t- b\n", "a.yaml:2:1: a tab cannot indent YAML (use spaces)"),
        ("a: %b\n", "a.yaml:1:4: text cannot begin with this character (put the text in quotes)"),
        ("%YAML 1.2\n", "a.yaml:1:1: directives are not supported (leave the line out; this is always YAML 1.2)"),
        ("a: >x\n b\n", "a.yaml:1:5: did not find expected comment or line break"),
    ],
)
def test_the_parsers_words_become_ours(text, expected):
    """What libyaml says of its own states is translated; what it says well already is kept."""
    assert [expected] == messages(text)


def test_a_place_behind_the_end_is_the_end():
    """The parser may complain of a line that does not exist; editors cannot jump there."""
    assert ["a.yaml:1:5: the document ends too early (close every bracket and quote)"] == messages("a: [")
