"""A stream to events."""

import pytest

from proxy.canonical.content import UnknownPart
from proxy.canonical.events import Ended, Failed, Finished, PartAdded, Started, TextDelta
from proxy.canonical.jsontext import dump
from proxy.dialects.openai_responses.decoder import Decoder
from proxy.errors import MalformedStream


def event(kind, **fields):
    """Return an event."""
    return b"data: " + dump({"type": f"response.{kind}", **fields}) + b"\n\n"


CREATED = event("created", response={"id": "r", "model": "m"})
DELTA = event("output_text.delta", delta="Hi", output_index=0)
COMPLETED = event("completed", response={"id": "r"})


@pytest.mark.parametrize("stream", [b"", CREATED, CREATED + DELTA, CREATED + b"data: [DONE]\n\n", CREATED[:-1]])
def test_a_stream_without_its_last_event_was_cut(stream):
    """Only `response.completed` and its like end a stream."""
    decoder = Decoder()
    decoder.feed(stream)
    with pytest.raises(MalformedStream, match="cut before its end"):
        decoder.close()


@pytest.mark.parametrize("last", [COMPLETED, event("failed", response={"error": {"message": "no"}})])
def test_nothing_follows_the_end_or_a_failure(last):
    """Whatever comes after is not read."""
    decoder = Decoder()
    told = decoder.feed(CREATED + last + DELTA + b"<html>\n\n" + COMPLETED)

    assert isinstance(told[-1], Ended | Failed)
    assert [] == decoder.close()


def test_the_last_response_does_not_repeat_what_was_told():
    """Its output is told only where no item was."""
    output = [{"type": "message", "content": [{"type": "output_text", "text": "Hi"}]}, 7, {}]
    whole = event("completed", response={"id": "r", "output": output})
    told, untold = Decoder().feed(CREATED + DELTA + whole), Decoder().feed(CREATED + whole)

    assert told == untold
    assert 1 == sum(isinstance(each, TextDelta) for each in told)


def test_what_begins_again_is_another_item():
    """Servers that count wrongly give two items one number, also where both come whole."""
    items = [{"type": "message", "content": [{"type": "output_text", "text": text}]} for text in "ab"]
    stream = b"".join(event("output_item.done", item=item, output_index=0) for item in items)
    told = Decoder().feed(CREATED + stream + COMPLETED)

    assert ["a", "b"] == [each.text for each in told if isinstance(each, TextDelta)]


def test_an_item_of_a_known_type_but_another_shape_is_kept_whole():
    """As it would be in an answer that is not streamed."""
    odd = {"type": "image_generation_call", "id": "i", "result": 7}
    (_, part, *_) = Decoder().feed(CREATED + event("output_item.done", item=odd) + COMPLETED)

    assert PartAdded(part=UnknownPart(kind="image_generation_call", extra={"id": "i", "result": 7})) == part


def test_an_answer_begins_once():
    """Every lifecycle event repeats the response."""
    told = Decoder().feed(CREATED * 2 + event("in_progress", response={"id": "r"}) + COMPLETED)

    assert [Started, Finished, Ended] == [type(each) for each in told]
