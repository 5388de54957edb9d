"""Whole answers; what they mean stands in the golden cases."""

import pytest

from proxy.canonical.content import ImagePart, ReasoningPart, TextPart, TokenLogprob
from proxy.canonical.jsontext import dump, parse
from proxy.canonical.response import CanonicalResponse, Choice, FinishReason
from proxy.canonical.usage import Usage
from proxy.dialects.base import Reading
from proxy.dialects.cohere_chat import response
from proxy.errors import MalformedStream

ANSWER = {
    "id": "a",
    "finish_reason": "COMPLETE",
    "message": {"role": "assistant", "content": [{"type": "text", "text": "Hi"}]},
    "usage": {"tokens": {"input_tokens": 9, "output_tokens": 2}},
}


def test_passthrough_reads_counts_and_reason():
    """Enough to settle."""
    assert Reading(usage=Usage(input_tokens=9, output_tokens=2), finish_reason="COMPLETE") == response.read(
        dump(ANSWER)
    )


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"message":"no"}', dump({**ANSWER, "finish_reason": "ERROR"})])
def test_what_is_no_answer_is_malformed(body):
    """A failure with status 200 is none."""
    for reader in (response.read, response.decode):
        with pytest.raises(MalformedStream):
            reader(body)


def test_a_message_that_is_odd_is_kept_whole():
    """An answer is not lost for one member."""
    message = {"content": [{"type": "text"}], "tool_plan": "p"}
    (choice,) = response.decode(dump({**ANSWER, "message": {"role": "assistant", **message}})).choices

    assert ((), message) == (choice.parts, choice.message_extra)


def test_a_bare_text_is_a_text():
    """Some of Cohere's hosts write one."""
    (choice,) = response.decode(dump({**ANSWER, "message": {"content": "Hi"}})).choices

    assert (TextPart(text="Hi"),) == choice.parts


@pytest.mark.parametrize("logprobs", [None, [{"text": "a"}], [{"text": "a", "logprobs": [-1.0]}]])
def test_likelihoods_without_a_text_stay(logprobs):
    """A null says nothing."""
    answer = {**ANSWER, "message": {}, "logprobs": logprobs}

    assert ({} if logprobs is None else {"logprobs": logprobs}) == response.decode(dump(answer)).extra


def test_an_answer_of_another_dialect():
    """The first choice only, its likelihoods together, and its words."""
    token = TokenLogprob(token="a", logprob=-1.0)
    foreign = CanonicalResponse(
        id="chatcmpl-1",
        model="m",
        created=1,
        choices=(
            Choice(
                parts=(
                    ReasoningPart(text="Hm."),
                    TextPart(text="a", logprobs=(token,)),
                    TextPart(text="b", logprobs=(token,)),
                ),
                finish_reason=FinishReason.LENGTH,
                native_finish_reason="length",
            ),
            Choice(index=1),
        ),
    )
    written = parse(response.encode(foreign))

    assert ("MAX_TOKENS", 2, 3) == (
        written["finish_reason"],
        len(written["logprobs"]),
        len(written["message"]["content"]),
    )
    assert "usage" not in written
    assert {"role": "assistant"} == parse(response.encode(CanonicalResponse(id="", model="", created=0, choices=())))[
        "message"
    ]


def test_an_image_is_a_block_as_in_a_turn():
    """Cohere's models draw none; what is given is written."""
    drawn = CanonicalResponse(id="", model="", created=0, choices=(Choice(parts=(ImagePart(url="u"),)),))

    assert "image_url" == parse(response.encode(drawn))["message"]["content"][0]["type"]
