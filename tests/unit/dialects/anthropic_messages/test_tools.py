"""Tools and the choice among them."""

import pytest

from proxy.canonical.request import CanonicalRequest, Message, Role
from proxy.canonical.tools import ToolCall, ToolChoice, ToolChoiceMode, ToolDefinition, ToolKind
from proxy.canonical.unset import UNSET
from proxy.dialects.anthropic_messages import tools
from proxy.errors import InvalidRequest

F, G = ToolDefinition(name="f", parameters={"type": "object"}), ToolDefinition(name="g", parameters={"type": "object"})
F_SAID = {"name": "f", "input_schema": {"type": "object"}}
AUTO, NONE = ToolChoiceMode.AUTO, ToolChoiceMode.NONE


def encode(*turns, **members):
    """Return tools, choice and what was lost."""
    lost = set()
    return *tools.encode_all(CanonicalRequest(model="m", messages=turns, **members), lost), lost


@pytest.mark.parametrize(
    ("members", "choice"),
    [
        ({}, UNSET),
        ({"parallel_tool_calls": True}, UNSET),
        ({"parallel_tool_calls": False}, {"type": "auto", "disable_parallel_tool_use": True}),
        (
            {"tool_choice": ToolChoice(mode=ToolChoiceMode.REQUIRED), "parallel_tool_calls": True},
            {"type": "any", "disable_parallel_tool_use": False},
        ),
        ({"tool_choice": ToolChoice(mode=NONE), "parallel_tool_calls": False}, {"type": "none"}),
    ],
)
def test_one_call_at_a_time_is_part_of_the_choice(members, choice):
    """Messages says both in one member; where no tool may be called there is nothing to say."""
    assert ([F_SAID], choice, set()) == encode(tools=(F,), **members)


def test_a_choice_among_some():
    """Only those are offered."""
    allowed = ToolChoice(mode=ToolChoiceMode.REQUIRED, allowed=("f",))

    assert ([F_SAID], {"type": "any"}, set()) == encode(tools=(F, G), tool_choice=allowed)


@pytest.mark.parametrize("offered", [UNSET, ()])
def test_a_choice_without_tools_is_lost(offered):
    """Anthropic refuses it, and it means nothing."""
    lost = encode(tools=offered, tool_choice=ToolChoice(mode=AUTO), parallel_tool_calls=False)

    assert (UNSET, UNSET, {"tool_choice", "parallel_tool_calls"}) == lost


def test_calls_without_tools():
    """Anthropic wants the tools that were called; they are named again and cannot be called."""
    called = Message(role=Role.ASSISTANT, content=(ToolCall(id="a", name="f", arguments="{}"),) * 2)

    assert (
        [{"name": "f", "input_schema": {"type": "object", "properties": {}}}],
        {"type": "none"},
        set(),
    ) == encode(called)


@pytest.mark.parametrize(
    ("tool", "schema"),
    [
        (ToolDefinition(name="f"), {"type": "object", "properties": {}}),
        (ToolDefinition(name="f", parameters={"properties": {}}), {"type": "object", "properties": {}}),
        (
            ToolDefinition(name="f", parameters={"type": "object", "minProperties": 1}),
            {"type": "object", "minProperties": 1},
        ),
        (
            ToolDefinition(name="f", parameters={"type": "object"}, strict=True),
            {"type": "object", "additionalProperties": False},
        ),
        (
            ToolDefinition(name="f", kind=ToolKind.CUSTOM),
            {"type": "object", "properties": {"input": {"type": "string"}}, "required": ["input"]},
        ),
    ],
)
def test_every_tool_has_a_schema(tool, schema):
    """It must say that it is an object's; only a strict one is held to Anthropic's grammar."""
    assert schema == tools.encode(tool)["input_schema"]


def test_the_type_of_a_clients_own_tool():
    """It may be said or not, and is said again where it was."""
    said = {**F_SAID, "type": "custom"}

    assert ToolKind.FUNCTION is tools.decode(said, "t").kind
    assert said == tools.encode(tools.decode(said, "t"))


@pytest.mark.parametrize(
    ("value", "param"),
    [
        ("x", "t"),
        ({}, "t.name"),
        ({"type": 1}, "t.type"),
        ({"name": "f", "input_schema": []}, "t.input_schema"),
        ({"name": "f", "strict": "yes"}, "t.strict"),
    ],
)
def test_what_is_wrong_is_named(value, param):
    """The client is told which field is at fault."""
    with pytest.raises(InvalidRequest) as raised:
        tools.decode(value, "t")

    assert param == raised.value.param


@pytest.mark.parametrize("value", [{}, {"type": "some"}, {"type": "tool"}])
def test_a_choice_that_is_none(value):
    """A choice must be one that the API has; an unknown one might be a narrowing."""
    with pytest.raises(InvalidRequest):
        tools.decode_choice(value)
