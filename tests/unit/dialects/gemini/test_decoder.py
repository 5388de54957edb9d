"""A stream to events; `tests/golden/gemini/test_streams.py` has what streams mean."""

import pytest

from proxy.canonical.events import Ended, Failed, Finished, PartAdded, TextDelta, ToolCallStarted
from proxy.canonical.jsontext import dump
from proxy.dialects.gemini.decoder import Decoder
from proxy.errors import MalformedStream


def answer(*parts, reason=None, **members):
    """Return an answer as an event."""
    finish = {"finishReason": reason} if reason else {}
    return b"data: " + dump({"candidates": [{"content": {"parts": list(parts)}, **finish}], **members}) + b"\n\n"


def test_nothing_follows_a_failure_or_the_end():
    """After either, bytes say nothing any more."""
    decoder = Decoder()

    assert isinstance(decoder.feed(b'data: {"error":{"code":500,"message":"x"}}\n\n')[-1], Failed)
    assert ([], []) == (decoder.feed(answer({"text": "a"})), decoder.close())
    decoder = Decoder()
    decoder.feed(answer({"text": "a"}, reason="STOP"))
    assert [Ended()] == decoder.close()
    assert ([], []) == (decoder.feed(answer({"text": "b"})), decoder.close())


def test_a_candidate_finishes_once():
    """A finish reason that is repeated ends nothing twice."""
    decoder = Decoder()
    events = decoder.feed(answer({"text": "a"}, reason="STOP") + answer({"text": ""}, reason="STOP"))

    assert 1 == len([event for event in events if isinstance(event, Finished)])


def test_ids_are_the_same_for_the_same_stream():
    """A call without an id gets one that another reading gives it too, also where the answer has no id of its own."""
    stream = answer({"functionCall": {"name": "f"}}, {"functionCall": {"name": "f"}}, reason="STOP")
    ids = [[each.id for each in Decoder().feed(stream) if isinstance(each, ToolCallStarted)] for _ in range(2)]

    assert ids[0] == ids[1]
    assert 2 == len(set(ids[0]))


def test_a_document_in_an_answer_is_kept_whole():
    """The hub has no event for a file; it goes to clients of this dialect."""
    events = Decoder().feed(answer({"inlineData": {"mimeType": "application/pdf", "data": "AAA="}}))

    assert "file" == next(event.part.kind for event in events if isinstance(event, PartAdded))


def test_the_seed_of_a_text_is_its_words():
    """An event with an empty text tells no words."""
    assert [] == [event for event in Decoder().feed(answer({"text": ""})) if isinstance(event, TextDelta)]


def test_arguments_that_nest_too_deep_are_malformed():
    """What could be read and not be written is the provider's mistake."""
    deep = b'{"a":' * 300 + b"1" + b"}" * 300
    part = b'{"functionCall":{"name":"f","args":' + deep + b"}}"

    with pytest.raises(MalformedStream):
        Decoder().feed(b'data: {"responseId":"r","candidates":[{"content":{"parts":[' + part + b"]}}]}\n\n")
