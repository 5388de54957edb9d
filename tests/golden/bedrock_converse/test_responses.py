"""Answers as Bedrock sends them, and what each means.

They follow the examples of the Bedrock User Guide and API reference (read November 2026); botocore 1.44.8 parses each.
"""

import pytest

from proxy.canonical.content import Citation, ImagePart, ReasoningPart, TextPart, UnknownPart
from proxy.canonical.jsontext import dump, parse
from proxy.canonical.response import CanonicalResponse, Choice, FinishReason
from proxy.canonical.seal import Seal, SealKind
from proxy.canonical.tools import ToolCall
from proxy.canonical.usage import Usage
from proxy.dialects.bedrock_converse import BEDROCK_CONVERSE
from tests.support.bedrock import answer_of

COUNTS = {"inputTokens": 9, "outputTokens": 2, "totalTokens": 11}
COUNTED = Usage(input_tokens=9, output_tokens=2)
METRICS = {"latencyMs": 551}
STOP, CALLS, FILTERED = FinishReason.STOP, FinishReason.TOOL_CALLS, FinishReason.CONTENT_FILTER
HI = {"text": "Hi!"}


def body(*content, reason="end_turn", **beside):
    """Return an answer's members."""
    message = {"role": "assistant", "content": list(content)}
    return {"output": {"message": message}, "stopReason": reason, "usage": COUNTS, "metrics": METRICS, **beside}


def meant(*parts, reason=STOP, native="end_turn", told=None, extra=None, **beside):
    """Return what an answer means."""
    choice = Choice(parts=parts, finish_reason=reason, native_finish_reason=native, stop_sequence=told)
    known = {"usage": COUNTED, **beside}
    return CanonicalResponse(
        id="", model="", created=0, choices=(choice,), extra={"metrics": METRICS, **(extra or {})}, **known
    )


SAID = TextPart(text="Hi!")
GUARDRAIL = {"guardrail": {"actionReason": "Guardrail blocked."}}

