"""Answers that a test has written beforehand."""

import pytest

from proxy.errors import InvalidRequest
from proxy.simulator.scripts import MOST, Scripted, read_scripts


def test_answers_are_read():
    """Arguments may be an object, or a text as a model would break it."""
    calls = [{"name": "f", "arguments": {"a": 1}}, {"name": "g", "arguments": "{"}, {"name": "h"}]

    assert (
        Scripted(text="hi"),
        Scripted(reasoning="hm", calls=(("f", '{"a":1}'), ("g", "{"), ("h", "{}"))),
    ) == read_scripts([{"text": "hi"}, {"reasoning": "hm", "tool_calls": calls}])


@pytest.mark.parametrize(
    "document",
    [
        {},
        ["hi"],
        [{"texts": "hi"}],
        [{"text": None}],
        [{"tool_calls": {}}],
        [{"tool_calls": ["f"]}],
        [{"tool_calls": [{"arguments": {}}]}],
        [{"tool_calls": [{"name": "f", "input": {}}]}],
        [{}] * (MOST + 1),
    ],
)
def test_what_cannot_be_an_answer_is_refused(document):
    """A drill with a typing error does not run as something else."""
    with pytest.raises(InvalidRequest):
        read_scripts(document)
