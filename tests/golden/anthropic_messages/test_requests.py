"""Request bodies as clients send them, and what each means.

The bodies follow the examples of Anthropic's API reference and guides (November 2026), and what Claude Code sends.
"""

import base64

import pytest

from proxy.canonical.cache import CacheMark
from proxy.canonical.content import Citation, FilePart, ImagePart, ReasoningPart, TextPart, UnknownPart
from proxy.canonical.jsontext import dump
from proxy.canonical.request import CanonicalRequest, Message, Reasoning, ResponseFormat, ResponseFormatKind, Role
from proxy.canonical.seal import Seal, SealKind
from proxy.canonical.tools import ToolCall, ToolChoice, ToolChoiceMode, ToolDefinition, ToolKind
from proxy.dialects.anthropic_messages import ANTHROPIC_MESSAGES
from proxy.dialects.base import Aim
from proxy.dialects.flavour import Flavour

PLAIN = Aim(model="m", flavour=Flavour(name="plain", title="Plain", dialect="anthropic_messages"))
HELLO = {"role": "user", "content": "Hello!"}
HELLO_MEANT = Message(role=Role.USER, content="Hello!")
PNG = "iVBORw0KGgo="
SCHEMA = {
    "type": "object",
    "properties": {"capital": {"type": "string"}},
    "required": ["capital"],
    "additionalProperties": False,
}
WEATHER = {
    "name": "get_weather",
    "description": "Weather of a city",
    "input_schema": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
}
WEATHER_MEANT = ToolDefinition(name="get_weather", description="Weather of a city", parameters=WEATHER["input_schema"])
MARK = {"type": "ephemeral"}


def text(said, **members):
    """Return a text block."""
    return {"type": "text", "text": said, **members}


def user(*blocks):
    """Return a user's turn of *blocks*."""
    return {"role": "user", "content": list(blocks)}


def assistant(*blocks):
    """Return an assistant's turn of *blocks*."""
    return {"role": "assistant", "content": list(blocks)}


def call(told, **members):
    """Return a call of the weather."""
    return {"type": "tool_use", "id": told, "name": "get_weather", "input": {"city": "Bern"}, **members}


def call_meant(told, **members):
    """Return what `call` means."""
    return ToolCall(id=told, name="get_weather", arguments='{"city":"Bern"}', **members)


def result(told, content="20 °C", **members):
    """Return the result of a call."""
    return {"type": "tool_result", "tool_use_id": told, "content": content, **members}


def result_meant(told, content="20 °C", **members):
    """Return what `result` means."""
    return Message(role=Role.TOOL, tool_call_id=told, content=content, **members)


def said_by(role, *parts):
    """Return a turn of *parts*."""
    return Message(role=role, content=parts)


PAGE = {
    "type": "page_location", "cited_text": "Grass is green.", "document_index": 0, "document_title": "Nature",
    "start_page_number": 1, "end_page_number": 2,
}  # fmt: skip
PAGE_MEANT = Citation(
    title="Nature",
    quote="Grass is green.",
    extra={"type": "page_location", "document_index": 0, "start_page_number": 1, "end_page_number": 2},
)
SEARCH = {"type": "web_search_20250305", "name": "web_search", "max_uses": 3}
SEARCHING = {"type": "server_tool_use", "id": "srvtoolu_1", "name": "web_search", "input": {"query": "Bern"}}
FOUND = {
    "type": "web_search_tool_result",
    "tool_use_id": "srvtoolu_1",
    "content": [{"type": "web_search_result", "url": "https://x", "title": "X", "encrypted_content": "e"}],
}
HUGE = {"items": [{"name": f"item {number}", "nested": {"list": list(range(20))}} for number in range(500)]}

