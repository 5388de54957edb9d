"""Tools, choices and calls."""

import pytest

from proxy.canonical.tools import ToolCall, ToolChoice, ToolChoiceMode, ToolDefinition
from proxy.dialects.openai_chat.tools import (
    decode_call,
    decode_choice,
    decode_definition,
    encode_call,
    encode_choice,
    encode_definition,
)
from proxy.errors import InvalidRequest

ALLOWED = {"type": "allowed_tools", "allowed_tools": {"mode": "required", "tools": []}}


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
            ToolDefinition(name="c", description="d", extra={"type": "custom", "custom": {"format": {"type": "text"}}}),
        ),
        (
            {"type": "web_search", "max_uses": 2},
            ToolDefinition(name="web_search", extra={"type": "web_search", "max_uses": 2}),
        ),
    ],
    ids=["function", "extras", "custom", "vendor's own"],
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
        (ALLOWED, ToolChoice(mode=ToolChoiceMode.REQUIRED, extra=ALLOWED)),
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
            ToolCall(id="1", name="c", arguments="x", extra={"type": "custom", "y": 1}),
        ),
    ],
)
def test_calls_are_read_and_written(wire, call):
    """Arguments are the model's own text, valid JSON or not."""
    assert call == decode_call(wire, "tool_calls[0]")
    assert wire == encode_call(call)


def test_a_call_without_a_type_is_a_function_call():
    """Imitators leave the type out."""
    call = decode_call({"id": "1", "function": {"name": "f", "arguments": ""}}, "tool_calls[0]")

    assert ToolCall(id="1", name="f", arguments="") == call


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
        (lambda wire: decode_call(wire, "calls[0]"), {"type": "x"}, "calls[0].type"),
        (lambda wire: decode_call(wire, "calls[0]"), {"function": {}}, "calls[0].id"),
    ],
)
def test_the_tool_at_fault_is_named(decoder, wire, param):
    """The client learns which tool is wrong, and in what."""
    with pytest.raises(InvalidRequest) as caught:
        decoder(wire)

    assert param == caught.value.param
