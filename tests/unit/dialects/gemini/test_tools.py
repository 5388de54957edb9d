"""Tools and the choice among them."""

import pytest

from proxy.canonical.tools import ToolChoice, ToolChoiceMode, ToolDefinition, ToolKind
from proxy.canonical.unset import UNSET
from proxy.dialects.gemini import tools
from proxy.errors import InvalidRequest

CALLING = tools.CALLING


def test_a_run_of_functions_is_one_tool():
    """Google wants functions together and its own tools one by one."""
    search = ToolDefinition(name="googleSearch", kind=ToolKind.NATIVE, extra={"googleSearch": {}})
    functions = [ToolDefinition(name=name) for name in "fg"]

    assert [
        {"functionDeclarations": [{"name": "f"}, {"name": "g"}]},
        {"googleSearch": {}},
    ] == tools.encode([*functions, search])


def test_a_tool_of_any_text_is_a_function():
    """Its one argument is `input`."""
    (tool,) = tools.encode([ToolDefinition(name="shell", kind=ToolKind.CUSTOM)])

    assert ["input"] == tool["functionDeclarations"][0]["parametersJsonSchema"]["required"]


def test_googles_own_schema_is_kept_beside_its_meaning():
    """It goes back as it came; other dialects read JSON Schema."""
    own = {"functionDeclarations": [{"name": "f", "parameters": {"type": "OBJECT"}}]}
    (tool,) = tools.decode([own])

    assert {"type": "object"} == tool.parameters
    assert [own] == tools.encode([tool])


def test_one_tool_may_hold_many():
    """Functions and Google's own in one object are each a tool; what is null is none."""
    told = tools.decode({"functionDeclarations": {"name": "f"}, "urlContext": {}, "codeExecution": None})

    assert ["f", "urlContext"] == [tool.name for tool in told]


@pytest.mark.parametrize(
    "value",
    ["x", [1], [{"functionDeclarations": "x"}], [{"functionDeclarations": [1]}], [{"functionDeclarations": [{}]}]],
)
def test_what_is_no_tool_is_refused(value):
    """The names of tools are what policies see."""
    with pytest.raises(InvalidRequest):
        tools.decode(value)


@pytest.mark.parametrize(
    ("choice", "config"),
    [
        (ToolChoice(mode=ToolChoiceMode.AUTO), {"mode": "AUTO"}),
        (ToolChoice(mode=ToolChoiceMode.NAMED, name="f"), {"mode": "ANY", "allowedFunctionNames": ["f"]}),
        (
            ToolChoice(mode=ToolChoiceMode.AUTO, allowed=("f",)),
            {"mode": "VALIDATED", "allowedFunctionNames": ["f"]},
        ),
        (ToolChoice(mode=ToolChoiceMode.AUTO, extra={"mode": "VALIDATED"}), {"mode": "VALIDATED"}),
    ],
)
def test_a_choice_is_a_config_and_back(choice, config):
    """Names among which the model is free are said by the mode that takes them."""
    assert config == tools.encode_choice(choice)
    assert choice == tools.decode_choice({CALLING: config})


def test_arguments_in_pieces_are_not_asked_for():
    """A decoder of whole calls would not understand them."""
    choice = tools.decode_choice({CALLING: {"mode": "ANY", "streamFunctionCallArguments": True}})

    assert {"mode": "ANY"} == tools.encode_choice(choice)


@pytest.mark.parametrize("config", [{"mode": "MAYBE"}, {"mode": 7}, {"allowedFunctionNames": [1]}])
def test_what_is_no_choice_is_refused(config):
    """A wish that we do not know may have been a narrowing."""
    with pytest.raises(InvalidRequest):
        tools.decode_choice({CALLING: config})


def test_no_choice_is_unset():
    """A config may speak of other things."""
    assert UNSET is tools.decode_choice({"retrievalConfig": {}})
    assert ToolChoice(mode=ToolChoiceMode.REQUIRED) == tools.decode_choice({CALLING: {"mode": "any"}})
