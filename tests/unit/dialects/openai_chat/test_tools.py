"""Tools, choices and calls."""

import pytest

from proxy.canonical.cache import CacheMark
from proxy.canonical.tools import ToolCall, ToolChoice, ToolChoiceMode, ToolDefinition, ToolKind
from proxy.dialects.openai_chat.tools import (
    decode_call,
    decode_choice,
    decode_definition,
    encode_call,
    encode_choice,
    encode_definition,
    names_of,
)
from proxy.errors import InvalidRequest

NAMED = [{"type": "function", "function": {"name": "f"}}]
ALLOWED = {"type": "allowed_tools", "allowed_tools": {"mode": "required", "tools": NAMED}}
SERVERS = [{"type": "mcp", "server_label": "s"}]
OTHERS = {"type": "allowed_tools", "allowed_tools": {"mode": "auto", "tools": [*NAMED, *SERVERS]}}


@pytest.mark.parametrize(
    ("wire", "tool"),
    [
        (
            {"type": "function", "function": {"name": "f", "parameters": {}, "strict": None}},
            ToolDefinition(name="f", parameters={}, strict=None),
        ),
        (
            {"type": "function", "function": {"name": "f", "x": 1}, "y": 2},
            ToolDefinition(name="f", extra={"function": {"x": 1}, "y": 2}),
        ),
        (
            {"type": "custom", "custom": {"name": "c", "description": "d", "format": {"type": "text"}}},
            ToolDefinition(
                name="c",
                kind=ToolKind.CUSTOM,
                description="d",
                extra={"custom": {"format": {"type": "text"}}},
            ),
        ),
        (
            {"type": "web_search", "max_uses": 2},
            ToolDefinition(name="web_search", kind=ToolKind.NATIVE, extra={"max_uses": 2}),
        ),
        (
            {"type": "function", "function": {"name": "f"}, "cache_control": {"type": "ephemeral"}},
            ToolDefinition(name="f", cache=CacheMark()),
        ),
    ],
    ids=["function", "extras", "custom", "vendor's own", "marked"],
)
def test_definitions_are_read_and_written(wire, tool):
    """Every tool has a name for policies to read, and comes back as it was."""
    assert tool == decode_definition(wire, "tools[0]")
    assert wire == encode_definition(tool)


@pytest.mark.parametrize(
    ("wire", "choice"),
    [
        ("auto", ToolChoice(mode=ToolChoiceMode.AUTO)),
        ("none", ToolChoice(mode=ToolChoiceMode.NONE)),
        ("required", ToolChoice(mode=ToolChoiceMode.REQUIRED)),
        ({"type": "function", "function": {"name": "f"}}, ToolChoice(mode=ToolChoiceMode.NAMED, name="f")),
        (
            {"type": "custom", "custom": {"name": "c"}},
            ToolChoice(mode=ToolChoiceMode.NAMED, name="c", extra={"type": "custom"}),
        ),
        (ALLOWED, ToolChoice(mode=ToolChoiceMode.REQUIRED, allowed=("f",))),
        (
            OTHERS,
            ToolChoice(
                mode=ToolChoiceMode.AUTO,
                allowed=("f", "mcp"),
                extra={"allowed_tools": {"tools": [*NAMED, *SERVERS]}},
            ),
        ),
        ({"type": "new"}, ToolChoice(mode=ToolChoiceMode.AUTO, extra={"type": "new"})),
    ],
)
def test_choices_are_read_and_written(wire, choice):
    """A wish that this version does not know is kept whole, with a mode as near as can be told."""
    assert choice == decode_choice(wire)
    assert wire == encode_choice(choice)


@pytest.mark.parametrize(
    ("wire", "call"),
    [
        (
            {"id": "1", "type": "function", "function": {"name": "f", "arguments": "{"}},
            ToolCall(id="1", name="f", arguments="{"),
        ),
        (
            {"id": "1", "type": "custom", "custom": {"name": "c", "input": "x"}, "y": 1},
            ToolCall(id="1", name="c", arguments="x", kind=ToolKind.CUSTOM, extra={"y": 1}),
        ),
    ],
)
def test_calls_are_read_and_written(wire, call):
    """Arguments are the model's own text, valid JSON or not."""
    assert call == decode_call(wire, "tool_calls[0]")
    assert wire == encode_call(call)


@pytest.mark.parametrize("wire", [{}, {"type": None}, {"function": {"name": "f", "arguments": None}}])
def test_a_call_without_a_type_is_a_function_call(wire):
    """Imitators leave the type out, and the arguments of a call that has none."""
    call = decode_call({"id": "1", "function": {"name": "f", "arguments": ""}, **wire}, "tool_calls[0]")

    assert ToolCall(id="1", name="f", arguments="") == call


def test_a_custom_tool_is_named_as_one():
    """A wish that comes from another dialect does not say what kind of tool it names; the offer does."""
    offered = (ToolDefinition(name="c", kind=ToolKind.CUSTOM), ToolDefinition(name="f"))
    named = ToolChoice(mode=ToolChoiceMode.NAMED, name="c")
    allowed = ToolChoice(mode=ToolChoiceMode.AUTO, allowed=("c", "f"))

    assert {"type": "custom", "custom": {"name": "c"}} == encode_choice(named, offered)
    assert ["custom", "function"] == [
        tool["type"] for tool in encode_choice(allowed, offered)["allowed_tools"]["tools"]
    ]


def test_none_of_the_allowed_is_none():
    """A list of allowed tools has no word for using none of them."""
    assert "none" == encode_choice(ToolChoice(mode=ToolChoiceMode.NONE, allowed=("f",)))


def test_a_providers_own_tools_are_told_apart():
    """Only an endpoint of this dialect can have them."""
    assert ("web_search",) == names_of([{"type": "function"}, {"type": "custom"}, {"type": "web_search"}])


@pytest.mark.parametrize(
    ("decoder", "wire", "param"),
    [
        (lambda wire: decode_definition(wire, "tools[1]"), "f", "tools[1]"),
        (lambda wire: decode_definition(wire, "tools[1]"), {"type": "function"}, "tools[1].function"),
        (
            lambda wire: decode_definition(wire, "tools[1]"),
            {"type": "function", "function": {}},
            "tools[1].function.name",
        ),
        (decode_choice, "named", "tool_choice"),
        (decode_choice, {"type": "function", "function": {}}, "tool_choice.function.name"),
        (decode_choice, {"type": "allowed_tools", "allowed_tools": {}}, "tool_choice.allowed_tools.tools"),
        (
            decode_choice,
            {"type": "allowed_tools", "allowed_tools": {"tools": [{}]}},
            "tool_choice.allowed_tools.tools[0]",
        ),
        (lambda wire: decode_call(wire, "calls[0]"), {"type": "x"}, "calls[0].type"),
        (lambda wire: decode_call(wire, "calls[0]"), {"function": {}}, "calls[0].id"),
    ],
)
def test_the_tool_at_fault_is_named(decoder, wire, param):
    """The client learns which tool is wrong, and in what."""
    with pytest.raises(InvalidRequest) as caught:
        decoder(wire)

    assert param == caught.value.param
