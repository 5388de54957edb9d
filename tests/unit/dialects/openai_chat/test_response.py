"""A whole answer; `tests/golden/openai_chat` has its forms."""

import pytest

from proxy.canonical.content import AudioPart, Citation, ImagePart, ReasoningPart, TextPart, TokenLogprob
from proxy.canonical.jsontext import dump, parse
from proxy.canonical.response import Choice
from proxy.canonical.usage import Usage
from proxy.dialects.base import Reading
from proxy.dialects.openai_chat.response import decode, decode_choice, encode, encode_choice, read
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
        {"role": "assistant", "content": "a", "reasoning": [1]},
        {"role": "assistant", "content": "a", "reasoning_details": [{"type": "new"}]},
        {"role": "assistant", "content": "a", "annotations": [{"type": "file"}]},
        {"role": "assistant", "content": "a", "images": [{"type": "image_url"}]},
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


def test_nulls_say_nothing():
    """OpenAI writes `refusal` and `annotations` into every answer, most of them null or empty."""
    message = {"content": "a", "tool_calls": None, "refusal": None, "function_call": None, "audio": None}

    assert Choice(parts=(TextPart(text="a"),)) == decode_choice({"index": 0, "message": message, "logprobs": None})


def test_a_thought_under_two_names_is_one():
    """A vendor that shows the same thought under both names does not make it twice as long."""
    both = {"message": {"reasoning_content": "hm", "reasoning": "hm", "content": "a"}}

    assert (ReasoningPart(text="hm"), TextPart(text="a")) == decode_choice(both).parts


def test_the_text_has_what_it_rests_on_and_how_likely_it_was():
    """Both stand elsewhere in the wire, and belong to the text."""
    cited = {"type": "url_citation", "url_citation": {"url": "u", "start_index": 0, "end_index": 1}}
    likely = {"content": [{"token": "a", "logprob": -0.5, "bytes": [97], "top_logprobs": []}]}
    wire = {
        "index": 0,
        "message": {"role": "assistant", "content": "a", "annotations": [cited]},
        "finish_reason": "stop",
        "logprobs": likely,
    }
    choice = decode_choice(wire)

    assert (
        TextPart(
            text="a",
            citations=(Citation(url="u", start=0, end=1),),
            logprobs=(TokenLogprob(token="a", logprob=-0.5, octets=(97,)),),
        ),
    ) == choice.parts
    assert wire == encode_choice(choice)


def test_several_texts_are_one_content():
    """Other dialects answer in blocks; a citation in the second counts from the beginning of the whole."""
    parts = (TextPart(text="ab"), TextPart(text="cd", citations=(Citation(url="u", start=0, end=1),)))
    message = encode_choice(Choice(parts=parts))["message"]

    assert "abcd" == message["content"]
    assert [(2, 3)] == [
        (each["url_citation"]["start_index"], each["url_citation"]["end_index"]) for each in message["annotations"]
    ]


def test_an_old_call_is_a_call():
    """The deprecated field has no id, and the same one is given it each time."""
    wire = {"message": {"content": None, "function_call": {"name": "f", "arguments": "{}"}}}
    [call], [again] = decode_choice(wire, "c").parts, decode_choice(wire, "c").parts

    assert ("f", "{}") == (call.name, call.arguments)
    assert call.id == again.id != ""


def test_a_call_without_an_id_is_given_one():
    """Some servers leave it out, and a result must name its call."""
    call = {"type": "function", "function": {"name": "f", "arguments": "{}"}}
    parts = decode_choice({"message": {"tool_calls": [call, {**call, "id": ""}]}}, "c").parts

    assert 2 == len({part.id for part in parts} - {""})


def test_what_a_model_shows_stands_beside_the_text():
    """Images as OpenRouter has them, audio as OpenAI's own object."""
    parts = (TextPart(text="a"), ImagePart(url="u"), AudioPart(data="AA==", format="wav"))
    message = encode_choice(Choice(parts=parts))["message"]

    assert [{"type": "image_url", "image_url": {"url": "u"}}] == message["images"]
    assert "AA==" == message["audio"]["data"]
