"""Request bodies as clients send them, and what each means.

The bodies follow the REST references and guides of the Gemini API and of Vertex AI (November 2026).
"""

import pytest

from proxy.canonical.content import AudioPart, FilePart, ImagePart, ReasoningPart, TextPart, UnknownPart
from proxy.canonical.jsontext import dump
from proxy.canonical.request import CanonicalRequest, Message, Reasoning, ResponseFormat, ResponseFormatKind, Role
from proxy.canonical.seal import Seal
from proxy.canonical.tools import ToolCall, ToolChoice, ToolChoiceMode, ToolDefinition, ToolKind
from proxy.dialects import callids
from proxy.dialects.base import Aim, Where
from proxy.dialects.gemini import GEMINI
from proxy.dialects.gemini.flavours import FLAVOURS
from proxy.errors import InvalidRequest

MODEL = "gemini-3-pro-preview"
SEAL = Seal(family="google", data="CsYBAdHtim8=")
HELLO = {"role": "user", "parts": [{"text": "Hello!"}]}
HELLO_MEANT = Message(role=Role.USER, content=(TextPart(text="Hello!"),))
PIXEL, SOUND, PAGE = "iVBORw0KGgo=", "UklGRg==", "JVBERi0="
WEATHER_SCHEMA = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
WEATHER = {"name": "get_weather", "description": "Weather of a city", "parametersJsonSchema": WEATHER_SCHEMA}
WEATHER_MEANT = ToolDefinition(name="get_weather", description="Weather of a city", parameters=WEATHER_SCHEMA)
OWN_SCHEMA = {"type": "OBJECT", "properties": {"city": {"type": "STRING", "nullable": True}}, "required": ["city"]}
OWN_SCHEMA_MEANT = {"type": "object", "properties": {"city": {"type": ["string", "null"]}}, "required": ["city"]}


def calling(*calls):
    """Return a model's turn with these calls, each an id, a city and a signature, or less."""
    return {"role": "model", "parts": [call(*each) for each in calls]}


def call(given, city, signature=None):
    """Return a call of the weather as a part."""
    inner = {**({"id": given} if given else {}), "name": "get_weather", "args": {"city": city}}
    return {"functionCall": inner, **({"thoughtSignature": signature} if signature else {})}


def call_meant(given, city, seal=None):
    """Return what `call` means."""
    return ToolCall(id=given, name="get_weather", arguments=f'{{"city":"{city}"}}', seal=seal)


def result(given, response, **beside):
    """Return a result of the weather as a part."""
    inner = {**({"id": given} if given else {}), "name": "get_weather", "response": response, **beside}
    return {"functionResponse": inner}


def asked(**members):
    """Return a body with one turn and these members."""
    return {"contents": [HELLO], **members}


def configured(**config):
    """Return a body with this generation config."""
    return asked(generationConfig=config)


def shown(*parts):
    """Return a body whose user shows *parts*."""
    return {"contents": [{"role": "user", "parts": list(parts)}]}


def shown_meant(*parts):
    """Return what `shown` means."""
    return {"messages": (Message(role=Role.USER, content=parts),)}


def inline(media_type, data):
    """Return media as a part."""
    return {"inlineData": {"mimeType": media_type, "data": data}}


def remote(uri, media_type):
    """Return a part that names a file."""
    return {"fileData": {"fileUri": uri, "mimeType": media_type}}


def thinking(**config):
    """Return a body with this thinking config."""
    return configured(thinkingConfig=config)


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


def meaning(fields):
    """Return the canonical request with these fields."""
    return CanonicalRequest(**{"model": MODEL, "messages": (HELLO_MEANT,), "include_usage": True, **fields})


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


