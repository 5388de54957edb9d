"""The tool calls of a simulated model: of the tools that the user names, else of any one, until there is a result."""

from random import Random

from proxy.canonical.jsontext import dump
from proxy.canonical.request import CanonicalRequest, Role
from proxy.canonical.tools import ToolCall, ToolChoice, ToolChoiceMode, ToolDefinition, ToolKind
from proxy.canonical.unset import Unset
from proxy.simulator import words
from proxy.simulator.schemas import Maker


def calls(request: CanonicalRequest, rng: Random) -> tuple[ToolCall, ...]:
    """Return the calls that the model makes."""
    offered = callable_tools(request)
    if not offered or request.messages[-1].role is Role.TOOL:
        return ()
    named = [tool for tool in offered if tool.name in words.prompt(request)] or [rng.choice(offered)]
    return tuple(call(tool, rng) for tool in (named[:1] if request.parallel_tool_calls is False else named))


def callable_tools(request: CanonicalRequest) -> list[ToolDefinition]:
    """Return the tools that the client lets the model call; nobody simulates those that a provider runs itself."""
    offered = [tool for tool in request.tools or () if tool.kind is not ToolKind.NATIVE]
    match request.tool_choice:
        case ToolChoice(mode=ToolChoiceMode.NONE):
            return []
        case ToolChoice(mode=ToolChoiceMode.NAMED, name=name):
            return [tool for tool in offered if tool.name == name]
        case ToolChoice(allowed=allowed) if not isinstance(allowed, Unset):
            return [tool for tool in offered if tool.name in allowed]
        case _:
            return offered


def call(tool: ToolDefinition, rng: Random) -> ToolCall:
    """Return a call of *tool* with arguments that its schema allows; a custom one takes plain words."""
    if tool.kind is ToolKind.CUSTOM:
        arguments = words.prose("3 words", rng)
    else:
        arguments = dump(Maker(tool.parameters or {"type": "object"}, rng).make()).decode()
    return ToolCall(id=new_id(rng), name=tool.name, arguments=arguments, kind=tool.kind)


def new_id(rng: Random) -> str:
    """Return an id for a call."""
    return f"call_{rng.getrandbits(64):016x}"
