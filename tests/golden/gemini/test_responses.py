"""Whole answers as the Gemini API and Vertex AI send them, and what each means.

The bodies follow the REST references and guides of both (November 2026).
"""

import pytest

from proxy.canonical.content import AudioPart, Citation, ImagePart, ReasoningPart, TextPart, TokenLogprob, UnknownPart
from proxy.canonical.jsontext import dump, parse
from proxy.canonical.response import CanonicalResponse, Choice, FinishReason
from proxy.canonical.seal import Seal
from proxy.canonical.tools import ToolCall
from proxy.canonical.usage import Usage
from proxy.dialects import callids
from proxy.dialects.gemini import GEMINI
from proxy.errors import MalformedStream

SEAL = Seal(family="google", data="CsYBAdHtim8=")
STOP = FinishReason.STOP
COUNTS = {"promptTokenCount": 9, "candidatesTokenCount": 2, "totalTokenCount": 11}


def answered(*parts, reason="STOP", beside=None, **members):
    """Return an answer of one candidate."""
    content = {"parts": list(parts), "role": "model"} if parts else {"role": "model"}
    candidate = {"content": content, "finishReason": reason, "index": 0, **(beside or {})}
    return {
        "candidates": [candidate],
        "usageMetadata": COUNTS,
        "modelVersion": "gemini-3-pro",
        "responseId": "r1",
        **members,
    }


def meant(*parts, reason=STOP, native="STOP", extra=None, **fields):
    """Return what `answered` means."""
    choice = Choice(parts=parts, finish_reason=reason, native_finish_reason=native, extra=extra or {})
    usual = {"choices": (choice,), "usage": Usage(input_tokens=9, output_tokens=2)}
    return CanonicalResponse(**{"id": "r1", "model": "gemini-3-pro", "created": 0, **usual, **fields})


def ended(word, reason):
    """Return an answer that ended with *word*, and what it means."""
    return answered({"text": "H"}, reason=word), meant(TextPart(text="H"), reason=reason, native=word)


GROUNDED = {
    "groundingChunks": [{"web": {"uri": "https://a.example", "title": "A"}}],
    "groundingSupports": [
        {"segment": {"startIndex": 3, "endIndex": 11, "text": "Spieß"}, "groundingChunkIndices": [0]}
    ],
}
SHOWN = {
    "webSearchQueries": ["who", "what"],
    "searchEntryPoint": {"renderedContent": "<div>"},
    "groundingChunks": [{"web": {"uri": "https://a.example"}}, {"maps": {"uri": "https://b.example", "title": "B"}}],
    "groundingSupports": [
        {"segment": {"endIndex": 2, "text": "Hi"}, "groundingChunkIndices": [0, 0], "confidenceScores": [0.9, 0.8]}
    ],
}
CITED = {"citations": [{"startIndex": 0, "endIndex": 2, "uri": "https://c.example", "license": "mit"}, {"endIndex": 1}]}