OTHERWISE = {
    "names in snake_case": (
        {
            "contents": [{"role": "user", "parts": [{"inline_data": {"mime_type": "image/png", "data": PIXEL}}]}],
            "system_instruction": {"parts": [{"text": "Be brief."}]},
            "generation_config": {"max_output_tokens": 5, "thinking_config": {"include_thoughts": True}},
            "tools": [
                {"function_declarations": [{"name": "f", "parameters_json_schema": {"properties": {"a_b": {}}}}]}
            ],
        },
        {
            "messages": (
                Message(role=Role.SYSTEM, content=(TextPart(text="Be brief."),)),
                *shown_meant(ImagePart(url=f"data:image/png;base64,{PIXEL}"))["messages"],
            ),
            "max_output_tokens": 5,
            "reasoning": Reasoning(summary="auto"),
            "tools": (ToolDefinition(name="f", parameters={"properties": {"a_b": {}}}),),
        },
    ),
    "objects where lists belong, and no role, as Google's examples write": (
        {
            "contents": {"parts": {"text": "Hello!"}},
            "systemInstruction": {"role": "user", "parts": {"text": "Be brief."}},
        },
        {"messages": (Message(role=Role.SYSTEM, content=(TextPart(text="Be brief."),)), HELLO_MEANT)},
    ),
    "base64 as Google's SDKs write it": (
        shown(inline("image/png", "-_8=")),
        shown_meant(ImagePart(url="data:image/png;base64,+/8=")),
    ),
    "calls without ids": (
        {
            "contents": [
                HELLO,
                calling((None, "Bern"), (None, "Rome")),
                {"role": "user", "parts": [result(None, {"output": "12°"}), result(None, {"output": "20°"})]},
            ]
        },
        {
            "messages": (
                HELLO_MEANT,
                Message(
                    role=Role.ASSISTANT,
                    content=(
                        call_meant(callids.invent("", 0), "Bern"),
                        call_meant(callids.invent("", 1), "Rome"),
                    ),
                ),
                Message(
                    role=Role.TOOL,
                    content="12°",
                    tool_call_id=callids.invent("", 0),
                    extra={"functionResponse": {"response": {"output": "12°"}}},
                ),
                Message(
                    role=Role.TOOL,
                    content="20°",
                    tool_call_id=callids.invent("", 1),
                    extra={"functionResponse": {"response": {"output": "20°"}}},
                ),
            )
        },
    ),
    "thinking as the model likes": (
        thinking(thinkingBudget=-1),
        {"reasoning": Reasoning(is_enabled=True, is_hidden=True)},
    ),
    "no thinking": (thinking(thinkingBudget=0), {"reasoning": Reasoning(budget=0, is_hidden=True)}),
    "a thought that came in pieces, and was sealed by another family": (
        {
            "contents": [
                HELLO,
                {
                    "role": "model",
                    "parts": [
                        {"text": "I ", "thought": True},
                        {"text": "see.", "thought": True},
                        {
                            "text": "",
                            "thought": True,
                            "thoughtSignature": "ZmFpcmxhbmUuYW50aHJvcGljLnNpZ25hdHVyZS4uRXJVQg==",
                        },
                        {"text": "Hi."},
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
                        ReasoningPart(text="I see.", is_summary=True, seal=Seal(family="anthropic", data="ErUB")),
                        TextPart(text="Hi."),
                    ),
                ),
                HELLO_MEANT,
            )
        },
    ),
    "wishes of the lane, and the model in the body": (
        asked(model="models/other", provider={"only": ["x"]}, models=["a"], session_id="s"),
        {},
    ),
}


@pytest.mark.parametrize(("body", "fields"), OTHERWISE.values(), ids=OTHERWISE)
def test_what_google_takes_otherwise_is_understood(body, fields):
    """A body in a form that Google takes and does not write is decoded to exactly this."""
    assert meaning(fields) == GEMINI.decode_request(dump(body), Where(model=f"models/{MODEL}:floor", stream=False))


WRONG = {
    "no contents": ({}, "contents"),
    "no content": ({"contents": []}, "contents"),
    "a turn that is text": ({"contents": ["Hello!"]}, "contents[0]"),
    "a role of another dialect": ({"contents": [{"role": "assistant", "parts": []}]}, "contents[0].role"),
    "a part that is text": ({"contents": [{"parts": ["Hello!"]}]}, "contents[0].parts[0]"),
    "a result without its call": (
        {"contents": [{"parts": [result(None, {"result": "x"})]}]},
        "contents[0].parts[0].functionResponse",
    ),
    "a bound of nothing": (configured(maxOutputTokens=0), "generationConfig.maxOutputTokens"),
    "a config that is a list": (asked(generationConfig=[]), "generationConfig"),
    "an unknown mode": (asked(toolConfig={"functionCallingConfig": {"mode": "MAYBE"}}),
                        "toolConfig.functionCallingConfig.mode"),
    "a tool that is a name": (asked(tools=["googleSearch"]), "tools[0]"),
    "a function without a name": (asked(tools=[{"functionDeclarations": [{}]}]), "tools[0].functionDeclarations[0].name"),
    "two spellings of one member": (
        asked(generationConfig={"maxOutputTokens": 1}, generation_config={"maxOutputTokens": 9}),
        "generationConfig",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("body", "param"), WRONG.values(), ids=WRONG)
def test_a_mistake_is_named(body, param):
    """A body that is not Gemini's is refused with the field at fault."""
    with pytest.raises(InvalidRequest) as refusal:
        GEMINI.decode_request(dump(body), Where(model=MODEL))

    assert param == refusal.value.param


def test_a_request_without_a_model_is_refused():
    """The model stands in the path."""
    with pytest.raises(InvalidRequest, match="in the path"):
        GEMINI.decode_request(dump(asked()))
