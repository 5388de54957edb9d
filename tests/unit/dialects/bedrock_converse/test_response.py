"""Whole answers; what they mean stands in the golden cases."""

import pytest

from proxy.canonical.content import ReasoningPart, TextPart
from proxy.canonical.jsontext import dump, parse
from proxy.canonical.response import CanonicalResponse, Choice, FinishReason
from proxy.canonical.seal import Seal
from proxy.canonical.usage import Usage
from proxy.dialects.base import Reading
from proxy.dialects.bedrock_converse import response
from proxy.errors import MalformedStream
from tests.support.bedrock import answer_of

ANSWER = {
    "output": {"message": {"role": "assistant", "content": [{"text": "Hi"}]}},
    "stopReason": "end_turn",
    "usage": {"inputTokens": 9, "outputTokens": 2, "totalTokens": 11},
}


def test_passthrough_reads_counts_and_reason():
    """Enough to settle."""
    assert Reading(usage=Usage(input_tokens=9, output_tokens=2), finish_reason="end_turn") == response.read(
        dump(ANSWER)
    )


@pytest.mark.parametrize(
    "body",
    [b"", b"<html>", b"[]", b"{}", b'{"output":{}}', b'{"output":{"message":{}}}', b'{"message":"no"}'],
)
def test_what_is_no_answer_is_malformed(body):
    """An error with status 200 and a page are none."""
    for reader in (response.read, response.decode):
        with pytest.raises(MalformedStream):
            reader(body)


def test_an_answer_of_another_dialect_has_what_converse_wants():
    """Counts and metrics, though nobody has told them, the first choice only, and its words."""
    foreign = CanonicalResponse(
        id="chatcmpl-1",
        model="m",
        created=1,
        choices=(
            Choice(
                parts=(ReasoningPart(text="Hm.", seal=Seal(family="google", data="s")), TextPart(text="Hi")),
                finish_reason=FinishReason.LENGTH,
                native_finish_reason="length",
            ),
            Choice(index=1),
        ),
    )
    parsed = answer_of(response.encode(foreign))

    assert ("max_tokens", 0) == (parsed["stopReason"], parsed["usage"]["totalTokens"])
    assert {"latencyMs": 0} == parsed["metrics"]
    signature = parsed["output"]["message"]["content"][0]["reasoningContent"]["reasoningText"]["signature"]
    assert "fairlane.google.signature..s" == signature


def test_an_answer_without_choices_is_empty():
    """It is still an answer."""
    written = parse(response.encode(CanonicalResponse(id="", model="", created=0, choices=())))

    assert ([], "end_turn") == (written["output"]["message"]["content"], written["stopReason"])


def test_unknown_members_stay_where_they_were():
    """Of the answer, the output, the message and the model's own fields."""
    answer = {
        **ANSWER,
        "output": {"message": {**ANSWER["output"]["message"], "a": 1}, "b": 2},
        "additionalModelResponseFields": {"stop_sequence": "END", "c": 3},
        "metrics": {"latencyMs": 7},
        "stopReason": "stop_sequence",
        "serviceTier": {"type": "flex", "d": 4},
    }

    assert answer == parse(response.encode(response.decode(dump(answer))))
