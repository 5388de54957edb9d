"""Other forms of what clients send: shorter ones, older ones, and other clients' own, and what each means."""

from proxy.canonical.content import FilePart, ImagePart, ReasoningPart, TextPart
from proxy.canonical.request import Message, Role
from proxy.canonical.seal import Seal, SealKind
from proxy.canonical.tools import ToolCall
from tests.golden.openai_responses.turns import called, result, thought
from tests.golden.openai_responses.wishes import HELLO, HELLO_MEANT

READ = {
    "a text": ({"input": "Hello!"}, {"messages": (HELLO_MEANT,)}),
    "messages that say their type": (
        {"input": [{"type": "message", **HELLO, "status": "completed"}]},
        {"messages": (HELLO_MEANT,)},
    ),
    "nulls": (
        {
            "input": [HELLO],
            "temperature": None,
            "metadata": None,
            "tool_choice": None,
            "previous_response_id": None,
            "reasoning": None,
            "text": {"format": {"type": "text"}, "verbosity": None},
            "store": False,
        },
        {"messages": (HELLO_MEANT,), "store": False},
    ),
    "Codex: items without ids, and nulls in them": (
        {
            "input": [
                {
                    "type": "reasoning",
                    "summary": [{"type": "summary_text", "text": "Hm."}],
                    "content": None,
                    "encrypted_content": "gAAAA",
                },
                {
                    "type": "message",
                    "role": "assistant",
                    "content": [{"type": "output_text", "text": "Hi!"}],
                },
                HELLO,
            ]
        },
        {
            "messages": (
                Message(
                    role=Role.ASSISTANT,
                    content=(
                        ReasoningPart(
                            text="Hm.",
                            is_summary=True,
                            seal=Seal(family="openai", data="gAAAA", kind=SealKind.ENCRYPTED),
                        ),
                        TextPart(text="Hi!"),
                    ),
                ),
                HELLO_MEANT,
            )
        },
    ),
    "a thought and a call that others sealed": (
        {
            "input": [
                thought("Hm.", sealed="fairlane.anthropic.signature..c2ln", name="rs_x"),
                {
                    "type": "reasoning",
                    "id": "rs_y",
                    "summary": [],
                    "encrypted_content": "fairlane.google.signature.74196fe72e4cdc13.Z29v",
                },
                called("call_1"),
                result("call_1", "4 °C"),
            ]
        },
        {
            "messages": (
                Message(
                    role=Role.ASSISTANT,
                    content=(
                        ReasoningPart(text="Hm.", is_summary=True, seal=Seal(family="anthropic", data="c2ln")),
                        ToolCall(
                            id="call_1",
                            name="get_weather",
                            arguments='{"city":"Bern"}',
                            seal=Seal(family="google", data="Z29v"),
                        ),
                    ),
                ),
                Message(role=Role.TOOL, tool_call_id="call_1", content="4 °C"),
            )
        },
    ),
    "a file in bare base64": (
        {
            "input": [
                {
                    "role": "user",
                    "content": [{"type": "input_file", "file_data": "JVBERi0=", "filename": "a.PDF"}],
                }
            ]
        },
        {
            "messages": (
                Message(
                    role=Role.USER,
                    content=(FilePart(url="data:application/pdf;base64,JVBERi0=", name="a.PDF"),),
                ),
            )
        },
    ),
    "an image that was made": (
        {
            "input": [
                {
                    "type": "image_generation_call",
                    "id": "ig_1",
                    "status": "completed",
                    "result": "AAAA",
                    "output_format": "webp",
                },
                HELLO,
            ]
        },
        {
            "messages": (
                Message(
                    role=Role.ASSISTANT,
                    content=(ImagePart(url="data:image/webp;base64,AAAA", extra={"id": "ig_1"}),),
                ),
                HELLO_MEANT,
            )
        },
    ),
    "wishes of the lane": (
        {
            "input": [HELLO],
            "provider": {"order": ["azure"]},
            "models": ["openai/gpt-y"],
            "session_id": "s-1",
        },
        {"messages": (HELLO_MEANT,)},
    ),
    "a result whose call is not there": (
        {"input": [{"type": "custom_tool_call_output", "call_id": "call_9", "output": "ok"}]},
        {
            "messages": (
                Message(
                    role=Role.TOOL,
                    tool_call_id="call_9",
                    content="ok",
                    extra={"type": "custom_tool_call_output"},
                ),
            )
        },
    ),
}
"""Bodies that mean what others would have written otherwise."""
