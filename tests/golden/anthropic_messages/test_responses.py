"""Answers as Anthropic sends them, what each means, and what a client of Messages gets of other dialects' answers."""

import pytest

from proxy.canonical.content import (
    AudioPart,
    Citation,
    ImagePart,
    ReasoningPart,
    RefusalPart,
    TextPart,
    UnknownPart,
)
from proxy.canonical.jsontext import dump, parse
from proxy.canonical.response import CanonicalResponse, Choice, FinishReason
from proxy.canonical.seal import Seal, SealKind
from proxy.canonical.tools import ToolCall, ToolKind
from proxy.canonical.usage import Usage
from proxy.dialects.anthropic_messages import ANTHROPIC_MESSAGES

COUNTS = {"input_tokens": 9, "cache_creation_input_tokens": 0, "cache_read_input_tokens": 0, "output_tokens": 2}
COUNTED = Usage(input_tokens=9, output_tokens=2)
HEAD = {"id": "msg_1", "type": "message", "role": "assistant", "model": "claude-x"}
SEARCHING = {"id": "srvtoolu_1", "name": "web_search", "input": {"query": "Bern"}}
WEB = {
    "type": "web_search_result_location", "url": "https://x", "title": "X", "cited_text": "Bern is", "encrypted_index": "e",
}  # fmt: skip


def answer(*content, reason="end_turn", sequence=None, usage=COUNTS, **members):
    """Return an answer's body."""
    return {
        **HEAD,
        "content": list(content),
        "stop_reason": reason,
        "stop_sequence": sequence,
        "usage": usage,
        **members,
    }


def meant(*parts, reason=FinishReason.STOP, native="end_turn", sequence=None, usage=COUNTED, **members):
    """Return what `answer` means."""
    choice = Choice(parts=parts, finish_reason=reason, native_finish_reason=native, stop_sequence=sequence)
    return CanonicalResponse(id="msg_1", model="claude-x", created=0, choices=(choice,), usage=usage, **members)


EXACT = {
    "text": (answer({"type": "text", "text": "Hi! 世界"}), meant(TextPart(text="Hi! 世界"))),
    "nothing": (answer(), meant()),
    "length": (
        answer({"type": "text", "text": "Hi"}, reason="max_tokens"),
        meant(TextPart(text="Hi"), reason=FinishReason.LENGTH, native="max_tokens"),
    ),
    "context length": (
        answer({"type": "text", "text": "Hi"}, reason="model_context_window_exceeded"),
        meant(TextPart(text="Hi"), reason=FinishReason.LENGTH, native="model_context_window_exceeded"),
    ),
    "stop sequence": (
        answer({"type": "text", "text": "Hi"}, reason="stop_sequence", sequence="END"),
        meant(TextPart(text="Hi"), native="stop_sequence", sequence="END"),
    ),
    "refusal": (
        answer(reason="refusal", stop_details={"type": "refusal", "category": "cyber", "explanation": "no"}),
        meant(
            reason=FinishReason.CONTENT_FILTER,
            native="refusal",
            extra={"stop_details": {"type": "refusal", "category": "cyber", "explanation": "no"}},
        ),
    ),
    "thoughts and calls": (
        answer(
            {"type": "thinking", "thinking": "Hm.", "signature": "sig"},
            {"type": "redacted_thinking", "data": "cipher"},
            {"type": "text", "text": "Two."},
            {"type": "tool_use", "id": "a", "name": "f", "input": {"x": 1}},
            {"type": "tool_use", "id": "b", "name": "f", "input": {}},
            reason="tool_use",
        ),
        meant(
            ReasoningPart(text="Hm.", seal=Seal(family="anthropic", data="sig")),
            ReasoningPart(seal=Seal(family="anthropic", data="cipher", kind=SealKind.ENCRYPTED)),
            TextPart(text="Two."),
            ToolCall(id="a", name="f", arguments='{"x":1}'),
            ToolCall(id="b", name="f", arguments="{}"),
            reason=FinishReason.TOOL_CALLS,
            native="tool_use",
        ),
    ),
    "server tool that paused": (
        answer(
            {"type": "server_tool_use", **SEARCHING},
            {"type": "text", "text": "Bern", "citations": [WEB]},
            reason="pause_turn",
            usage={**COUNTS, "server_tool_use": {"web_search_requests": 2, "web_fetch_requests": 0}},
        ),
        meant(
            UnknownPart(kind="server_tool_use", extra=SEARCHING),
            TextPart(
                text="Bern",
                citations=(
                    Citation(
                        url="https://x",
                        title="X",
                        quote="Bern is",
                        extra={"type": "web_search_result_location", "encrypted_index": "e"},
                    ),
                ),
            ),
            reason=FinishReason.OTHER,
            native="pause_turn",
            usage=Usage(input_tokens=9, output_tokens=2, tool_requests=2),
        ),
    ),
    "cache, thoughts and tier counted": (
        answer(
            {"type": "text", "text": "Hi"},
            usage={
                "input_tokens": 9,
                "cache_creation_input_tokens": 30,
                "cache_read_input_tokens": 100,
                "output_tokens": 20,
                "output_tokens_details": {"thinking_tokens": 15},
                "cache_creation": {"ephemeral_5m_input_tokens": 10, "ephemeral_1h_input_tokens": 20},
                "service_tier": "standard",
                "inference_geo": "us",
            },
        ),
        meant(
            TextPart(text="Hi"),
            usage=Usage(
                input_tokens=139,
                output_tokens=20,
                cache_read_tokens=100,
                cache_write_tokens=30,
                cache_write_1h_tokens=20,
                reasoning_tokens=15,
            ),
            service_tier="default",
            extra={"usage": {"inference_geo": "us"}},
        ),
    ),
    "unknown fields": (
        answer({"type": "text", "text": "Hi", "x": 1}, container={"id": "c"}, x_new=[1]),
        meant(TextPart(text="Hi", extra={"x": 1}), extra={"container": {"id": "c"}, "x_new": [1]}),
    ),
}