MESSAGES = {
    "text": ([HELLO], [HELLO_MEANT]),
    "multi-turn": (
        [HELLO, {"role": "assistant", "content": "Hi."}, {"role": "user", "content": "Who?"}],
        [HELLO_MEANT, Message(role=Role.ASSISTANT, content="Hi."), Message(role=Role.USER, content="Who?")],
    ),
    "prefill": (
        [HELLO, {"role": "assistant", "content": "The answer is ("}],
        [HELLO_MEANT, Message(role=Role.ASSISTANT, content="The answer is (")],
    ),
    "unicode": (
        [{"role": "user", "content": 'Grüße, 世界 🌍 "quoted"\n\ttab \u2028 \\'}],
        [Message(role=Role.USER, content='Grüße, 世界 🌍 "quoted"\n\ttab \u2028 \\')],
    ),
    "image by url and base64": (
        [
            user(
                {"type": "image", "source": {"type": "url", "url": "https://x/cat.png"}},
                {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": PNG}},
                text("What?"),
            )
        ],
        [
            said_by(
                Role.USER,
                ImagePart(url="https://x/cat.png"),
                ImagePart(url=f"data:image/png;base64,{PNG}"),
                TextPart(text="What?"),
            )
        ],
    ),
    "image by file id": (
        [user({"type": "image", "source": {"type": "file", "file_id": "file_1"}})],
        [said_by(Role.USER, UnknownPart(kind="image", extra={"source": {"type": "file", "file_id": "file_1"}}))],
    ),
    "pdf": (
        [
            user(
                {
                    "type": "document",
                    "source": {"type": "base64", "media_type": "application/pdf", "data": "JVBERi0="},
                    "title": "Report",
                    "cache_control": MARK,
                    "context": "of 2026",
                    "citations": {"enabled": True},
                },
                {"type": "document", "source": {"type": "url", "url": "https://x/a.pdf"}},
                {"type": "document", "source": {"type": "file", "file_id": "file_1"}},
            )
        ],
        [
            said_by(
                Role.USER,
                FilePart(
                    url="data:application/pdf;base64,JVBERi0=",
                    name="Report",
                    cache=CacheMark(),
                    extra={"context": "of 2026", "citations": {"enabled": True}},
                ),
                FilePart(url="https://x/a.pdf"),
                FilePart(file_id="file_1"),
            )
        ],
    ),
    "plain text document": (
        [user({"type": "document", "source": {"type": "text", "media_type": "text/plain", "data": "Grüße"}})],
        [said_by(Role.USER, FilePart(url=f"data:text/plain;base64,{base64.b64encode('Grüße'.encode()).decode()}"))],
    ),
    "search results of the client's own": (
        [user({"type": "search_result", "source": "s", "title": "t", "content": [text("found")]})],
        [
            said_by(
                Role.USER,
                UnknownPart(kind="search_result", extra={"source": "s", "title": "t", "content": [text("found")]}),
            )
        ],
    ),
    "thinking replay": (
        [
            HELLO,
            assistant(
                {"type": "thinking", "thinking": "Hm.", "signature": "sig1"},
                {"type": "redacted_thinking", "data": "cipher"},
                call("toolu_1"),
                {"type": "thinking", "thinking": "", "signature": "sig2"},
                text("Done."),
            ),
        ],
        [
            HELLO_MEANT,
            said_by(
                Role.ASSISTANT,
                ReasoningPart(text="Hm.", seal=Seal(family="anthropic", data="sig1")),
                ReasoningPart(seal=Seal(family="anthropic", data="cipher", kind=SealKind.ENCRYPTED)),
                call_meant("toolu_1"),
                ReasoningPart(seal=Seal(family="anthropic", data="sig2")),
                TextPart(text="Done."),
            ),
        ],
    ),
    "parallel tools": (
        [HELLO, assistant(text("Two."), call("a"), call("b")), user(result("a"), result("b"), text("And?"))],
        [
            HELLO_MEANT,
            said_by(Role.ASSISTANT, TextPart(text="Two."), call_meant("a"), call_meant("b")),
            result_meant("a"),
            result_meant("b"),
            said_by(Role.USER, TextPart(text="And?")),
        ],
    ),
    "tool error, parts, no content": (
        [
            HELLO,
            assistant(call("a"), call("b"), call("c")),
            user(
                result("a", "no such city", is_error=True, cache_control=MARK),
                result("b", [text("map"), {"type": "image", "source": {"type": "url", "url": "https://x"}}]),
                {"type": "tool_result", "tool_use_id": "c"},
            ),
        ],
        [
            HELLO_MEANT,
            said_by(Role.ASSISTANT, call_meant("a"), call_meant("b"), call_meant("c")),
            result_meant("a", "no such city", is_error=True, cache=CacheMark()),
            result_meant("b", (TextPart(text="map"), ImagePart(url="https://x"))),
            result_meant("c", ()),
        ],
    ),
    "huge arguments": (
        [HELLO, assistant({**call("a"), "input": HUGE}), user(result("a"))],
        [
            HELLO_MEANT,
            said_by(Role.ASSISTANT, ToolCall(id="a", name="get_weather", arguments=dump(HUGE).decode())),
            result_meant("a"),
        ],
    ),
    "cache marks": (
        [user(text("a", cache_control=MARK), text("b", cache_control={"type": "ephemeral", "ttl": "1h"}))],
        [said_by(Role.USER, TextPart(text="a", cache=CacheMark()), TextPart(text="b", cache=CacheMark(ttl="1h")))],
    ),
    "server tools": (
        [HELLO, assistant(SEARCHING, FOUND, text("Bern.", citations=[PAGE])), {"role": "user", "content": "Thanks."}],
        [
            HELLO_MEANT,
            said_by(
                Role.ASSISTANT,
                UnknownPart(kind="server_tool_use", extra={k: v for k, v in SEARCHING.items() if k != "type"}),
                UnknownPart(kind="web_search_tool_result", extra={k: v for k, v in FOUND.items() if k != "type"}),
                TextPart(text="Bern.", citations=(PAGE_MEANT,)),
            ),
            Message(role=Role.USER, content="Thanks."),
        ],
    ),
    "mid-conversation system": (
        [HELLO, {"role": "system", "content": "Be brief."}, {"role": "assistant", "content": "Ok."}, HELLO],
        [
            HELLO_MEANT,
            Message(role=Role.SYSTEM, content="Be brief."),
            Message(role=Role.ASSISTANT, content="Ok."),
            HELLO_MEANT,
        ],
    ),
    "unknown fields of turns and blocks": (
        [{"role": "user", "content": [text("a", x_new=1)], "x_turn": True}],
        [Message(role=Role.USER, content=(TextPart(text="a", extra={"x_new": 1}),), extra={"x_turn": True})],
    ),
}

MEMBERS = {
    "nothing else": ({}, {}),
    "stream": ({"stream": True}, {"stream": True, "include_usage": True}),
    "sampling": (
        {"temperature": 0.5, "top_p": 0.9, "top_k": 40, "stop_sequences": ["END", "\n\nHuman:"]},
        {"temperature": 0.5, "top_p": 0.9, "top_k": 40, "stop": ("END", "\n\nHuman:")},
    ),
    "user, tier and cache": (
        {"metadata": {"user_id": "u-1"}, "service_tier": "standard_only", "cache_control": {**MARK, "ttl": "1h"}},
        {"user": "u-1", "service_tier": "default", "cache": CacheMark(ttl="1h")},
    ),
    "schema": (
        {"output_config": {"format": {"type": "json_schema", "schema": SCHEMA}}},
        {"response_format": ResponseFormat(kind=ResponseFormatKind.JSON_SCHEMA, schema=SCHEMA)},
    ),
    "tools": (
        {"tools": [{**WEATHER, "strict": False, "cache_control": MARK}, SEARCH]},
        {
            "tools": (
                ToolDefinition(
                    name="get_weather",
                    description="Weather of a city",
                    parameters=WEATHER["input_schema"],
                    strict=False,
                    cache=CacheMark(),
                ),
                ToolDefinition(
                    name="web_search_20250305", kind=ToolKind.NATIVE, extra={"name": "web_search", "max_uses": 3}
                ),
            )
        },
    ),
    "any tool, one at a time": (
        {"tools": [WEATHER], "tool_choice": {"type": "any", "disable_parallel_tool_use": True}},
        {
            "tools": (WEATHER_MEANT,),
            "tool_choice": ToolChoice(mode=ToolChoiceMode.REQUIRED),
            "parallel_tool_calls": False,
        },
    ),
    "a named tool": (
        {"tools": [WEATHER], "tool_choice": {"type": "tool", "name": "get_weather"}},
        {"tools": (WEATHER_MEANT,), "tool_choice": ToolChoice(mode=ToolChoiceMode.NAMED, name="get_weather")},
    ),
    "no tool": (
        {"tools": [WEATHER], "tool_choice": {"type": "none"}},
        {"tools": (WEATHER_MEANT,), "tool_choice": ToolChoice(mode=ToolChoiceMode.NONE)},
    ),
    "auto": (
        {"tools": [WEATHER], "tool_choice": {"type": "auto"}},
        {"tools": (WEATHER_MEANT,), "tool_choice": ToolChoice(mode=ToolChoiceMode.AUTO)},
    ),
    "adaptive thinking": ({"thinking": {"type": "adaptive"}}, {"reasoning": Reasoning(is_enabled=True)}),
    "adaptive thinking with effort": (
        {"thinking": {"type": "adaptive", "display": "summarized"}, "output_config": {"effort": "xhigh"}},
        {"reasoning": Reasoning(effort="xhigh", summary="auto")},
    ),
    "thinking with a budget": (
        {"thinking": {"type": "enabled", "budget_tokens": 2048, "display": "omitted"}},
        {"reasoning": Reasoning(budget=2048, is_hidden=True)},
    ),
    "no thinking": ({"thinking": {"type": "disabled"}}, {"reasoning": Reasoning(is_enabled=False)}),
    "effort alone": (
        {"output_config": {"effort": "low"}},
        {"reasoning": Reasoning(effort="low", extra={"thinking": None})},
    ),
    "thinking between tools": (
        {"thinking": {"type": "between_tools"}},
        {"reasoning": Reasoning(is_enabled=True, extra={"thinking": {"type": "between_tools"}})},
    ),
    "betas and what comes": (
        {
            "mcp_servers": [{"type": "url", "url": "https://x", "name": "x"}],
            "context_management": {"edits": []},
            "container": "container_1",
            "output_config": {"task_budget": {"type": "tokens", "total": 50_000}},
            "x_new": {"a": 1},
        },
        {
            "extra": {
                "mcp_servers": [{"type": "url", "url": "https://x", "name": "x"}],
                "context_management": {"edits": []},
                "container": "container_1",
                "output_config": {"task_budget": {"type": "tokens", "total": 50_000}},
                "x_new": {"a": 1},
            }
        },
    ),
}

SYSTEMS = {
    "text": ("Be brief.", Message(role=Role.SYSTEM, content="Be brief.")),
    "blocks": (
        [text("Be brief."), text("Long lore.", cache_control={**MARK, "ttl": "5m"})],
        said_by(Role.SYSTEM, TextPart(text="Be brief."), TextPart(text="Long lore.", cache=CacheMark(ttl="5m"))),
    ),
}


def check(body, meant):
    """Assert that *body* means *meant*, and that it is said in the same way again."""
    request = ANTHROPIC_MESSAGES.decode_request(dump(body))
    encoded = ANTHROPIC_MESSAGES.encode_request(request, PLAIN)

    assert meant == request
    assert (body, ()) == (encoded.document, encoded.dropped)


@pytest.mark.parametrize("name", MESSAGES)
def test_conversations(name):
    """What is said, shown, thought and called keeps its meaning and its order, both ways."""
    turns, meant = MESSAGES[name]
    body = {"model": "m", "max_tokens": 1024, "messages": turns}
    calls = any("tool_use" in str(turn) for turn in turns)
    tools = {"tools": [WEATHER]} if calls else {}
    members = {"tools": (WEATHER_MEANT,)} if calls else {}

    check({**body, **tools}, CanonicalRequest(model="m", max_output_tokens=1024, messages=tuple(meant), **members))


@pytest.mark.parametrize("name", MEMBERS)
def test_members(name):
    """Every member of a body has its word in the hub, or is kept as it is."""
    members, meant = MEMBERS[name]
    body = {"model": "m", "max_tokens": 4096, "messages": [HELLO], **members}

    check(body, CanonicalRequest(model="m", max_output_tokens=4096, messages=(HELLO_MEANT,), **meant))


@pytest.mark.parametrize("name", SYSTEMS)
def test_systems(name):
    """The top-level instructions are the conversation's first turn."""
    system, meant = SYSTEMS[name]
    body = {"model": "m", "max_tokens": 1, "system": system, "messages": [HELLO]}

    check(body, CanonicalRequest(model="m", max_output_tokens=1, messages=(meant, HELLO_MEANT)))


def test_the_older_name_of_the_format():
    """`output_format`, the name in the beta, means the same and is written under the name of today."""
    body = {"model": "m", "max_tokens": 1, "messages": [HELLO]}
    schema = {"type": "json_schema", "schema": SCHEMA}
    old, new = ({**body, "output_format": schema}, {**body, "output_config": {"format": schema}})
    decoded = ANTHROPIC_MESSAGES.decode_request(dump(old))

    assert ANTHROPIC_MESSAGES.decode_request(dump(new)) == decoded
    assert new == ANTHROPIC_MESSAGES.encode_request(decoded, PLAIN).document
