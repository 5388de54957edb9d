"""A whole answer; `tests/golden/gemini/test_responses.py` has what answers mean."""

import pytest

from proxy.canonical.content import TextPart
from proxy.canonical.jsontext import dump, parse
from proxy.canonical.response import CanonicalResponse, Choice, FinishReason
from proxy.canonical.tools import ToolCall
from proxy.canonical.usage import Usage
from proxy.dialects.base import Reading
from proxy.dialects.gemini import response
from proxy.errors import MalformedStream

COUNTS = {"promptTokenCount": 3, "candidatesTokenCount": 2}


def test_a_reading_has_count_and_end():
    """Enough to settle; a blocked prompt ends with its own word."""
    answer = {"candidates": [{"finishReason": "STOP"}], "usageMetadata": COUNTS}

    assert Reading(usage=Usage(input_tokens=3, output_tokens=2), finish_reason="STOP") == response.read(dump(answer))
    assert Reading(usage=None, finish_reason="SAFETY") == response.read(b'{"promptFeedback":{"blockReason":"SAFETY"}}')


def test_searches_are_counted():
    """What Google's search did is billed beside the tokens."""
    grounded = {"groundingMetadata": {"webSearchQueries": ["a", "b"]}}

    assert 2 == response.read(dump({"candidates": [grounded], "usageMetadata": COUNTS})).usage.tool_requests


def test_a_failure_is_no_answer():
    """Status 200 does not make one of it."""
    for reader in (response.read, response.decode):
        with pytest.raises(MalformedStream, match="busy"):
            reader(b'{"error":{"message":"busy"}}')


def test_ids_differ_between_candidates():
    """Calls of two candidates of one answer are two calls."""
    call = {"content": {"parts": [{"functionCall": {"name": "f"}}]}}
    answer = response.decode(dump({"candidates": [call, {**call, "index": 1}], "responseId": "r"}))

    assert 2 == len({call.id for choice in answer.choices for call in choice.tool_calls})


def test_arguments_that_nest_too_deep_are_malformed():
    """What could be read and not be written is the provider's mistake."""
    deep = b'{"a":' * 300 + b"1" + b"}" * 300
    part = b'{"functionCall":{"name":"f","args":' + deep + b"}}"

    with pytest.raises(MalformedStream, match="deep"):
        response.decode(b'{"responseId":"r","candidates":[{"content":{"parts":[' + part + b"]}}]}")


def test_the_first_call_is_signed():
    """A client sends the answer of another family back, perhaps to Google, who refuses it without."""
    calls = tuple(ToolCall(id=given, name="f", arguments="{}") for given in "ab")
    answer = CanonicalResponse(id="", model="", created=0, choices=(Choice(parts=calls),))
    first, second = parse(response.encode(answer))["candidates"][0]["content"]["parts"]

    assert "skip_thought_signature_validator" == first["thoughtSignature"]
    assert "thoughtSignature" not in second
    assert calls == response.decode(response.encode(answer)).choices[0].parts


def test_the_least_is_written():
    """What is not known is left out, and never null."""
    choice = Choice(parts=(TextPart(text="a"),), finish_reason=FinishReason.STOP)
    written = parse(response.encode(CanonicalResponse(id="", model="", created=0, choices=(choice,))))

    assert {
        "candidates": [{"content": {"parts": [{"text": "a"}], "role": "model"}, "finishReason": "STOP", "index": 0}]
    } == written
