"""Tools, the choice among them, and calls; what is translated stands in the golden cases."""

import pytest

from proxy.canonical.request import CanonicalRequest
from proxy.canonical.tools import ToolCall, ToolDefinition, ToolKind
from proxy.canonical.unset import UNSET
from proxy.dialects.cohere_chat import tools
from proxy.errors import InvalidRequest

FUNCTION = {"type": "function", "function": {"name": "f", "parameters": {"type": "object"}, "x": 1}, "y": 2}


def test_what_a_tool_has_beside_is_kept():
    """At each of its levels."""
    (tool,) = tools.decode_all([FUNCTION], strict=UNSET)

    assert FUNCTION == tools.encode(tool)


def test_a_tool_of_another_type_is_kept_whole():
    """It is the provider's own, and goes by its type."""
    block = {"type": "web_search", "x": 1}
    (tool,) = tools.decode_all([block], strict=True)

    assert ("web_search", ToolKind.NATIVE) == (tool.name, tool.kind)
    assert block == tools.encode(tool)


@pytest.mark.parametrize("tool", [3, {}, {"type": "function"}, {"type": "function", "function": {}}])
def test_what_is_no_tool_is_the_clients_mistake(tool):
    """The place is named."""
    with pytest.raises(InvalidRequest, match=r"tools\[0\]"):
        tools.decode_all([tool], strict=UNSET)


@pytest.mark.parametrize(
    ("wishes", "strict"),
    [((), UNSET), ((UNSET,), UNSET), ((None,), UNSET), ((True,), True), ((True, False), False), ((True, UNSET), UNSET)],
)
def test_tools_are_strict_where_all_are(wishes, strict):
    """Cohere has one wish for all."""
    offered = tuple(ToolDefinition(name="f", strict=wish) for wish in wishes)

    assert strict is tools.strictness(CanonicalRequest(model="m", messages=(), tools=offered))


def test_a_choice_that_is_not_known_stays():
    """A word that Cohere may add."""
    members = {"tool_choice": "SOMETIMES"}

    assert tools.decode_choice(members) is UNSET
    assert {"tool_choice": "SOMETIMES"} == members


@pytest.mark.parametrize("arguments", [{}, {"arguments": None}, {"arguments": ""}])
def test_a_call_may_have_no_arguments(arguments):
    """The SDK lets them be absent."""
    call = tools.decode_call({"id": "c", "function": {"name": "f", **arguments}}, "p")

    assert ToolCall(id="c", name="f", arguments="") == call


@pytest.mark.parametrize("call", [3, {}, {"id": "c", "type": "web"}, {"id": "c", "function": {"name": 3}}])
def test_what_is_no_call_is_the_clients_mistake(call):
    """The place is named."""
    with pytest.raises(InvalidRequest, match="`p"):
        tools.decode_call(call, "p")