EXACT = {
    "text": (answered({"text": "Hi!"}), meant(TextPart(text="Hi!"))),
    "unicode": (answered({"text": "世界 🌍"}), meant(TextPart(text="世界 🌍"))),
    "cut at the bound": ended("MAX_TOKENS", FinishReason.LENGTH),
    "stopped for safety": ended("SAFETY", FinishReason.CONTENT_FILTER),
    "recitation": ended("RECITATION", FinishReason.CONTENT_FILTER),
    "a malformed call": ended("MALFORMED_FUNCTION_CALL", FinishReason.OTHER),
    "a missing signature": ended("MISSING_THOUGHT_SIGNATURE", FinishReason.OTHER),
    "nothing said, since it only thought": (
        answered(reason="MAX_TOKENS"),
        meant(reason=FinishReason.LENGTH, native="MAX_TOKENS"),
    ),
    "a thought, and a signed text": (
        answered({"text": "Hm.", "thought": True}, {"text": "Hi!", "thoughtSignature": SEAL.data}),
        meant(ReasoningPart(text="Hm.", is_summary=True), ReasoningPart(seal=SEAL), TextPart(text="Hi!")),
    ),
    "a signed call with an id, and one more": (
        answered(
            {"functionCall": {"id": "a", "name": "f", "args": {"x": 1}}, "thoughtSignature": SEAL.data},
            {"functionCall": {"id": "b", "name": "g", "args": {}}},
        ),
        meant(
            ToolCall(id="a", name="f", arguments='{"x":1}', seal=SEAL),
            ToolCall(id="b", name="g", arguments="{}"),
            reason=FinishReason.TOOL_CALLS,
        ),
    ),
    "an image and audio": (
        answered(
            {"inlineData": {"mimeType": "image/png", "data": "+/8="}, "thoughtSignature": SEAL.data},
            {"inlineData": {"mimeType": "audio/L16;codec=pcm;rate=24000", "data": "AAA="}},
        ),
        meant(
            ReasoningPart(seal=SEAL),
            ImagePart(url="data:image/png;base64,+/8="),
            AudioPart(data="AAA=", format="pcm16"),
        ),
    ),
    "an image that the model made on its way": (
        answered({"inlineData": {"mimeType": "image/png", "data": "AAA="}, "thought": True}, {"text": "Hi"}),
        meant(
            UnknownPart(
                kind="thought", extra={"inlineData": {"mimeType": "image/png", "data": "AAA="}, "thought": True}
            ),
            TextPart(text="Hi"),
        ),
    ),
    "code that Google ran": (
        answered({"executableCode": {"language": "PYTHON", "code": "1+1"}}, {"text": "2"}),
        meant(
            UnknownPart(kind="executableCode", extra={"executableCode": {"language": "PYTHON", "code": "1+1"}}),
            TextPart(text="2"),
        ),
    ),
    "a source of a piece, counted in bytes": (
        answered({"text": "Ein Spieß."}, beside={"groundingMetadata": GROUNDED | {
            "groundingSupports": [
                {"segment": {"startIndex": 4, "endIndex": 10, "text": "Spieß"}, "groundingChunkIndices": [0]}
            ]
        }}),
        meant(
            TextPart(text="Ein Spieß.", citations=(Citation(url="https://a.example", title="A", start=4, end=9),))
        ),
    ),
    "sources, with what Google wants shown beside": (
        answered({"text": "Hi!"}, beside={"groundingMetadata": SHOWN}),
        meant(
            TextPart(
                text="Hi!",
                citations=(
                    Citation(url="https://a.example", start=0, end=2),
                    Citation(url="https://a.example", start=0, end=2),
                    Citation(url="https://b.example", title="B"),
                ),
            ),
            extra={"groundingMetadata": SHOWN},
            usage=Usage(input_tokens=9, output_tokens=2, tool_requests=2),
        ),
    ),
    "a citation of what was recited": (
        answered({"text": "Hi!"}, beside={"citationMetadata": CITED}),
        meant(
            TextPart(text="Hi!", citations=(Citation(url="https://c.example", start=0, end=2),)),
            extra={"citationMetadata": CITED},
        ),
    ),
    "how likely the tokens were": (
        answered(
            {"text": "Hi"},
            beside={
                "logprobsResult": {
                    "chosenCandidates": [{"token": "Hi", "logProbability": -0.1}],
                    "topCandidates": [{"candidates": [{"token": "Hi", "logProbability": -0.1}]}],
                },
                "avgLogprobs": -0.1,
            },
        ),
        meant(
            TextPart(
                text="Hi",
                logprobs=(TokenLogprob(token="Hi", logprob=-0.1, top=(TokenLogprob(token="Hi", logprob=-0.1),)),),
            ),
            extra={"avgLogprobs": -0.1},
        ),
    ),
    "how likely they were, by their numbers": (
        answered({"text": "Hi"}, beside={"logprobsResult": {"chosenCandidates": [{"token": "Hi", "logProbability": -1.0,
                                                                                  "tokenId": 7}]}}),
        meant(
            TextPart(text="Hi", logprobs=(TokenLogprob(token="Hi", logprob=-1.0),)),
            extra={"logprobsResult": {"chosenCandidates": [{"token": "Hi", "logProbability": -1.0, "tokenId": 7}]}},
        ),
    ),
    "two candidates": (
        answered({"text": "a"}) | {
            "candidates": [
                {"content": {"parts": [{"text": "a"}], "role": "model"}, "finishReason": "STOP", "index": 0},
                {"content": {"parts": [{"text": "b"}], "role": "model"}, "finishReason": "STOP", "index": 1},
            ]
        },
        meant(
            choices=(
                Choice(parts=(TextPart(text="a"),), finish_reason=STOP, native_finish_reason="STOP"),
                Choice(index=1, parts=(TextPart(text="b"),), finish_reason=STOP, native_finish_reason="STOP"),
            )
        ),
    ),
    "a blocked prompt": (
        {"promptFeedback": {"blockReason": "PROHIBITED_CONTENT"}, "modelVersion": "gemini-3-pro", "responseId": "r1",
         "usageMetadata": {"promptTokenCount": 9, "candidatesTokenCount": 0, "totalTokenCount": 9}},
        meant(
            reason=FinishReason.CONTENT_FILTER,
            native="PROHIBITED_CONTENT",
            usage=Usage(input_tokens=9),
        ) ,
    ),
    "Vertex AI's time, ratings and unknown fields": (
        answered(
            {"text": "Hi!"},
            beside={"safetyRatings": [{"category": "HARM_CATEGORY_HARASSMENT", "probability": "NEGLIGIBLE"}]},
            createTime="2026-11-01T10:00:00Z",
            newField=1,
        ),
        meant(
            TextPart(text="Hi!"),
            extra={"safetyRatings": [{"category": "HARM_CATEGORY_HARASSMENT", "probability": "NEGLIGIBLE"}]},
            created=1_793_527_200,
        ),
    ),
    "every count": (
        answered(
            {"text": "Hi!"},
            usageMetadata={
                "promptTokenCount": 100,
                "candidatesTokenCount": 20,
                "totalTokenCount": 150,
                "cachedContentTokenCount": 40,
                "thoughtsTokenCount": 30,
                "promptTokensDetails": [
                    {"modality": "TEXT", "tokenCount": 50},
                    {"modality": "AUDIO", "tokenCount": 30},
                    {"modality": "IMAGE", "tokenCount": 20},
                ],
                "candidatesTokensDetails": [
                    {"modality": "TEXT", "tokenCount": 5},
                    {"modality": "IMAGE", "tokenCount": 15},
                ],
            },
        ),
        meant(
            TextPart(text="Hi!"),
            usage=Usage(
                input_tokens=100,
                output_tokens=50,
                cache_read_tokens=40,
                reasoning_tokens=30,
                audio_input_tokens=30,
                image_input_tokens=20,
                image_output_tokens=15,
            ),
        ),
    ),
}  # fmt: skip
"""Answers that are written again as they were."""

