"""Completions as clients send and read them, held to the types of the official SDK.

The bodies follow OpenAI's API reference (`openai` 3.57.0) and what vLLM's and OpenRouter's clients add.
"""

import json

import pytest
from openai.types import Completion

from proxy.canonical.content import TextPart, TokenLogprob
from proxy.canonical.events import Ended, Finished, Started, TextDelta, UsageReported
from proxy.canonical.request import CanonicalRequest, Message, Role
from proxy.canonical.response import CanonicalResponse, Choice, FinishReason
from proxy.canonical.usage import Usage
from proxy.dialects.openai_completions import OPENAI_COMPLETIONS

ONCE = (Message(role=Role.USER, content="Once upon a time"),)
TOKENS = (
    TokenLogprob(token=" there", logprob=-0.125, top=(TokenLogprob(token=" there", logprob=-0.125),)),
    TokenLogprob(token=" was", logprob=-0.25, top=(TokenLogprob(token=" lived", logprob=-0.5),)),
)
REQUESTS = {
    "plain": ({}, {}),
    "a list of one": ({"prompt": ["Once upon a time"]}, {}),
    "as the SDK of old sent it": (
        {"max_tokens": 7, "temperature": 0, "top_p": 1, "n": 1, "stream": False, "logprobs": None, "stop": "\n",
         "best_of": 1, "echo": False, "suffix": None},
        {"max_output_tokens": 7, "temperature": 0, "top_p": 1, "choices": 1, "stop": ("\n",)},
    ),
    "logprobs": ({"logprobs": 2}, {"logprobs": True, "top_logprobs": 2}),
    "a stream": (
        {"stream": True, "stream_options": {"include_usage": True}, "user": "ada"},
        {"stream": True, "include_usage": True, "user": "ada"},
    ),
    "what others take": (
        {"top_k": 40, "min_p": 0.05, "repetition_penalty": 1.1, "seed": 3, "stop": ["a", "b"], "logit_bias": {"50256": -100},
         "presence_penalty": 0.5, "frequency_penalty": -0.5, "guided_choice": ["x"]},
        {"top_k": 40, "min_p": 0.05, "repetition_penalty": 1.1, "seed": 3, "stop": ("a", "b"), "logit_bias": {"50256": -100},
         "presence_penalty": 0.5, "frequency_penalty": -0.5, "extra": {"guided_choice": ["x"]}},
    ),
}  # fmt: skip
ANSWER = CanonicalResponse(
    id="cmpl-1",
    model="acme/m",
    created=1_790_000_000,
    choices=(
        Choice(parts=(TextPart(text=" there was", logprobs=TOKENS),), finish_reason=FinishReason.LENGTH),
        Choice(index=1, parts=(TextPart(text=" a"),), finish_reason=FinishReason.STOP),
    ),
    usage=Usage(input_tokens=4, output_tokens=3),
)
ANSWER_WRITTEN = {
    "id": "cmpl-1",
    "object": "text_completion",
    "created": 1_790_000_000,
    "model": "acme/m",
    "choices": [
        {
            "text": " there was",
            "index": 0,
            "logprobs": {
                "tokens": [" there", " was"],
                "token_logprobs": [-0.125, -0.25],
                "top_logprobs": [{" there": -0.125}, {" lived": -0.5}],
                "text_offset": [0, 6],
            },
            "finish_reason": "length",
        },
        {"text": " a", "index": 1, "logprobs": None, "finish_reason": "stop"},
    ],
    "usage": {"prompt_tokens": 4, "completion_tokens": 3, "total_tokens": 7},
}
EVENTS = [
    Started(id="cmpl-1", model="acme/m", created=1_790_000_000),
    TextDelta(text=" there", logprobs=TOKENS[:1]),
    TextDelta(text=" was", logprobs=TOKENS[1:]),
    Finished(finish_reason=FinishReason.STOP),
    UsageReported(usage=Usage(input_tokens=4, output_tokens=2)),
    Ended(),
]


@pytest.mark.parametrize("case", REQUESTS)
def test_requests(case):
    """Each body means exactly this."""
    members, meant = REQUESTS[case]
    body = json.dumps({"model": "acme/m", "prompt": "Once upon a time", **members}).encode()

    assert CanonicalRequest(model="acme/m", **{"messages": ONCE, **meant}) == OPENAI_COMPLETIONS.decode_request(body)


def test_an_answer():
    """It is written exactly so, and the SDK's own type reads it."""
    body = OPENAI_COMPLETIONS.encode_response(ANSWER)

    assert ANSWER_WRITTEN == json.loads(body)
    assert [" there was", " a"] == [choice.text for choice in Completion.model_validate_json(body).choices]


def test_a_stream():
    """Chunk by chunk, as the SDK makes them: it does not check, and its type has no null for a reason not yet known."""
    encoder = OPENAI_COMPLETIONS.encoder(include_usage=True)
    *said, done = [bytes_ for event in EVENTS if (bytes_ := encoder.encode(event))]
    chunks = [json.loads(each.removeprefix(b"data: ")) for each in said]
    frame = {key: ANSWER_WRITTEN[key] for key in ("id", "object", "created", "model")}

    assert b"data: [DONE]\n\n" == done
    assert [
        {**frame, "choices": [{"text": " there", "index": 0, "logprobs": logprobs(0, 0), "finish_reason": None}], "usage": None},
        {**frame, "choices": [{"text": " was", "index": 0, "logprobs": logprobs(1, 6), "finish_reason": None}], "usage": None},
        {**frame, "choices": [{"text": "", "index": 0, "logprobs": None, "finish_reason": "stop"}], "usage": None},
        {**frame, "choices": [], "usage": {"prompt_tokens": 4, "completion_tokens": 2, "total_tokens": 6}},
    ] == chunks  # fmt: skip
    assert " there was" == "".join(choice.text for each in chunks for choice in Completion.construct(**each).choices)


def logprobs(number, offset):
    """Return the logprobs of token *number*, which begins at *offset*."""
    whole = ANSWER_WRITTEN["choices"][0]["logprobs"]
    return {name: [offset] if name == "text_offset" else [told[number]] for name, told in whole.items()}
