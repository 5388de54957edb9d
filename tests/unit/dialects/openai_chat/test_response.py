"""A whole answer; `tests/golden/openai_chat` has its forms."""

import pytest

from proxy.canonical.jsontext import dump, parse
from proxy.canonical.usage import Usage
from proxy.dialects.base import Reading
from proxy.dialects.openai_chat.response import decode, encode, read
from proxy.errors import MalformedStream

CHOICE = {"index": 0, "message": {"role": "assistant", "content": "hi"}, "finish_reason": "stop"}
ANSWER = {"id": "c", "object": "chat.completion", "created": 1, "model": "m", "choices": [CHOICE]}


def test_a_reading_is_enough_to_settle():
    """Passthrough learns the count and the provider's own finish reason."""
    usage = {"prompt_tokens": 3, "completion_tokens": 2, "total_tokens": 5}

    assert Reading(usage=Usage(input_tokens=3, output_tokens=2), finish_reason="stop") == read(
        dump({**ANSWER, "usage": usage})
    )
    assert Reading(usage=None, finish_reason="stop") == read(dump(ANSWER))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html></html>",
        b"[]",
        b"{}",
        b'{"error":{"message":"busy"}}',
        b'{"choices":[]}',
        b'{"choices":null}',
        b'{"choices":{}}',
        b'{"choices":["x"]}',
        b'{"choices":[{"index":0}]}',
        b'{"choices":[{"message":{"content":""},"finish_reason":"error"}]}',
        b'{"choices":[{"message":{"content":""},"error":{"message":"busy"}}]}',
    ],
)
@pytest.mark.parametrize("reader", [read, decode])
def test_status_200_does_not_make_an_answer(reader, body):
    """An error, a page or an answer without choices is a failure of the provider, whatever its status."""
    with pytest.raises(MalformedStream):
        reader(body)


@pytest.mark.parametrize(
    "message",
    [
        {"role": "assistant", "content": [{"type": "thinking"}]},
        {"role": "assistant", "content": None, "tool_calls": [{"id": None}]},
        {"role": "assistant", "content": None, "tool_calls": None},
        {"role": "assistant", "content": "a", "reasoning": [1]},
        {"role": "assistant", "reasoning_content": "a", "reasoning": "b"},
    ],
)
def test_known_fields_of_unknown_shape_come_back(message):
    """What cannot be understood is kept as it was."""
    answer = {**ANSWER, "choices": [{**CHOICE, "message": message}]}

    assert answer == parse(encode(decode(dump(answer))))


def test_an_answer_may_lack_its_head():
    """Imitators leave out id, model or time."""
    response = decode(dump({"choices": [{"message": {"content": "hi"}}]}))

    assert ("", "", 0, None) == (response.id, response.model, response.created, response.choices[0].finish_reason)
