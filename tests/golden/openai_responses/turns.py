"""Conversations as clients send them, and what each means.

They follow the types of `openai` 3.57.0, OpenAI's guides, and what Codex sends (openai/codex, 2026). All but the model and
`store: false` is written; a case is a body and the fields of its meaning.
"""

from proxy.canonical.cache import CacheMark
from proxy.canonical.content import Citation, FilePart, ImagePart, ReasoningPart, RefusalPart, TextPart, UnknownPart
from proxy.canonical.request import Message, Reasoning, Role
from proxy.canonical.seal import Seal, SealKind
from proxy.canonical.tools import ToolCall, ToolKind
from tests.golden.openai_responses.wishes import HELLO, HELLO_MEANT, PATCH, PATCH_MEANT

PATCH_TEXT = "*** Begin Patch\n*** Delete File: a\n*** End Patch"
HUGE = '{"text":"' + "x" * 300_000 + '"}'
NAMED = {"id": "msg_67c", "status": "completed"}


def called(told, arguments='{"city":"Bern"}'):
    """Return a call of the weather as an item."""
    return {"type": "function_call", "call_id": told, "name": "get_weather", "arguments": arguments}


def called_meant(told, arguments='{"city":"Bern"}'):
    """Return what `called` means."""
    return ToolCall(id=told, name="get_weather", arguments=arguments)


def result(told, output):
    """Return a tool's result as an item."""
    return {"type": "function_call_output", "call_id": told, "output": output}


def said(text, **beside):
    """Return a model's message as an item."""
    text = {"type": "output_text", "text": text, "annotations": [], **beside}
    return {"type": "message", "role": "assistant", **NAMED, "content": [text]}


def said_meant(text, **fields):
    """Return what `said` means."""
    return TextPart(text=text, extra={"item": {"id": "msg_67c"}}, **fields)


def thought(*summaries, sealed="gAAAA", name="rs_1"):
    """Return a thought as an item."""
    shown = [{"type": "summary_text", "text": text} for text in summaries]
    return {"type": "reasoning", "id": name, "summary": shown, "encrypted_content": sealed}


SEAL = Seal(family="openai", data="gAAAA", kind=SealKind.ENCRYPTED, id="rs_1")

