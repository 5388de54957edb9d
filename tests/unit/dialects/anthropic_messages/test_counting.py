"""Counting without an answer."""

import pytest

from proxy.canonical.content import AudioPart, FilePart, ImagePart, ReasoningPart, TextPart, UnknownPart
from proxy.canonical.jsontext import dump
from proxy.canonical.request import CanonicalRequest, Message, ResponseFormat, ResponseFormatKind, Role
from proxy.canonical.seal import Seal, SealKind
from proxy.canonical.tools import ToolCall, ToolDefinition
from proxy.dialects.anthropic_messages import counting
from proxy.errors import InvalidRequest, MalformedStream

BODY = dump({"model": "m", "messages": [{"role": "user", "content": "Hi"}], "tools": [{"name": "f"}]})


def count(*parts, **members):
    """Return the estimate of one turn."""
    turn = Message(role=Role.USER, content=parts)
    return counting.estimate(CanonicalRequest(model="m", messages=(turn,), **members))


def test_a_body_without_a_bound():
    """It is read as any other."""
    assert (("f",), None) == (counting.read(BODY).tools, counting.read(BODY).max_output_tokens)
    assert "Hi" == counting.decode(BODY).messages[0].text
    with pytest.raises(InvalidRequest):
        counting.read(b"{}")


def test_an_answer_goes_both_ways():
    """What is written is what SDKs read, and what an endpoint tells is read."""
    assert b'{"input_tokens":7}' == counting.encode_count(7)
    assert 7 == counting.read_count(counting.encode_count(7))


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{}", b'{"input_tokens":"7"}', b'{"input_tokens":-1}', b'{"input_tokens":true}']
)
def test_what_is_no_count(body):
    """An endpoint that answers anything else did not count."""
    with pytest.raises(MalformedStream):
        counting.read_count(body)


@pytest.mark.parametrize(
    ("part", "least"),
    [
        (TextPart(text="a" * 700), 200),
        (TextPart(text="世" * 700), 600),
        (ImagePart(url="https://x"), 1600),
        (AudioPart(data="A" * 3200, format="wav"), 100),
        (FilePart(url="data:application/pdf;base64," + "A" * 250_000), 9000),
        (FilePart(url="data:text/plain;base64," + "A" * 1400), 300),
        (FilePart(file_id="f"), 3000),
        (ReasoningPart(text="a" * 700), 200),
        (ReasoningPart(seal=Seal(family="anthropic", data="a" * 700, kind=SealKind.ENCRYPTED)), 200),
        (ToolCall(id="a", name="f", arguments="a" * 700), 200),
        (UnknownPart(kind="x", extra={"content": "a" * 700}), 200),
    ],
)
def test_every_part_counts(part, least):
    """Each kind has its measure, and the whole is rounded up; a little is for turn and part themselves."""
    assert least <= count(part) <= least + 50


def test_tools_and_schemas_count():
    """They stand in the prompt."""
    plain = count(TextPart(text="a"))
    tool = ToolDefinition(name="f", description="d" * 350, parameters={"type": "object"})
    schema = ResponseFormat(kind=ResponseFormatKind.JSON_SCHEMA, schema={"description": "d" * 350})

    assert plain + 530 + 100 <= count(TextPart(text="a"), tools=(tool,)) <= plain + 530 + 120
    assert plain + 100 <= count(TextPart(text="a"), response_format=schema) <= plain + 120


def test_more_is_never_less():
    """A longer conversation has no lower estimate."""
    turns = [Message(role=Role.TOOL, tool_call_id="a", content="b" * size) for size in range(1, 20)]
    counts = [counting.estimate(CanonicalRequest(model="m", messages=tuple(turns[:size]))) for size in range(20)]

    assert sorted(counts) == counts
