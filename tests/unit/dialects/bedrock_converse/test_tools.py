"""Tools, the choice among them, and calls; what is translated stands in the golden cases."""

import pytest

from proxy.canonical.cache import CacheMark
from proxy.canonical.request import CanonicalRequest
from proxy.canonical.tools import ToolCall, ToolChoice, ToolChoiceMode, ToolDefinition, ToolKind
from proxy.canonical.unset import UNSET
from proxy.dialects.bedrock_converse import models, tools
from proxy.errors import InvalidRequest

CLAUDE = models.of("anthropic.claude-opus-4-6-v1")
SPEC = {"name": "f", "inputSchema": {"json": {"type": "object"}}}


def test_what_a_tool_has_beside_is_kept():
    """At each of its levels."""
    block = {"toolSpec": {**SPEC, "inputSchema": {"json": {"type": "object"}, "x": 1}, "y": 2}, "z": 3}
    (tool,) = tools.decode_all([block])

    assert [block] == list(tools.encode_one(tool, CLAUDE))


@pytest.mark.parametrize(
    ("block", "name"),
    [({"systemTool": {"name": "nova_grounding"}}, "nova_grounding"), ({"mcp": {"server": "s"}}, "mcp")],
)
def test_a_tool_that_bedrock_runs_is_kept_whole(block, name):
    """It has its name, or its kind for one."""
    (tool,) = tools.decode_all([block])

    assert (name, ToolKind.NATIVE) == (tool.name, tool.kind)
    assert [block] == list(tools.encode_one(tool, CLAUDE))


def test_a_point_marks_the_tool_before_it():
    """One that follows none, or a second one, stays a block."""
    point = {"cachePoint": {"type": "default"}}
    decoded = tools.decode_all([point, {"toolSpec": SPEC}, point, point])

    assert ["cachePoint", "f", "cachePoint"] == [tool.name for tool in decoded]
    assert [CacheMark()] == [tool.cache for tool in decoded if tool.cache]


@pytest.mark.parametrize("tool", [3, {}, {"toolSpec": 3}, {"toolSpec": {}}])
def test_what_is_no_tool_is_the_clients_mistake(tool):
    """The place is named."""
    with pytest.raises(InvalidRequest, match=r"toolConfig\.tools\[0\]"):
        tools.decode_all([tool])


@pytest.mark.parametrize(
    ("value", "choice"),
    [
        ({"auto": {}}, ToolChoice(mode=ToolChoiceMode.AUTO)),
        ({"any": {"x": 1}}, ToolChoice(mode=ToolChoiceMode.REQUIRED, extra={"any": {"x": 1}})),
        ({"tool": {"name": "f"}, "y": 2}, ToolChoice(mode=ToolChoiceMode.NAMED, name="f", extra={"y": 2})),
    ],
)
def test_a_choice_survives(value, choice):
    """With what it has beside."""
    assert choice == tools.decode_choice(value)
    assert value == tools.encode_choice(choice)


@pytest.mark.parametrize("value", [3, {}, {"tool": {}}, {"none": {}}])
def test_what_is_no_choice_is_the_clients_mistake(value):
    """Converse has three."""
    with pytest.raises(InvalidRequest, match="toolChoice"):
        tools.decode_choice(value)


@pytest.mark.parametrize(
    ("arguments", "kind", "written"),
    [
        ('{"a":1}', ToolKind.FUNCTION, {"a": 1}),
        ("", ToolKind.FUNCTION, {}),
        (" ", ToolKind.FUNCTION, {}),
        ("null", ToolKind.FUNCTION, {"input": None}),
        ('"a"', ToolKind.FUNCTION, {"input": "a"}),
        ('{"a":', ToolKind.FUNCTION, {"input": '{"a":'}),
        ('{"a":1}', ToolKind.CUSTOM, {"input": '{"a":1}'}),
    ],
)
def test_arguments_are_always_an_object(arguments, kind, written):
    """A history with a call that was broken off can still be sent."""
    assert written == tools.input_of(ToolCall(id="t", name="f", arguments=arguments, kind=kind))


@pytest.mark.parametrize("told", ["t1", "tooluse_a-B.c:d", "x" * 64])
def test_an_id_that_fits_stays(told):
    """The pattern is the service model's."""
    assert told == tools.fit_id(told)


@pytest.mark.parametrize("told", ["", "a b", "é", "x" * 65])
def test_an_id_that_does_not_fit_is_the_same_every_time(told):
    """So that a call and its result still name each other."""
    assert tools.ID.fullmatch(tools.fit_id(told))
    assert tools.fit_id(told) == tools.fit_id(told)


def test_a_call_of_a_tool_that_bedrock_ran_is_not_the_clients():
    """It has a type, and is kept whole by who reads blocks."""
    with pytest.raises(InvalidRequest, match="own tool"):
        tools.decode_call({"toolUse": {"toolUseId": "t", "name": "f", "type": "server_tool_use"}}, "p")


def test_a_call_without_input_has_an_empty_object():
    """As in a stream."""
    assert "{}" == tools.decode_call({"toolUse": {"toolUseId": "t", "name": "f"}}, "p").arguments


def test_no_tools_and_no_calls_are_no_config():
    """Converse wants at least one tool in a config."""
    request = CanonicalRequest(model="m", messages=(), tools=(), tool_choice=ToolChoice(mode=ToolChoiceMode.AUTO))

    assert (UNSET, ()) == tools.encode(request, CLAUDE)


@pytest.mark.parametrize(
    ("name", "is_strict"), [("anthropic.claude-3-7-sonnet-20250219-v1:0", False), ("openai.gpt-oss-20b-1:0", True)]
)
def test_a_strict_tool_is_strict_where_the_model_can(name, is_strict):
    """Others answer the flag with an error."""
    (block,) = tools.encode_one(ToolDefinition(name="f", strict=True), models.of(name))

    assert is_strict == ("strict" in block["toolSpec"])
