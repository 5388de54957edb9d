"""The input of a call, as an object and as text."""

import pytest

from proxy.canonical.tools import ToolKind
from proxy.dialects.anthropic_messages.arguments import to_object, to_text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a": 1}', {"a": 1}),
        ("", {}),
        (" \n", {}),
        ("[1]", {"input": "[1]"}),
        ('{"a":', {"input": '{"a":'}),
        ("null", {"input": "null"}),
        ('{"a":' + "[" * 300 + "]" * 300 + "}", None),
    ],
)
def test_a_text_becomes_an_object(text, value):
    """Messages wants an object; a text that is none, or too deep to be written, travels as one member."""
    assert (value if value is not None else {"input": text}) == to_object(text)


def test_deep_but_writable():
    """What can be written again stays what it is, however many brackets it has."""
    text = '{"a":[' + ",".join(["[]"] * 300) + "]}"

    assert {"a": [[]] * 300} == to_object(text)


def test_plain_text_is_not_read():
    """The input of a tool that takes text is not looked into, even where it is JSON."""
    assert {"input": '{"a":1}'} == to_object('{"a":1}', ToolKind.CUSTOM)


def test_an_object_becomes_compact_text():
    """The hub has the text that other dialects want."""
    assert '{"a":"ü","b":[1,2]}' == to_text({"a": "ü", "b": [1, 2]})
