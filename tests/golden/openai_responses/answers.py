"""Answers as providers send them, and what each means.

The bodies follow the types of `openai` 3.57.0 and OpenAI's guides, and what Azure, vLLM and others do differently.
"""

from proxy.canonical.content import (
    Citation,
    ImagePart,
    ReasoningPart,
    RefusalPart,
    TextPart,
    TokenLogprob,
    UnknownPart,
)
from proxy.canonical.response import Choice, FinishReason
from proxy.canonical.seal import Seal, SealKind
from proxy.canonical.tools import ToolCall, ToolKind
from proxy.canonical.usage import Usage
from proxy.dialects.openai_responses.frame import USUAL

HEAD = {"id": "resp_1", "object": "response", "created_at": 1_760_000_000, "model": "gpt-x"}
OVER = {"status": "completed", "error": None, "incomplete_details": None, "usage": None}
STOP = FinishReason.STOP


def answer(*output, **members):
    """Return a response of the items *output*, as OpenAI frames it."""
    return {**HEAD, **OVER, **USUAL, "output": list(output), **members}


def message(*content, **beside):
    """Return a message of *content*."""
    return {
        "type": "message",
        "id": "msg_67c",
        "status": "completed",
        "role": "assistant",
        "content": list(content),
        **beside,
    }


def text(said, **beside):
    """Return an output text."""
    return {"type": "output_text", "text": said, "annotations": [], **beside}


def called(told, arguments='{"city":"Bern"}'):
    """Return a call of the weather."""
    return {
        "type": "function_call",
        "id": f"fc_{told}",
        "call_id": told,
        "name": "get_weather",
        "arguments": arguments,
        "status": "completed",
    }


def called_meant(told, arguments='{"city":"Bern"}'):
    """Return what `called` means."""
    return ToolCall(id=told, name="get_weather", arguments=arguments, extra={"id": f"fc_{told}"})


def counts(given, made, *, cached=0, written=0, thought=0):
    """Return a usage object."""
    return {
        "input_tokens": given,
        "input_tokens_details": {"cached_tokens": cached, "cache_write_tokens": written},
        "output_tokens": made,
        "output_tokens_details": {"reasoning_tokens": thought},
        "total_tokens": given + made,
    }


MARK = {"item": {"id": "msg_67c"}}
SEAL = Seal(family="openai", data="gAAAA", kind=SealKind.ENCRYPTED, id="rs_67c")
URL = {
    "type": "url_citation",
    "url": "https://example.org/",
    "title": "Example",
    "start_index": 0,
    "end_index": 2,
}
FILE = {"type": "file_citation", "file_id": "file-1", "filename": "a.pdf", "index": 2}
SEARCH = {"id": "ws_1", "status": "completed", "action": {"type": "search", "query": "Bern"}}
LIKELY = [
    {
        "token": "Hi",
        "bytes": [72, 105],
        "logprob": -0.5,
        "top_logprobs": [{"token": "Yo", "bytes": [89, 111], "logprob": -1.5}],
    }
]

