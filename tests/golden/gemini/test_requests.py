"""Request bodies as clients send them, and what each means.

The bodies follow the REST references and guides of the Gemini API and of Vertex AI (November 2026).
"""

import pytest

from proxy.canonical.content import AudioPart, FilePart, ImagePart, ReasoningPart, TextPart, UnknownPart
from proxy.canonical.jsontext import dump
from proxy.canonical.request import Message, Reasoning, ResponseFormat, ResponseFormatKind, Role
from proxy.canonical.seal import Seal
from proxy.canonical.tools import ToolCall, ToolChoice, ToolChoiceMode, ToolDefinition, ToolKind
from proxy.dialects.base import Aim, Where
from proxy.dialects.gemini import GEMINI
from proxy.dialects.gemini.flavours import FLAVOURS
from tests.support.gemini import (
    HELLO,
    HELLO_MEANT,
    OWN_SCHEMA,
    OWN_SCHEMA_MEANT,
    PAGE,
    PIXEL,
    SEAL,
    SOUND,
    WEATHER,
    WEATHER_MEANT,
    WEATHER_SCHEMA,
    asked,
    call_meant,
    calling,
    configured,
    inline,
    meaning,
    remote,
    result,
    shown,
    shown_meant,
    thinking,
)

EXACT = {
    "text": (asked(), {}),
    "unicode": (shown({"text": "世界 🌍\n\u2028"}), shown_meant(TextPart(text="世界 🌍\n\u2028"))),
    "system instruction": (
        asked(systemInstruction={"parts": [{"text": "Be brief."}, {"text": "In French."}]}),
        {
            "messages": (
                Message(role=Role.SYSTEM, content=(TextPart(text="Be brief."), TextPart(text="In French."))),
                HELLO_MEANT,
            )
        },
    ),
    "several turns": (
        {"contents": [HELLO, {"role": "model", "parts": [{"text": "Hi."}]}, HELLO]},
        {"messages": (HELLO_MEANT, Message(role=Role.ASSISTANT, content=(TextPart(text="Hi."),)), HELLO_MEANT)},
    ),
    "parallel calls with ids, the first one signed": (
        {
            "contents": [
                HELLO,
                calling(("a", "Bern", SEAL.data), ("b", "Rome")),
                {"role": "user", "parts": [result("a", {"result": "12°"}), result("b", {"result": "20°"})]},
            ]
        },
        {
            "messages": (
                HELLO_MEANT,
                Message(role=Role.ASSISTANT, content=(call_meant("a", "Bern", SEAL), call_meant("b", "Rome"))),
                Message(role=Role.TOOL, content="12°", tool_call_id="a"),
                Message(role=Role.TOOL, content="20°", tool_call_id="b"),
            )
        },
    ),
    "results and a user's words in one turn": (
        {
            "contents": [
                HELLO,
                calling(("a", "Bern", SEAL.data)),
                {"role": "user", "parts": [result("a", {"result": "12°"}), {"text": "And tomorrow?"}]},
            ]
        },
        {
            "messages": (
                HELLO_MEANT,
                Message(role=Role.ASSISTANT, content=(call_meant("a", "Bern", SEAL),)),
                Message(role=Role.TOOL, content="12°", tool_call_id="a"),
                Message(role=Role.USER, content=(TextPart(text="And tomorrow?"),)),
            )
        },
    ),
    "a failure and an object as results": (
        {
            "contents": [
                HELLO,
                calling(("a", "Bern", SEAL.data), ("b", "Rome")),
                {"role": "user", "parts": [result("a", {"error": "no such city"}), result("b", {"degrees": 20})]},
            ]
        },
        {
            "messages": (
                HELLO_MEANT,
                Message(role=Role.ASSISTANT, content=(call_meant("a", "Bern", SEAL), call_meant("b", "Rome"))),
                Message(role=Role.TOOL, content="no such city", tool_call_id="a", is_error=True),
                Message(
                    role=Role.TOOL,
                    content='{"degrees":20}',
                    tool_call_id="b",
                    extra={"functionResponse": {"response": {"degrees": 20}}},
                ),
            )
        },
    ),
    "a result that shows an image": (
        {
            "contents": [
                HELLO,
                calling(("a", "Bern", SEAL.data)),
                {"role": "user", "parts": [result("a", {"result": "see"}, parts=[inline("image/png", PIXEL)])]},
            ]
        },
        {
            "messages": (
                HELLO_MEANT,
                Message(role=Role.ASSISTANT, content=(call_meant("a", "Bern", SEAL),)),
                Message(
                    role=Role.TOOL,
                    content=(TextPart(text="see"), ImagePart(url=f"data:image/png;base64,{PIXEL}")),
                    tool_call_id="a",
                ),
            )
        },
    ),
    "functions and Google's own tools": (
        asked(
            tools=[{"functionDeclarations": [WEATHER]}, {"googleSearch": {}}, {"codeExecution": {}}, {"urlContext": {}}]
        ),
        {
            "tools": (
                WEATHER_MEANT,
                *(
                    ToolDefinition(name=name, kind=ToolKind.NATIVE, extra={name: {}})
                    for name in ("googleSearch", "codeExecution", "urlContext")
                ),
            )
        },
    ),
    "a function with Google's own schema": (
        asked(tools=[{"functionDeclarations": [{"name": "f", "parameters": OWN_SCHEMA}]}]),
        {"tools": (ToolDefinition(name="f", parameters=OWN_SCHEMA_MEANT, extra={"parameters": OWN_SCHEMA}),)},
    ),
    "mode AUTO": (
        asked(toolConfig={"functionCallingConfig": {"mode": "AUTO"}}),
        {"tool_choice": ToolChoice(mode=ToolChoiceMode.AUTO)},
    ),
    "mode NONE": (
        asked(toolConfig={"functionCallingConfig": {"mode": "NONE"}}),
        {"tool_choice": ToolChoice(mode=ToolChoiceMode.NONE)},
    ),
    "mode ANY": (
        asked(toolConfig={"functionCallingConfig": {"mode": "ANY"}}),
        {"tool_choice": ToolChoice(mode=ToolChoiceMode.REQUIRED)},
    ),
    "mode ANY of one": (
        asked(toolConfig={"functionCallingConfig": {"mode": "ANY", "allowedFunctionNames": ["f"]}}),
        {"tool_choice": ToolChoice(mode=ToolChoiceMode.NAMED, name="f")},
    ),
    "mode ANY of some": (
        asked(toolConfig={"functionCallingConfig": {"mode": "ANY", "allowedFunctionNames": ["f", "g"]}}),
        {"tool_choice": ToolChoice(mode=ToolChoiceMode.REQUIRED, allowed=("f", "g"))},
    ),
    "mode VALIDATED of some": (
        asked(toolConfig={"functionCallingConfig": {"mode": "VALIDATED", "allowedFunctionNames": ["f", "g"]}}),
        {"tool_choice": ToolChoice(mode=ToolChoiceMode.AUTO, allowed=("f", "g"))},
    ),
    "mode VALIDATED, and where the user is": (
        asked(
            toolConfig={
                "functionCallingConfig": {"mode": "VALIDATED"},
                "retrievalConfig": {"languageCode": "de"},
            }
        ),
        {
            "tool_choice": ToolChoice(mode=ToolChoiceMode.AUTO, extra={"mode": "VALIDATED"}),
            "extra": {"toolConfig": {"retrievalConfig": {"languageCode": "de"}}},
        },
    ),
    "image and audio in bytes": (
        shown({"text": "What?"}, inline("image/png", PIXEL), inline("audio/wav", SOUND)),
        shown_meant(
            TextPart(text="What?"),
            ImagePart(url=f"data:image/png;base64,{PIXEL}"),
            AudioPart(data=SOUND, format="wav"),
        ),
    ),
    "an image by its address": (
        shown(remote("https://example.org/a.png", "image/png")),
        shown_meant(ImagePart(url="https://example.org/a.png")),
    ),
    "a PDF in bytes, by address and from the Files API": (
        shown(
            inline("application/pdf", PAGE),
            remote("https://example.org/a.pdf", "application/pdf"),
            remote("https://generativelanguage.googleapis.com/v1beta/files/abc", "application/pdf"),
        ),
        shown_meant(
            FilePart(url=f"data:application/pdf;base64,{PAGE}"),
            FilePart(url="https://example.org/a.pdf"),
            FilePart(file_id="https://generativelanguage.googleapis.com/v1beta/files/abc"),
        ),
    ),
    "video": (
        shown(remote("https://youtu.be/9hE5-98ZeCg", "video/mp4") | {"videoMetadata": {"fps": 1}}),
        shown_meant(
            UnknownPart(
                kind="video",
                extra=remote("https://youtu.be/9hE5-98ZeCg", "video/mp4") | {"videoMetadata": {"fps": 1}},
            )
        ),
    ),
    "audio by its address": (
        shown(remote("gs://bucket/a.mp3", "audio/mp3")),
        shown_meant(UnknownPart(kind="audio", extra=remote("gs://bucket/a.mp3", "audio/mp3"))),
    ),
    "sampling": (
        configured(
            maxOutputTokens=100,
            temperature=0.5,
            topP=0.9,
            topK=40,
            candidateCount=2,
            stopSequences=["END"],
            seed=7,
            presencePenalty=0.1,
            frequencyPenalty=0.2,
            responseLogprobs=True,
            logprobs=3,
            responseModalities=["TEXT", "IMAGE"],
            imageConfig={"aspectRatio": "1:1"},
        ),
        {
            "max_output_tokens": 100,
            "temperature": 0.5,
            "top_p": 0.9,
            "top_k": 40,
            "choices": 2,
            "stop": ("END",),
            "seed": 7,
            "presence_penalty": 0.1,
            "frequency_penalty": 0.2,
            "logprobs": True,
            "top_logprobs": 3,
            "modalities": ("text", "image"),
            "extra": {"generationConfig": {"imageConfig": {"aspectRatio": "1:1"}}},
        },
    ),
    "JSON": (
        configured(responseMimeType="application/json"),
        {"response_format": ResponseFormat(kind=ResponseFormatKind.JSON_OBJECT)},
    ),
    "JSON of a schema": (
        configured(responseMimeType="application/json", responseJsonSchema=WEATHER_SCHEMA),
        {"response_format": ResponseFormat(kind=ResponseFormatKind.JSON_SCHEMA, schema=WEATHER_SCHEMA)},
    ),
    "JSON of Google's own schema": (
        configured(responseMimeType="application/json", responseSchema=OWN_SCHEMA),
        {
            "response_format": ResponseFormat(
                kind=ResponseFormatKind.JSON_SCHEMA, schema=OWN_SCHEMA_MEANT, extra={"responseSchema": OWN_SCHEMA}
            )
        },
    ),
    "one of some words, which Google alone knows": (
        configured(responseMimeType="text/x.enum", responseSchema={"type": "STRING", "enum": ["a", "b"]}),
        {
            "extra": {
                "generationConfig": {
                    "responseMimeType": "text/x.enum",
                    "responseSchema": {"type": "STRING", "enum": ["a", "b"]},
                }
            }
        },
    ),
    "a level of thinking, shown": (
        thinking(thinkingLevel="HIGH", includeThoughts=True),
        {"reasoning": Reasoning(effort="high", summary="auto")},
    ),
    "a level of thinking as the guide writes it": (
        thinking(thinkingLevel="minimal"),
        {"reasoning": Reasoning(effort="minimal", is_hidden=True, extra={"thinkingLevel": "minimal"})},
    ),
    "a budget of thinking": (
        thinking(thinkingBudget=1024),
        {"reasoning": Reasoning(budget=1024, is_hidden=True)},
    ),
    "thoughts and their signatures, replayed": (
        {
            "contents": [
                HELLO,
                {
                    "role": "model",
                    "parts": [
                        {"text": "Hm.", "thought": True, "thoughtSignature": SEAL.data},
                        {"text": "Hi.", "thoughtSignature": "c2Vjb25k"},
                        inline("image/png", PIXEL) | {"thoughtSignature": "dGhpcmQ="},
                        {"text": "", "thoughtSignature": "Zm91cnRo"},
                    ],
                },
                HELLO,
            ]
        },
        {
            "messages": (
                HELLO_MEANT,
                Message(
                    role=Role.ASSISTANT,
                    content=(
                        ReasoningPart(text="Hm.", is_summary=True, seal=SEAL),
                        ReasoningPart(seal=Seal(family="google", data="c2Vjb25k")),
                        TextPart(text="Hi."),
                        ReasoningPart(seal=Seal(family="google", data="dGhpcmQ=")),
                        ImagePart(url=f"data:image/png;base64,{PIXEL}"),
                        ReasoningPart(seal=Seal(family="google", data="Zm91cnRo")),
                    ),
                ),
                HELLO_MEANT,
            )
        },
    ),
    "code that Google ran": (
        {
            "contents": [
                HELLO,
                {
                    "role": "model",
                    "parts": [
                        {"executableCode": {"language": "PYTHON", "code": "1+1"}, "thoughtSignature": SEAL.data},
                        {"codeExecutionResult": {"outcome": "OUTCOME_OK", "output": "2"}},
                    ],
                },
                HELLO,
            ]
        },
        {
            "messages": (
                HELLO_MEANT,
                Message(
                    role=Role.ASSISTANT,
                    content=(
                        UnknownPart(
                            kind="executableCode",
                            extra={
                                "executableCode": {"language": "PYTHON", "code": "1+1"},
                                "thoughtSignature": SEAL.data,
                            },
                        ),
                        UnknownPart(
                            kind="codeExecutionResult",
                            extra={"codeExecutionResult": {"outcome": "OUTCOME_OK", "output": "2"}},
                        ),
                    ),
                ),
                HELLO_MEANT,
            )
        },
    ),
    "safety settings, a prompt cache and unknown fields": (
        asked(
            safetySettings=[{"category": "HARM_CATEGORY_HARASSMENT", "threshold": "BLOCK_NONE"}],
            cachedContent="cachedContents/1",
            newField={"a": 1},
        ),
        {
            "extra": {
                "safetySettings": [{"category": "HARM_CATEGORY_HARASSMENT", "threshold": "BLOCK_NONE"}],
                "cachedContent": "cachedContents/1",
                "newField": {"a": 1},
            }
        },
    ),
    "labels, tier and storing": (
        asked(labels={"team": "a"}, serviceTier="standard", store=True),
        {"metadata": {"team": "a"}, "service_tier": "default", "store": True},
    ),
    "huge arguments": (
        {
            "contents": [
                HELLO,
                {"role": "model", "parts": [{"functionCall": {"id": "a", "name": "f", "args": {"x": "y" * 300_000}}}]},
                {"role": "user", "parts": [{"functionResponse": {"id": "a", "name": "f", "response": {"result": ""}}}]},
            ]
        },
        {
            "model": "gemini-2.5-flash",
            "messages": (
                HELLO_MEANT,
                Message(
                    role=Role.ASSISTANT,
                    content=(ToolCall(id="a", name="f", arguments='{"x":"' + "y" * 300_000 + '"}'),),
                ),
                Message(role=Role.TOOL, content="", tool_call_id="a"),
            ),
        },
    ),
}
"""Bodies that are written again as they were."""


@pytest.mark.parametrize(("body", "fields"), EXACT.values(), ids=EXACT)
def test_a_body_means_what_its_sender_meant(body, fields):
    """A body is decoded to exactly this."""
    meant = meaning(fields)

    assert meant == GEMINI.decode_request(dump(body), Where(model=meant.model, stream=False))


@pytest.mark.parametrize(("body", "fields"), EXACT.values(), ids=EXACT)
def test_a_body_is_written_again_as_it_was(body, fields):
    """What is decoded and encoded for this dialect again is the same, and nothing is dropped."""
    meant = meaning(fields)
    encoded = GEMINI.encode_request(meant, Aim(model=meant.model, flavour=FLAVOURS["gemini"]))

    assert (body, ()) == (encoded.document, encoded.dropped)
