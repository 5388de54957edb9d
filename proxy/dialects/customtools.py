"""Custom tools, which take text of any form, for dialects that have functions only; used between any two dialects.

On the way up a custom tool becomes a function whose one argument, `input`, is the text, and its format is told in words.
On the way down a call of such a function becomes a call of the custom tool again. In a stream its text is passed on as it
is decoded from the JSON that the model writes. A model that writes something else (no JSON, another argument) is given
back in its own words: a client can do more with those than with nothing.

It knows the formats of tools as the two dialects that have custom tools keep them in `extra`: Responses beside the name,
Chat Completions inside `custom`. So it works on a request before that is made plain (`canonical/foreign.py`).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from proxy.canonical.content import Part
from proxy.canonical.events import Event, Finished, ToolArgumentsDelta, ToolCallStarted
from proxy.canonical.jsontext import MalformedJson, dump, parse
from proxy.canonical.request import CanonicalRequest, Message
from proxy.canonical.response import CanonicalResponse, Choice
from proxy.canonical.tools import ToolCall, ToolDefinition, ToolKind
from proxy.canonical.unset import UNSET
from proxy.dialects.jsoninput import InputReader

ARGUMENT = "input"
ENOUGH = f"Put the whole input, as plain text, into the argument `{ARGUMENT}`."
FORMAT = "It must match this {syntax} grammar:\n{definition}"


def names_of(request: CanonicalRequest) -> frozenset[str]:
    """Return the names of the custom tools of *request*; empty for nearly all."""
    return frozenset(tool.name for tool in request.tools or () if tool.kind is ToolKind.CUSTOM)


def as_functions(request: CanonicalRequest) -> CanonicalRequest:
    """Return *request* with a function for each custom tool, and for each earlier call of one; the same if it has none."""
    messages = tuple(_with_functions(message) for message in request.messages)
    is_plain = all(new is old for new, old in zip(messages, request.messages, strict=True))
    if is_plain and not names_of(request):
        return request
    tools = request.tools and tuple(_function(tool) for tool in request.tools)
    return replace(request, messages=messages, tools=tools)


def _function(tool: ToolDefinition) -> ToolDefinition:
    if tool.kind is not ToolKind.CUSTOM:
        return tool
    told = (tool.description, _format(tool.extra), ENOUGH)
    return ToolDefinition(
        name=tool.name,
        description="\n\n".join(text for text in told if text),
        parameters={
            "type": "object",
            "properties": {ARGUMENT: {"type": "string"}},
            "required": [ARGUMENT],
            "additionalProperties": False,
        },
        strict=UNSET,
        cache=tool.cache,
    )


def _format(extra: Mapping[str, Any]) -> str:
    """Return in words the format that *extra* says, if it is more than plain text."""
    custom = extra.get("custom")
    told = extra.get("format") or (custom.get("format") if isinstance(custom, dict) else None)
    grammar = (told.get("grammar") or told) if isinstance(told, dict) else {}
    definition = grammar.get("definition") if isinstance(grammar, dict) else None
    if not isinstance(definition, str):
        return ""
    return FORMAT.format(syntax=grammar.get("syntax") or "", definition=definition)


def _with_functions(message: Message) -> Message:
    if isinstance(message.content, str) or not any(_is_custom(part) for part in message.content):
        return message
    return replace(message, content=tuple(_called(part) for part in message.content))


def _is_custom(part: Part) -> bool:
    return isinstance(part, ToolCall) and part.kind is ToolKind.CUSTOM


def _called(part: Part) -> Part:
    if not isinstance(part, ToolCall) or part.kind is not ToolKind.CUSTOM:
        return part
    written = dump({ARGUMENT: part.arguments}).decode()
    return replace(part, kind=ToolKind.FUNCTION, arguments=written, extra={})


def input_of(arguments: str) -> str:
    """Return the text in *arguments*, which a model wrote for a custom tool's function; all of it where there is none."""
    try:
        told = parse(arguments)
    except MalformedJson:
        return arguments
    text = told.get(ARGUMENT) if isinstance(told, dict) else None
    return text if isinstance(text, str) else arguments


class CustomCalls:
    """Turns calls of the functions *names* back into calls of custom tools, in one answer."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = frozenset(names)
        self._open: dict[tuple[int, int], InputReader] = {}

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing to turn back, as in nearly all answers."""
        return not self._names

    def response(self, response: CanonicalResponse) -> CanonicalResponse:
        """Return a whole *response* with its calls turned back."""
        return replace(response, choices=tuple(self._choice(choice) for choice in response.choices))

    def _choice(self, choice: Choice) -> Choice:
        return replace(choice, parts=tuple(self._part(part) for part in choice.parts))

    def _part(self, part: Part) -> Part:
        if not isinstance(part, ToolCall) or part.kind is not ToolKind.FUNCTION or part.name not in self._names:
            return part
        return replace(part, kind=ToolKind.CUSTOM, arguments=input_of(part.arguments), extra={})

    def event(self, event: Event) -> Iterator[Event]:
        """Yield what *event* of a stream is with its calls turned back."""
        if isinstance(event, ToolCallStarted) and event.kind is ToolKind.FUNCTION and event.name in self._names:
            self._open[event.index, event.position] = InputReader(ARGUMENT)
            yield replace(event, kind=ToolKind.CUSTOM)
        elif isinstance(event, ToolArgumentsDelta) and (event.index, event.position) in self._open:
            text = self._open[event.index, event.position].feed(event.arguments)
            if text:
                yield replace(event, arguments=text)
        else:
            if isinstance(event, Finished):
                yield from self._finish(event.index)
            yield event

    def _finish(self, index: int) -> Iterator[Event]:
        """Yield what was held back of the calls of choice *index*."""
        for choice, position in [place for place in self._open if place[0] == index]:
            text = self._open.pop((choice, position)).close()
            if text:
                yield ToolArgumentsDelta(position=position, arguments=text, index=index)