EXACT = {
    "text": (
        answer(message(text("Hi!")), usage=counts(9, 2, cached=4, written=1, thought=1)),
        Choice(parts=(TextPart(text="Hi!", extra=MARK),), finish_reason=STOP),
        {
            "usage": Usage(
                input_tokens=9, output_tokens=2, cache_read_tokens=4, cache_write_tokens=1, reasoning_tokens=1
            )
        },
    ),
    "no output": (answer(), Choice(finish_reason=STOP), {}),
    "empty text": (
        answer(message(text(""))),
        Choice(parts=(TextPart(text="", extra=MARK),), finish_reason=STOP),
        {},
    ),
    "unicode": (
        answer(message(text("Grüße, 世界 🌍\n\u2028"))),
        Choice(parts=(TextPart(text="Grüße, 世界 🌍\n\u2028", extra=MARK),), finish_reason=STOP),
        {},
    ),
    "two texts of one message, and another message": (
        answer(message(text("a"), text("b")), message(text("c"), id="msg_67d", phase="final_answer")),
        Choice(
            parts=(
                TextPart(text="a", extra=MARK),
                TextPart(text="b"),
                TextPart(text="c", extra={"item": {"id": "msg_67d", "phase": "final_answer"}}),
            ),
            finish_reason=STOP,
        ),
        {},
    ),
    "length": (
        answer(
            message(text("Hi"), status="incomplete"),
            status="incomplete",
            incomplete_details={"reason": "max_output_tokens"},
        ),
        Choice(parts=(TextPart(text="Hi", extra=MARK),), finish_reason=FinishReason.LENGTH),
        {},
    ),
    "content filter": (
        answer(status="incomplete", incomplete_details={"reason": "content_filter"}),
        Choice(finish_reason=FinishReason.CONTENT_FILTER),
        {},
    ),
    "refusal": (
        answer(message({"type": "refusal", "refusal": "I can't."})),
        Choice(parts=(RefusalPart(text="I can't.", extra=MARK),), finish_reason=STOP),
        {},
    ),
    "sources": (
        answer(message(text("Hi", annotations=[URL, FILE]))),
        Choice(
            parts=(
                TextPart(
                    text="Hi",
                    citations=(
                        Citation(url="https://example.org/", title="Example", start=0, end=2),
                        Citation(title="a.pdf", extra=FILE),
                    ),
                    extra=MARK,
                ),
            ),
            finish_reason=STOP,
        ),
        {},
    ),
    "logprobs": (
        answer(message(text("Hi", logprobs=LIKELY))),
        Choice(
            parts=(
                TextPart(
                    text="Hi",
                    logprobs=(
                        TokenLogprob(
                            token="Hi",
                            logprob=-0.5,
                            octets=(72, 105),
                            top=(TokenLogprob(token="Yo", logprob=-1.5, octets=(89, 111)),),
                        ),
                    ),
                    extra=MARK,
                ),
            ),
            finish_reason=STOP,
        ),
        {},
    ),
    "parallel calls after words, one with broken arguments": (
        answer(message(text("Let me see.")), called("1"), called("2", '{"ci')),
        Choice(
            parts=(
                TextPart(text="Let me see.", extra=MARK),
                called_meant("1"),
                called_meant("2", '{"ci'),
            ),
            finish_reason=FinishReason.TOOL_CALLS,
        ),
        {},
    ),
    "custom tool call": (
        answer(
            {
                "type": "custom_tool_call",
                "id": "ctc_1",
                "call_id": "1",
                "name": "apply_patch",
                "input": "*** Begin Patch",
            }
        ),
        Choice(
            parts=(
                ToolCall(
                    id="1",
                    name="apply_patch",
                    arguments="*** Begin Patch",
                    kind=ToolKind.CUSTOM,
                    extra={"id": "ctc_1"},
                ),
            ),
            finish_reason=FinishReason.TOOL_CALLS,
        ),
        {},
    ),
    "a thought with several summaries and one seal": (
        answer(
            {
                "type": "reasoning",
                "id": "rs_67c",
                "summary": [{"type": "summary_text", "text": "a"}, {"type": "summary_text", "text": "b"}],
                "encrypted_content": "gAAAA",
            },
            message(text("Hi!")),
        ),
        Choice(
            parts=(
                ReasoningPart(text="a", is_summary=True),
                ReasoningPart(text="b", is_summary=True, seal=SEAL),
                TextPart(text="Hi!", extra=MARK),
            ),
            finish_reason=STOP,
        ),
        {},
    ),
    "a hidden thought between two calls": (
        answer(
            called("1"),
            {"type": "reasoning", "id": "rs_67c", "summary": [], "encrypted_content": "gAAAA"},
            called("2"),
        ),
        Choice(
            parts=(called_meant("1"), ReasoningPart(seal=SEAL), called_meant("2")),
            finish_reason=FinishReason.TOOL_CALLS,
        ),
        {},
    ),
    "a thought in plain text": (
        answer(
            {
                "type": "reasoning",
                "id": "rs_67c",
                "summary": [],
                "content": [{"type": "reasoning_text", "text": "Hm."}],
            }
        ),
        Choice(
            parts=(ReasoningPart(text="Hm.", extra={"item": {"id": "rs_67c"}}),),
            finish_reason=STOP,
        ),
        {},
    ),
    "a provider's own tool": (
        answer(
            {"type": "web_search_call", **SEARCH},
            message(text("Hi")),
            usage=counts(9, 2),
        ),
        Choice(
            parts=(UnknownPart(kind="web_search_call", extra=SEARCH), TextPart(text="Hi", extra=MARK)),
            finish_reason=STOP,
        ),
        {"usage": Usage(input_tokens=9, output_tokens=2, tool_requests=1)},
    ),
    "an image that was made": (
        answer({"type": "image_generation_call", "id": "ig_1", "status": "completed", "result": "AAAA"}),
        Choice(parts=(ImagePart(url="data:image/png;base64,AAAA", extra={"id": "ig_1"}),), finish_reason=STOP),
        {},
    ),
    "what else a response says": (
        answer(
            message(text("Hi")),
            service_tier="flex",
            temperature=1.0,
            tools=[{"type": "web_search"}],
            completed_at=1_760_000_001,
        ),
        Choice(parts=(TextPart(text="Hi", extra=MARK),), finish_reason=STOP),
        {
            "service_tier": "flex",
            "extra": {
                "temperature": 1.0,
                "tools": [{"type": "web_search"}],
                "completed_at": 1_760_000_001,
            },
        },
    ),
}
"""Answers that are written exactly as they are read."""