@pytest.mark.parametrize("name", EXACT)
def test_answers(name):
    """An answer keeps its meaning, and is said in the same way again."""
    body, means = EXACT[name]

    assert means == ANTHROPIC_MESSAGES.decode_response(dump(body))
    assert body == parse(ANTHROPIC_MESSAGES.encode_response(means))


FOREIGN = Seal(family="openai", data="cipher", kind=SealKind.ENCRYPTED, id="rs_1")
GOOGLES = Seal(family="google", data="sig")
UNSEALED = "fairlane.none.signature.."

OTHERS = {
    "a thought without a seal": (
        ReasoningPart(text="Hm."),
        [{"type": "thinking", "thinking": "Hm.", "signature": UNSEALED}],
    ),
    "another family's hidden thought": (
        ReasoningPart(seal=FOREIGN),
        [{"type": "redacted_thinking", "data": "fairlane.openai.encrypted.rs_1.cipher"}],
    ),
    "another family's retold thought": (
        ReasoningPart(text="So.", is_summary=True, seal=FOREIGN),
        [{"type": "thinking", "thinking": "So.", "signature": "fairlane.openai.encrypted.rs_1.cipher"}],
    ),
    "a sealed call": (
        ToolCall(id="call_1", name="f", arguments='{"x":1}', seal=GOOGLES),
        [
            {"type": "redacted_thinking", "data": "fairlane.google.signature..sig"},
            {"type": "tool_use", "id": "call_1", "name": "f", "input": {"x": 1}},
        ],
    ),
    "an id that Anthropic would refuse": (
        ToolCall(id="functions.f:0", name="f", arguments=""),
        [{"type": "tool_use", "id": "toolu_8d2d50d5a5d8bd4c6a1b7d2f6e6d4c4d", "name": "f", "input": {}}],
    ),
    "arguments that are no object": (
        ToolCall(id="a", name="f", arguments="[1"),
        [{"type": "tool_use", "id": "a", "name": "f", "input": {"input": "[1"}}],
    ),
    "a tool that takes text": (
        ToolCall(id="a", name="f", arguments="ls -l", kind=ToolKind.CUSTOM),
        [{"type": "tool_use", "id": "a", "name": "f", "input": {"input": "ls -l"}}],
    ),
    "a refusal": (RefusalPart(text="No."), [{"type": "text", "text": "No."}]),
    "nothing but space": (TextPart(text="\n\n"), []),
    "a picture": (ImagePart(url="data:image/png;base64,AA=="), []),
    "sound": (AudioPart(data="AA==", format="wav"), []),
    "a citation": (
        TextPart(text="Bern", citations=(Citation(url="https://x", start=0, end=4),)),
        [
            {
                "type": "text",
                "text": "Bern",
                "citations": [
                    {
                        "type": "web_search_result_location",
                        "url": "https://x",
                        "title": None,
                        "cited_text": "",
                        "encrypted_index": UNSEALED,
                    }
                ],
            }
        ],
    ),
}


@pytest.mark.parametrize("name", OTHERS)
def test_what_other_dialects_say(name):
    """What another dialect's model says reaches the client in a form that it can send back, or not at all."""
    part, content = OTHERS[name]
    written = parse(ANTHROPIC_MESSAGES.encode_response(meant(part)))["content"]
    ids = [block.pop("id") for block in written if name.startswith("an id")]

    assert [{key: value for key, value in block.items() if key != "id" or not ids} for block in content] == written
    assert all(told.startswith("toolu_") and len(told) == 40 for told in ids)


@pytest.mark.parametrize(
    ("reason", "native", "word"),
    [
        (FinishReason.STOP, "stop", "end_turn"),
        (FinishReason.STOP, None, "end_turn"),
        (FinishReason.LENGTH, "MAX_TOKENS", "max_tokens"),
        (FinishReason.TOOL_CALLS, "tool_calls", "tool_use"),
        (FinishReason.CONTENT_FILTER, "SAFETY", "refusal"),
        (FinishReason.OTHER, "eos", "end_turn"),
        (None, None, "end_turn"),
    ],
)
def test_others_reasons(reason, native, word):
    """A client reads a word that it knows, whatever the provider's."""
    written = parse(ANTHROPIC_MESSAGES.encode_response(meant(TextPart(text="a"), reason=reason, native=native)))

    assert word == written["stop_reason"]


def test_calls_are_a_reason_of_their_own():
    """A client runs tools at `tool_use` alone, and some providers end an answer with calls by a plain stop."""
    written = meant(ToolCall(id="a", name="f", arguments="{}"), native="stop")

    assert "tool_use" == parse(ANTHROPIC_MESSAGES.encode_response(written))["stop_reason"]


def test_an_answer_without_counts():
    """Counts must be there for SDKs, so they are zero where the provider told none."""
    written = parse(ANTHROPIC_MESSAGES.encode_response(meant(TextPart(text="a"), usage=None)))

    assert (0, 0) == (written["usage"]["input_tokens"], written["usage"]["output_tokens"])