CASES = {
    "text": (body(HI), meant(SAID)),
    "nothing": (body(), meant()),
    "an empty text": (body({"text": ""}), meant(TextPart(text=""))),
    "unicode": (body({"text": "世界 🌍\u2028"}), meant(TextPart(text="世界 🌍\u2028"))),
    "parallel calls": (
        body(
            {"text": "Both."},
            {"toolUse": {"toolUseId": "t1", "name": "f", "input": {"city": "Bern", "n": [1, None]}}},
            {"toolUse": {"toolUseId": "t2", "name": "g", "input": {}}},
            reason="tool_use",
        ),
        meant(
            TextPart(text="Both."),
            ToolCall(id="t1", name="f", arguments='{"city":"Bern","n":[1,null]}'),
            ToolCall(id="t2", name="g", arguments="{}"),
            reason=CALLS,
            native="tool_use",
        ),
    ),
    "thoughts": (
        body(
            {"reasoningContent": {"reasoningText": {"text": "Hm.", "signature": "sig"}}},
            {"reasoningContent": {"redactedContent": "AAEC"}},
            {"reasoningContent": {"reasoningText": {"text": "Unsigned."}}},
            HI,
        ),
        meant(
            ReasoningPart(text="Hm.", seal=Seal(family="anthropic", data="sig")),
            ReasoningPart(seal=Seal(family="anthropic", data="AAEC", kind=SealKind.ENCRYPTED)),
            ReasoningPart(text="Unsigned."),
            SAID,
        ),
    ),
    "length": (
        body(HI, reason="max_tokens"),
        meant(SAID, reason=FinishReason.LENGTH, native="max_tokens"),
    ),
    "context window": (
        body(HI, reason="model_context_window_exceeded"),
        meant(SAID, reason=FinishReason.LENGTH, native="model_context_window_exceeded"),
    ),
    "a stop sequence": (
        body(HI, reason="stop_sequence", additionalModelResponseFields={"stop_sequence": "END"}),
        meant(SAID, native="stop_sequence", told="END"),
    ),
    "content filter": (body(reason="content_filtered"), meant(reason=FILTERED, native="content_filtered")),
    "refusal": (body(HI, reason="refusal"), meant(SAID, reason=FILTERED, native="refusal")),
    "guardrail": (
        body({"text": "Blocked."}, reason="guardrail_intervened", trace=GUARDRAIL),
        meant(TextPart(text="Blocked."), reason=FILTERED, native="guardrail_intervened", extra={"trace": GUARDRAIL}),
    ),
    "malformed call": (
        body(reason="malformed_tool_use"),
        meant(reason=FinishReason.OTHER, native="malformed_tool_use"),
    ),
    "cache": (
        body(
            HI,
            usage={
                **COUNTS,
                "totalTokens": 1111,
                "cacheReadInputTokens": 1000,
                "cacheWriteInputTokens": 100,
                "cacheDetails": [{"ttl": "1h", "inputTokens": 60}, {"ttl": "5m", "inputTokens": 40}],
            },
        ),
        meant(
            SAID,
            usage=Usage(
                input_tokens=1109,
                output_tokens=2,
                cache_read_tokens=1000,
                cache_write_tokens=100,
                cache_write_1h_tokens=60,
            ),
        ),
    ),
    "citations": (
        body(
            {
                "citationsContent": {
                    "content": [{"text": "Green."}],
                    "citations": [
                        {
                            "title": "Doc",
                            "sourceContent": [{"text": "Grass is green."}],
                            "location": {"documentPage": {"documentIndex": 0, "start": 1, "end": 2}},
                        },
                        {"location": {"web": {"url": "https://example.org/a", "domain": "example.org"}}},
                        {
                            "source": "https://example.org/b",
                            "location": {"searchResultLocation": {"searchResultIndex": 0, "start": 0, "end": 1}},
                        },
                    ],
                }
            }
        ),
        meant(
            TextPart(
                text="Green.",
                citations=(
                    Citation(
                        title="Doc",
                        quote="Grass is green.",
                        extra={"location": {"documentPage": {"documentIndex": 0, "start": 1, "end": 2}}},
                    ),
                    Citation(url="https://example.org/a", extra={"location": {"web": {"domain": "example.org"}}}),
                    Citation(
                        url="https://example.org/b",
                        extra={"location": {"searchResultLocation": {"searchResultIndex": 0, "start": 0, "end": 1}}},
                    ),
                ),
            )
        ),
    ),
    "an image": (
        body({"image": {"format": "png", "source": {"bytes": "iVBO"}}}),
        meant(ImagePart(url="data:image/png;base64,iVBO")),
    ),
    "an image that failed": (
        body({"image": {"format": "png", "source": {"bytes": "AA=="}, "error": {"message": "no"}}}),
        meant(
            UnknownPart(
                kind="image",
                extra={"image": {"format": "png", "source": {"bytes": "AA=="}, "error": {"message": "no"}}},
            )
        ),
    ),
    "a tool that Bedrock ran": (
        body(
            {"toolUse": {"toolUseId": "s1", "name": "nova_grounding", "type": "server_tool_use", "input": {}}},
            {"toolResult": {"toolUseId": "s1", "type": "nova_grounding_result", "content": [{"text": "x"}]}},
            HI,
        ),
        meant(
            UnknownPart(
                kind="toolUse",
                extra={
                    "toolUse": {"toolUseId": "s1", "name": "nova_grounding", "type": "server_tool_use", "input": {}}
                },
            ),
            UnknownPart(
                kind="toolResult",
                extra={"toolResult": {"toolUseId": "s1", "type": "nova_grounding_result", "content": [{"text": "x"}]}},
            ),
            SAID,
        ),
    ),
    "tier, performance and a router's choice": (
        body(
            HI,
            serviceTier={"type": "priority"},
            performanceConfig={"latency": "optimized"},
            trace={"promptRouter": {"invokedModelId": "arn:aws:bedrock:us-east-1::foundation-model/a.b"}},
        ),
        meant(
            SAID,
            service_tier="priority",
            extra={
                "performanceConfig": {"latency": "optimized"},
                "trace": {"promptRouter": {"invokedModelId": "arn:aws:bedrock:us-east-1::foundation-model/a.b"}},
            },
        ),
    ),
    "fields that nobody knows yet": (
        body(HI, {"hologram": {"y": 2}}, z=3),
        meant(
            SAID,
            UnknownPart(kind="hologram", extra={"hologram": {"y": 2}}),
            extra={"z": 3},
        ),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_an_answer_is_understood(name):
    """Each answer means what its documentation says."""
    members, meaning = CASES[name]

    assert meaning == BEDROCK_CONVERSE.decode_response(dump(members))


@pytest.mark.parametrize("name", CASES)
def test_an_answer_is_written_as_it_came(name):
    """The simulator writes the members that it read."""
    members, meaning = CASES[name]

    assert members == parse(BEDROCK_CONVERSE.encode_response(meaning))


@pytest.mark.parametrize("name", CASES)
def test_botocore_reads_what_is_written(name):
    """A client of AWS's gets the reason, the counts and the content from what is written."""
    members, meaning = CASES[name]
    parsed = answer_of(BEDROCK_CONVERSE.encode_response(meaning))

    assert (members["stopReason"], members["usage"]) == (parsed["stopReason"], parsed["usage"])
    assert len(members["output"]["message"]["content"]) == len(parsed["output"]["message"]["content"])
