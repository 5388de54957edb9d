"""Answers as providers send them, and what each means.

The bodies follow OpenAI's API reference (October 2026), and DeepSeek's, OpenRouter's, Groq's and Azure's additions to it.
"""

import pytest

from proxy.canonical.content import Citation, ImagePart, ReasoningPart, RefusalPart, TextPart, TokenLogprob
from proxy.canonical.jsontext import dump, parse
from proxy.canonical.response import CanonicalResponse, Choice, FinishReason
from proxy.canonical.seal import Seal, SealKind
from proxy.canonical.tools import ToolCall, ToolKind
from proxy.canonical.usage import Usage
from proxy.dialects.openai_chat import OPENAI_CHAT

HEAD = {"id": "chatcmpl-1", "object": "chat.completion", "created": 1_760_000_000, "model": "gpt-x"}
STOP = FinishReason.STOP
LO = {"token": "Lo", "logprob": -2.0, "bytes": None, "top_logprobs": []}
HI = {
    "token": "Hi",
    "logprob": -0.25,
    "bytes": [72, 105],
    "top_logprobs": [{"token": "Lo", "logprob": -2.0, "bytes": None}],
}


def choice(reason, index=0, *, beside=None, **message):
    """Return a choice of an answer."""
    return {
        "index": index,
        "message": {"role": "assistant", **message},
        "finish_reason": reason,
        **(beside or {}),
    }


def call(told, arguments):
    """Return a call of the weather."""
    return {"id": told, "type": "function", "function": {"name": "get_weather", "arguments": arguments}}


def counts(prompt, completion, **details):
    """Return a usage object."""
    return {
        "prompt_tokens": prompt,
        "completion_tokens": completion,
        "total_tokens": prompt + completion,
        **details,
    }