EXACT = {
    "a list": ({"input": [HELLO]}, {"messages": (HELLO_MEANT,)}),
    "instructions": (
        {"instructions": "Be brief.", "input": [HELLO]},
        {"messages": (Message(role=Role.SYSTEM, content="Be brief."), HELLO_MEANT)},
    ),
    "instructions, system and developer items": (
        {
            "instructions": "Be brief.",
            "input": [
                {"role": "system", "content": "In French."},
                {"role": "developer", "content": [{"type": "input_text", "text": "No lists."}]},
                HELLO,
            ],
        },
        {
            "messages": (
                Message(role=Role.SYSTEM, content="Be brief."),
                Message(role=Role.SYSTEM, content="In French."),
                Message(role=Role.DEVELOPER, content=(TextPart(text="No lists."),)),
                HELLO_MEANT,
            )
        },
    ),
    "unicode": (
        {"input": [{"role": "user", "content": 'Grüße, 世界 🌍 "quoted"\n\ttab \u2028 \\'}]},
        {"messages": (Message(role=Role.USER, content='Grüße, 世界 🌍 "quoted"\n\ttab \u2028 \\'),)},
    ),
    "empty content": (
        {"input": [{"role": "user", "content": ""}, {"role": "user", "content": []}]},
        {"messages": (Message(role=Role.USER, content=""), Message(role=Role.USER))},
    ),
    "images by URL and by data": (
        {
            "input": [
                {
                    "role": "user",
                    "content": [
                        {"type": "input_text", "text": "What is this?"},
                        {"type": "input_image", "image_url": "https://example.org/a.png", "detail": "auto"},
                        {"type": "input_image", "image_url": "data:image/png;base64,AAAA", "detail": "high"},
                    ],
                }
            ]
        },
        {
            "messages": (
                Message(
                    role=Role.USER,
                    content=(
                        TextPart(text="What is this?"),
                        ImagePart(url="https://example.org/a.png"),
                        ImagePart(url="data:image/png;base64,AAAA", detail="high"),
                    ),
                ),
            )
        },
    ),
    "an image by the provider's id": (
        {"input": [{"role": "user", "content": [{"type": "input_image", "file_id": "file-1", "detail": "auto"}]}]},
        {
            "messages": (
                Message(
                    role=Role.USER,
                    content=(UnknownPart(kind="input_image", extra={"file_id": "file-1", "detail": "auto"}),),
                ),
            )
        },
    ),
    "files": (
        {
            "input": [
                {
                    "role": "user",
                    "content": [
                        {
                            "type": "input_file",
                            "file_data": "data:application/pdf;base64,JVBERi0=",
                            "filename": "a.pdf",
                        },
                        {"type": "input_file", "file_url": "https://example.org/b.pdf"},
                        {"type": "input_file", "file_id": "file-1", "detail": "low"},
                    ],
                }
            ]
        },
        {
            "messages": (
                Message(
                    role=Role.USER,
                    content=(
                        FilePart(url="data:application/pdf;base64,JVBERi0=", name="a.pdf"),
                        FilePart(url="https://example.org/b.pdf"),
                        FilePart(file_id="file-1", extra={"detail": "low"}),
                    ),
                ),
            )
        },
    ),
    "cache marks": (
        {
            "input": [
                {
                    "role": "user",
                    "content": [
                        {"type": "input_text", "text": "a", "prompt_cache_breakpoint": {"mode": "explicit"}},
                        {
                            "type": "input_text",
                            "text": "b",
                            "prompt_cache_breakpoint": {"mode": "explicit", "ttl": "12h"},
                        },
                    ],
                }
            ],
            "prompt_cache_options": {"mode": "explicit"},
        },
        {
            "messages": (
                Message(
                    role=Role.USER,
                    content=(
                        TextPart(text="a", cache=CacheMark(), extra={"prompt_cache_breakpoint": {"mode": "explicit"}}),
                        TextPart(
                            text="b",
                            cache=CacheMark(ttl="1h"),
                            extra={"prompt_cache_breakpoint": {"mode": "explicit", "ttl": "12h"}},
                        ),
                    ),
                ),
            ),
            "extra": {"prompt_cache_options": {"mode": "explicit"}},
        },
    ),
    "parallel calls and their results": (
        {
            "input": [
                HELLO,
                called("call_1"),
                called("call_2"),
                result("call_1", "4 °C"),
                result(
                    "call_2",
                    [
                        {"type": "input_text", "text": "5 °C"},
                        {"type": "input_image", "image_url": "https://example.org/map.png", "detail": "auto"},
                        {"type": "input_file", "file_url": "https://example.org/b.pdf"},
                    ],
                ),
            ]
        },
        {
            "messages": (
                HELLO_MEANT,
                Message(role=Role.ASSISTANT, content=(called_meant("call_1"), called_meant("call_2"))),
                Message(role=Role.TOOL, tool_call_id="call_1", content="4 °C"),
                Message(
                    role=Role.TOOL,
                    tool_call_id="call_2",
                    content=(
                        TextPart(text="5 °C"),
                        ImagePart(url="https://example.org/map.png"),
                        FilePart(url="https://example.org/b.pdf"),
                    ),
                ),
            )
        },
    ),
    "huge arguments": (
        {"input": [HELLO, called("call_1", HUGE), result("call_1", "ok")]},
        {
            "messages": (
                HELLO_MEANT,
                Message(role=Role.ASSISTANT, content=(called_meant("call_1", HUGE),)),
                Message(role=Role.TOOL, tool_call_id="call_1", content="ok"),
            )
        },
    ),
    "a custom tool, its call and its result": (
        {
            "input": [
                HELLO,
                {"type": "custom_tool_call", "call_id": "call_1", "name": "apply_patch", "input": PATCH_TEXT},
                {"type": "custom_tool_call_output", "call_id": "call_1", "output": "Done!"},
            ],
            "tools": [PATCH],
        },
        {
            "messages": (
                HELLO_MEANT,
                Message(
                    role=Role.ASSISTANT,
                    content=(ToolCall(id="call_1", name="apply_patch", arguments=PATCH_TEXT, kind=ToolKind.CUSTOM),),
                ),
                Message(role=Role.TOOL, tool_call_id="call_1", content="Done!"),
            ),
            "tools": (PATCH_MEANT,),
        },
    ),
    "several turns with everything sent back": (
        {
            "input": [
                HELLO,
                thought("I look it up.", "In Bern."),
                {**called("call_1"), "id": "fc_67c"},
                result("call_1", "4 °C"),
                thought(sealed="gBBBB", name="rs_2"),
                said("It is 4 °C."),
                {"role": "user", "content": "Thanks."},
            ],
            "reasoning": {"effort": "high", "summary": "detailed"},
            "include": ["reasoning.encrypted_content"],
        },
        {
            "messages": (
                HELLO_MEANT,
                Message(
                    role=Role.ASSISTANT,
                    content=(
                        ReasoningPart(text="I look it up.", is_summary=True),
                        ReasoningPart(text="In Bern.", is_summary=True, seal=SEAL),
                        ToolCall(id="call_1", name="get_weather", arguments='{"city":"Bern"}', extra={"id": "fc_67c"}),
                    ),
                ),
                Message(role=Role.TOOL, tool_call_id="call_1", content="4 °C"),
                Message(
                    role=Role.ASSISTANT,
                    content=(
                        ReasoningPart(seal=Seal(family="openai", data="gBBBB", kind=SealKind.ENCRYPTED, id="rs_2")),
                        said_meant("It is 4 °C."),
                    ),
                ),
                Message(role=Role.USER, content="Thanks."),
            ),
            "reasoning": Reasoning(effort="high", summary="detailed"),
        },
    ),
    "a thought in plain text": (
        {
            "input": [
                {
                    "type": "reasoning",
                    "id": "rs_1",
                    "summary": [],
                    "content": [{"type": "reasoning_text", "text": "Hm."}],
                },
                HELLO,
            ]
        },
        {
            "messages": (
                Message(
                    role=Role.ASSISTANT,
                    content=(ReasoningPart(text="Hm.", extra={"item": {"id": "rs_1"}}),),
                ),
                HELLO_MEANT,
            )
        },
    ),
    "messages with a phase": (
        {
            "input": [
                HELLO,
                {**said("Let me see."), "phase": "commentary"},
                {**said("Done."), "phase": "final_answer"},
                HELLO,
            ]
        },
        {
            "messages": (
                HELLO_MEANT,
                Message(
                    role=Role.ASSISTANT,
                    content=(
                        TextPart(text="Let me see.", extra={"item": {"id": "msg_67c", "phase": "commentary"}}),
                        TextPart(text="Done.", extra={"item": {"id": "msg_67c", "phase": "final_answer"}}),
                    ),
                ),
                HELLO_MEANT,
            )
        },
    ),
    "an earlier answer as a bare text": (
        {"input": [HELLO, {"role": "assistant", "content": "Hi!"}, HELLO]},
        {"messages": (HELLO_MEANT, Message(role=Role.ASSISTANT, content="Hi!"), HELLO_MEANT)},
    ),
    "an earlier refusal": (
        {
            "input": [
                HELLO,
                {
                    "type": "message",
                    "role": "assistant",
                    **NAMED,
                    "content": [{"type": "refusal", "refusal": "I can't."}],
                },
                HELLO,
            ]
        },
        {
            "messages": (
                HELLO_MEANT,
                Message(
                    role=Role.ASSISTANT,
                    content=(RefusalPart(text="I can't.", extra={"item": {"id": "msg_67c"}}),),
                ),
                HELLO_MEANT,
            )
        },
    ),
    "an earlier answer with its sources": (
        {
            "input": [
                HELLO,
                {
                    **said("See this."),
                    "content": [
                        {
                            "type": "output_text",
                            "text": "See this.",
                            "annotations": [
                                {
                                    "type": "url_citation",
                                    "url": "https://example.org/",
                                    "title": "Example",
                                    "start_index": 0,
                                    "end_index": 9,
                                },
                                {"type": "file_citation", "file_id": "file-1", "filename": "a.pdf", "index": 9},
                            ],
                        }
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
                        said_meant(
                            "See this.",
                            citations=(
                                Citation(url="https://example.org/", title="Example", start=0, end=9),
                                Citation(
                                    title="a.pdf",
                                    extra={
                                        "type": "file_citation",
                                        "file_id": "file-1",
                                        "filename": "a.pdf",
                                        "index": 9,
                                    },
                                ),
                            ),
                        ),
                    ),
                ),
                HELLO_MEANT,
            )
        },
    ),
    "what providers' own tools left": (
        {
            "input": [
                HELLO,
                {
                    "type": "web_search_call",
                    "id": "ws_1",
                    "status": "completed",
                    "action": {"type": "search", "query": "Bern"},
                },
                {
                    "type": "local_shell_call",
                    "id": "lsh_1",
                    "call_id": "call_1",
                    "status": "completed",
                    "action": {"type": "exec", "command": ["ls"], "env": {}},
                },
                {"type": "local_shell_call_output", "id": "lsh_1", "output": "a"},
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
                            kind="web_search_call",
                            extra={
                                "id": "ws_1",
                                "status": "completed",
                                "action": {"type": "search", "query": "Bern"},
                            },
                        ),
                        UnknownPart(
                            kind="local_shell_call",
                            extra={
                                "id": "lsh_1",
                                "call_id": "call_1",
                                "status": "completed",
                                "action": {"type": "exec", "command": ["ls"], "env": {}},
                            },
                        ),
                        UnknownPart(kind="local_shell_call_output", extra={"id": "lsh_1", "output": "a"}),
                    ),
                ),
                HELLO_MEANT,
            )
        },
    ),
}
"""Bodies that are written exactly as they are read."""