READ = {
    "Azure and older servers: nulls where something is required": (
        {
            **HEAD,
            "output": [message(text("Hi"), status=None)],
            "status": "completed",
            "parallel_tool_calls": None,
            "usage": {
                "input_tokens": 9,
                "output_tokens": 2,
                "output_tokens_details": None,
                "total_tokens": 11,
            },
        },
        Choice(parts=(TextPart(text="Hi", extra=MARK),), finish_reason=STOP),
        {"usage": Usage(input_tokens=9, output_tokens=2)},
    ),
    "no status, and a call that lacks its arguments": (
        {**HEAD, "output": [{"type": "function_call", "call_id": "1", "name": "f"}]},
        Choice(
            parts=(UnknownPart(kind="function_call", extra={"call_id": "1", "name": "f"}),),
            finish_reason=STOP,
        ),
        {},
    ),
    "cut short for a reason that we do not know": (
        answer(message(text("Hi")), status="incomplete", incomplete_details={"reason": "steered"}),
        Choice(
            parts=(TextPart(text="Hi", extra=MARK),),
            finish_reason=FinishReason.OTHER,
            native_finish_reason="steered",
        ),
        {},
    ),
    "a cache that lasts, and searches that were counted": (
        answer(
            usage={
                **counts(9, 2, written=5),
                "input_tokens_details": {
                    "cached_tokens": 0,
                    "cache_write_tokens": 5,
                    "cache_write_tokens_details": {"ttl_12h_tokens": 3, "ttl_30m_tokens": 2},
                },
            },
            tool_usage={"web_search": {"num_requests": 2}},
        ),
        Choice(finish_reason=STOP),
        {
            "usage": Usage(
                input_tokens=9,
                output_tokens=2,
                cache_write_tokens=5,
                cache_write_1h_tokens=3,
                tool_requests=2,
            ),
            "extra": {"tool_usage": {"web_search": {"num_requests": 2}}},
        },
    ),
}
"""Answers that mean what OpenAI would have written otherwise."""