CASES = {
    "text": (
        {"choices": [choice("stop", content="Hi!")], "usage": counts(9, 2)},
        {
            "choices": (Choice(parts=(TextPart(text="Hi!"),), finish_reason=STOP),),
            "usage": Usage(input_tokens=9, output_tokens=2),
        },
    ),
    "no usage": (
        {"choices": [choice("stop", content="Hi!")]},
        {"choices": (Choice(parts=(TextPart(text="Hi!"),), finish_reason=STOP),)},
    ),
    "empty text": (
        {"choices": [choice("stop", content="")]},
        {"choices": (Choice(parts=(TextPart(text=""),), finish_reason=STOP),)},
    ),
    "unicode": (
        {"choices": [choice("stop", content="Grüße, 世界 🌍\n\u2028")]},
        {"choices": (Choice(parts=(TextPart(text="Grüße, 世界 🌍\n\u2028"),), finish_reason=STOP),)},
    ),
    "length": (
        {"choices": [choice("length", content="Hi")]},
        {"choices": (Choice(parts=(TextPart(text="Hi"),), finish_reason=FinishReason.LENGTH),)},
    ),
    "content filter": (
        {"choices": [choice("content_filter", content=None)]},
        {"choices": (Choice(finish_reason=FinishReason.CONTENT_FILTER),)},
    ),
    "refusal": (
        {"choices": [choice("stop", content=None, refusal="I can't.")]},
        {"choices": (Choice(parts=(RefusalPart(text="I can't."),), finish_reason=STOP),)},
    ),
    "tool call": (
        {"choices": [choice("tool_calls", content=None, tool_calls=[call("call_1", '{"city":"Bern"}')])]},
        {
            "choices": (
                Choice(
                    parts=(ToolCall(id="call_1", name="get_weather", arguments='{"city":"Bern"}'),),
                    finish_reason=FinishReason.TOOL_CALLS,
                ),
            )
        },
    ),
    "parallel calls, one with broken arguments": (
        {"choices": [choice("tool_calls", content="Let me see.", tool_calls=[call("1", "{}"), call("2", '{"ci')])]},
        {
            "choices": (
                Choice(
                    parts=(
                        TextPart(text="Let me see."),
                        ToolCall(id="1", name="get_weather", arguments="{}"),
                        ToolCall(id="2", name="get_weather", arguments='{"ci'),
                    ),
                    finish_reason=FinishReason.TOOL_CALLS,
                ),
            )
        },
    ),
    "custom tool call": (
        {
            "choices": [
                choice(
                    "tool_calls",
                    content=None,
                    tool_calls=[{"id": "1", "type": "custom", "custom": {"name": "sql", "input": "select 1"}}],
                )
            ]
        },
        {
            "choices": (
                Choice(
                    parts=(ToolCall(id="1", name="sql", arguments="select 1", kind=ToolKind.CUSTOM),),
                    finish_reason=FinishReason.TOOL_CALLS,
                ),
            )
        },
    ),
    "several choices": (
        {"choices": [choice("stop", content="a"), choice("length", 1, content="b")]},
        {
            "choices": (
                Choice(parts=(TextPart(text="a"),), finish_reason=STOP),
                Choice(index=1, parts=(TextPart(text="b"),), finish_reason=FinishReason.LENGTH),
            )
        },
    ),
    "usage in detail": (
        {
            "choices": [choice("stop", content="Hi!")],
            "usage": counts(
                100,
                50,
                prompt_tokens_details={"cached_tokens": 60, "cache_write_tokens": 10, "audio_tokens": 5},
                completion_tokens_details={"reasoning_tokens": 40, "audio_tokens": 3},
            ),
        },
        {
            "choices": (Choice(parts=(TextPart(text="Hi!"),), finish_reason=STOP),),
            "usage": Usage(
                input_tokens=100,
                output_tokens=50,
                cache_read_tokens=60,
                cache_write_tokens=10,
                reasoning_tokens=40,
                audio_input_tokens=5,
                audio_output_tokens=3,
            ),
        },
    ),
    "log probabilities, fingerprint and tier": (
        {
            "choices": [choice("stop", content="Hi", beside={"logprobs": {"content": [HI, LO]}})],
            "system_fingerprint": "fp_1",
            "service_tier": "default",
        },
        {
            "choices": (
                Choice(
                    parts=(
                        TextPart(
                            text="Hi",
                            logprobs=(
                                TokenLogprob(
                                    token="Hi",
                                    logprob=-0.25,
                                    octets=(72, 105),
                                    top=(TokenLogprob(token="Lo", logprob=-2.0),),
                                ),
                                TokenLogprob(token="Lo", logprob=-2.0),
                            ),
                        ),
                    ),
                    finish_reason=STOP,
                ),
            ),
            "service_tier": "default",
            "extra": {"system_fingerprint": "fp_1"},
        },
    ),
    "citations and audio": (
        {
            "choices": [
                choice(
                    "stop",
                    content="Hi",
                    annotations=[
                        {
                            "type": "url_citation",
                            "url_citation": {
                                "start_index": 0,
                                "end_index": 2,
                                "title": "t",
                                "url": "https://a.example",
                            },
                        },
                    ],
                    audio={"id": "a"},
                )
            ]
        },
        {
            "choices": (
                Choice(
                    parts=(
                        TextPart(text="Hi", citations=(Citation(url="https://a.example", title="t", start=0, end=2),)),
                    ),
                    finish_reason=STOP,
                    message_extra={"audio": {"id": "a"}},
                ),
            )
        },
    ),
    "OpenRouter: sealed thoughts, a signed call and an image": (
        {
            "choices": [
                choice(
                    "tool_calls",
                    content="Look.",
                    reasoning_content="2 and 2\n\n4",
                    reasoning_details=[
                        {
                            "type": "reasoning.text",
                            "text": "2 and 2",
                            "signature": "EqQB",
                            "format": "anthropic-claude-v1",
                            "index": 0,
                        },
                        {
                            "type": "reasoning.summary",
                            "summary": "4",
                            "id": "rs_1",
                            "format": "openai-responses-v1",
                            "index": 1,
                        },
                        {
                            "type": "reasoning.encrypted",
                            "data": "gAAA",
                            "id": "rs_1",
                            "format": "openai-responses-v1",
                            "index": 2,
                        },
                        {
                            "type": "reasoning.encrypted",
                            "data": "CoID",
                            "id": "call_1",
                            "format": "google-gemini-v1",
                            "index": 3,
                        },
                    ],
                    images=[{"type": "image_url", "image_url": {"url": "data:image/png;base64,iVBO"}}],
                    tool_calls=[call("call_1", "{}")],
                )
            ]
        },
        {
            "choices": (
                Choice(
                    parts=(
                        ReasoningPart(text="2 and 2", seal=Seal(family="anthropic", data="EqQB")),
                        ReasoningPart(
                            text="4",
                            is_summary=True,
                            seal=Seal(family="openai", data="gAAA", kind=SealKind.ENCRYPTED, id="rs_1"),
                        ),
                        TextPart(text="Look."),
                        ImagePart(url="data:image/png;base64,iVBO"),
                        ToolCall(
                            id="call_1",
                            name="get_weather",
                            arguments="{}",
                            seal=Seal(family="google", data="CoID"),
                        ),
                    ),
                    finish_reason=FinishReason.TOOL_CALLS,
                ),
            )
        },
    ),
    "vLLM: the stop sequence": (
        {"choices": [choice("stop", content="Hi", beside={"stop_reason": "END"})]},
        {"choices": (Choice(parts=(TextPart(text="Hi"),), finish_reason=STOP, stop_sequence="END"),)},
    ),
    "DeepSeek: reasoning": (
        {"choices": [choice("stop", content="4", reasoning_content="2 and 2")]},
        {"choices": (Choice(parts=(ReasoningPart(text="2 and 2"), TextPart(text="4")), finish_reason=STOP),)},
    ),
    "OpenRouter: native finish reason and provider": (
        {
            "choices": [choice("stop", content="Hi", beside={"native_finish_reason": "end_turn"})],
            "provider": "Anthropic",
        },
        {
            "choices": (Choice(parts=(TextPart(text="Hi"),), finish_reason=STOP, native_finish_reason="end_turn"),),
            "extra": {"provider": "Anthropic"},
        },
    ),
    "a vendor's own finish reason": (
        {"choices": [choice("model_length", content="Hi")]},
        {
            "choices": (
                Choice(
                    parts=(TextPart(text="Hi"),), finish_reason=FinishReason.OTHER, native_finish_reason="model_length"
                ),
            )
        },
    ),
    "Azure: filter results": (
        {
            "choices": [choice("stop", content="Hi", beside={"content_filter_results": {"hate": {"filtered": False}}})],
            "prompt_filter_results": [{"prompt_index": 0}],
        },
        {
            "choices": (
                Choice(
                    parts=(TextPart(text="Hi"),),
                    finish_reason=STOP,
                    extra={"content_filter_results": {"hate": {"filtered": False}}},
                ),
            ),
            "extra": {"prompt_filter_results": [{"prompt_index": 0}]},
        },
    ),
}