BESIDE = {
    "a blocked prompt": {"promptFeedback": {"blockReason": "PROHIBITED_CONTENT"}},
    "Vertex AI's time, ratings and unknown fields": {"newField": 1},
}


def with_beside(name, response):
    """Return *response* with what the answer of that name has at its top."""
    fields = {field: getattr(response, field) for field in CanonicalResponse.__dataclass_fields__}
    return CanonicalResponse(**{**fields, "extra": BESIDE.get(name, {})})


@pytest.mark.parametrize(("name", "body", "response"), [(name, *case) for name, case in EXACT.items()], ids=EXACT)
def test_an_answer_means_what_its_sender_meant(name, body, response):
    """An answer is decoded to exactly this."""
    assert with_beside(name, response) == GEMINI.decode_response(dump(body))


@pytest.mark.parametrize(("name", "body", "response"), [(name, *case) for name, case in EXACT.items()], ids=EXACT)
def test_an_answer_is_written_again_as_it_was(name, body, response):
    """What is decoded and encoded again is the same."""
    assert body == parse(GEMINI.encode_response(with_beside(name, response)))


OTHERWISE = {
    "calls without ids": (
        answered({"functionCall": {"name": "f", "args": {"x": 1}}}, {"functionCall": {"name": "f"}}),
        meant(
            ToolCall(id=callids.invent("r1", 0), name="f", arguments='{"x":1}'),
            ToolCall(id=callids.invent("r1", 1), name="f", arguments="{}"),
            reason=FinishReason.TOOL_CALLS,
        ),
    ),
    "no candidates, and no word why": (
        {"usageMetadata": COUNTS, "modelVersion": "gemini-3-pro", "responseId": "r1"},
        meant(reason=FinishReason.OTHER, native=None),
    ),
    "what the tools read": (
        answered({"text": "Hi"}, usageMetadata=COUNTS | {"toolUsePromptTokenCount": 50, "totalTokenCount": 61}),
        meant(TextPart(text="Hi"), usage=Usage(input_tokens=59, output_tokens=2)),
    ),
    "a count that leaves thoughts out but in the total": (
        answered({"text": "Hi"}, usageMetadata=COUNTS | {"totalTokenCount": 30}),
        meant(TextPart(text="Hi"), usage=Usage(input_tokens=9, output_tokens=21)),
    ),
}


@pytest.mark.parametrize(("body", "response"), OTHERWISE.values(), ids=OTHERWISE)
def test_an_answer_in_another_form_is_understood(body, response):
    """An answer that is not written so again is decoded to exactly this."""
    assert response == GEMINI.decode_response(dump(body))


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"choices":[]}', b"<html>", b'{"candidates":[1]}'])
def test_what_is_no_answer_is_malformed(body):
    """Bytes of another kind are not taken for an answer."""
    with pytest.raises(MalformedStream):
        GEMINI.decode_response(body)


def test_a_failure_with_status_200_is_no_answer():
    """A failure that came as an answer is one to try elsewhere."""
    with pytest.raises(MalformedStream, match="overloaded"):
        GEMINI.decode_response(b'{"error":{"code":503,"message":"The model is overloaded.","status":"UNAVAILABLE"}}')
