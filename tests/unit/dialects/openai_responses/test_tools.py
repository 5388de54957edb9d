"""Tools and the choice among them."""

import pytest

from proxy.canonical.tools import ToolChoice, ToolChoiceMode, ToolDefinition, ToolKind
from proxy.canonical.unset import UNSET
from proxy.dialects.openai_responses import tools
from proxy.errors import InvalidRequest


@pytest.mark.parametrize(
    ("value", "param"),
    [(7, "tools[0]"), ({}, "tools[0].type"), ({"type": "function"}, "tools[0].name"), ({"type": 7}, "tools[0].type")],
)
def test_what_is_no_tool_is_the_clients_mistake(value, param):
    """The field at fault is named, by the reader of names as well."""
    for reader in (tools.decode_definitions, tools.names):
        with pytest.raises(InvalidRequest) as caught:
            list(reader([value], "tools"))
        assert param == caught.value.param


def test_strictness_that_nobody_asked_for_is_not_asked_for():
    """Responses would try to be strict where Chat Completions would not, so the difference is written."""
    assert tools.encode_definition(ToolDefinition(name="f"))["strict"] is False
    assert tools.encode_definition(ToolDefinition(name="f", strict=None))["strict"] is None
    own = tools.decode_definition({"type": "function", "name": "f"}, "t")
    assert (UNSET, None) == (own.strict, tools.encode_definition(own)["strict"])


@pytest.mark.parametrize(
    "wire",
    [
        {"type": "allowed_tools", "mode": "auto", "tools": [{"type": "mcp", "server_label": "docs"}]},
        {"type": "mcp", "server_label": "docs", "name": "search"},
        {"type": "image_generation"},
        "none",
    ],
)
def test_a_choice_is_written_as_it_was(wire):
    """A choice that has more than names in it is kept."""
    assert wire == tools.encode_choice(tools.decode_choice(wire), UNSET)


def test_a_choice_knows_the_type_of_its_tool():
    """A custom tool is chosen as one, whichever dialect the choice came in."""
    offered = (ToolDefinition(name="g", kind=ToolKind.CUSTOM), ToolDefinition(name="f"))
    named, some = (
        tools.encode_choice(choice, offered)
        for choice in (
            ToolChoice(mode=ToolChoiceMode.NAMED, name="g"),
            ToolChoice(mode=ToolChoiceMode.AUTO, allowed=("f", "g")),
        )
    )

    assert {"type": "custom", "name": "g"} == named
    assert [{"type": "function", "name": "f"}, {"type": "custom", "name": "g"}] == some["tools"]


@pytest.mark.parametrize("wire", [7, "sometimes", {}, {"type": "function"}, {"type": "allowed_tools", "tools": [7]}])
def test_what_is_no_choice_is_the_clients_mistake(wire):
    """It is refused."""
    with pytest.raises(InvalidRequest):
        tools.decode_choice(wire)


def test_no_tool_is_overlooked():
    """A policy sees the names of all tools, those inside a namespace too, and which are a provider's own."""
    offered = [
        {"type": "function", "name": "f"},
        {"type": "namespace", "name": "crm", "tools": [{"type": "function", "name": "delete_all"}]},
        {"type": "web_search"},
    ]

    assert ["f", "namespace", "delete_all", "web_search"] == list(tools.names(offered, "tools"))
    assert ["namespace", "web_search"] == list(tools.natives(offered))
    assert [] == [*tools.names(None, "tools"), *tools.natives(None)]


def test_no_tools_are_not_an_empty_list():
    """Absence stays absence."""
    assert UNSET is tools.encode_all(UNSET)
    assert [] == tools.encode_all(())