@pytest.mark.parametrize(("wire", "meant"), CASES.values(), ids=CASES)
def test_an_answer_means_what_its_provider_meant(wire, meant):
    """Each form of answer has one canonical meaning, and nothing of it is lost."""
    expected = CanonicalResponse(id=HEAD["id"], model=HEAD["model"], created=HEAD["created"], **meant)

    assert expected == OPENAI_CHAT.decode_response(dump({**HEAD, **wire}))


@pytest.mark.parametrize(("wire", "meant"), CASES.values(), ids=CASES)
def test_a_meaning_is_written_as_it_was(wire, meant):
    """Encoded again, the answer says the same, absence and null told apart."""
    response = CanonicalResponse(id=HEAD["id"], model=HEAD["model"], created=HEAD["created"], **meant)

    assert {**HEAD, **wire} == parse(OPENAI_CHAT.encode_response(response))


@pytest.mark.parametrize(
    ("message", "meant"),
    [
        (
            {"content": "4", "reasoning": "2 and 2"},
            Choice(parts=(ReasoningPart(text="2 and 2"), TextPart(text="4")), finish_reason=STOP),
        ),
        ({"content": "4", "tool_calls": []}, Choice(parts=(TextPart(text="4"),), finish_reason=STOP)),
        (
            {
                "content": "4",
                "reasoning": "2 and 2",
                "reasoning_details": [{"type": "reasoning.text", "text": "2 and 2", "signature": None, "index": 0}],
            },
            Choice(parts=(ReasoningPart(text="2 and 2"), TextPart(text="4")), finish_reason=STOP),
        ),
        (
            {
                "content": [
                    {"type": "thinking", "thinking": [{"type": "text", "text": "2 and 2"}]},
                    {"type": "text", "text": "4"},
                ]
            },
            Choice(parts=(ReasoningPart(text="2 and 2"), TextPart(text="4")), finish_reason=STOP),
        ),
    ],
    ids=[
        "Groq: reasoning by its other name",
        "vLLM: no calls, as a list",
        "OpenRouter: one thought, told twice",
        "Mistral: parts of a model that reasons",
    ],
)
def test_imitators_mean_the_same(message, meant):
    """Two ways of writing one thing have one meaning."""
    body = dump({**HEAD, "choices": [choice("stop", **message)]})

    assert (meant,) == OPENAI_CHAT.decode_response(body).choices
