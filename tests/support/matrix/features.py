"""The features: what is asked, what must arrive, what must come back."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from proxy.canonical.cache import CacheMark
from proxy.canonical.content import AudioPart, FilePart, ImagePart, ReasoningPart, TextPart
from proxy.canonical.request import (
    CanonicalRequest,
    Message,
    Reasoning,
    ResponseFormat,
    ResponseFormatKind,
    Role,
)
from proxy.canonical.response import Choice, FinishReason
from proxy.canonical.tools import ToolCall, ToolChoice, ToolChoiceMode, ToolDefinition
from proxy.canonical.unset import UNSET

PIXEL = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
PDF = "data:application/pdf;base64,JVBERi0xLjQKJSVFT0YK"
WAV = "UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQAAAAA="
SCHEMA = {
    "type": "object",
    "properties": {"river": {"type": "string"}, "length": {"type": "integer"}},
    "required": ["river", "length"],
    "additionalProperties": False,
}


def tool(name: str) -> ToolDefinition:
    """Return a tool that takes a city."""
    parameters = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
    return ToolDefinition(name=name, description="Tells of a city", parameters=parameters)


def says(text: str) -> Message:
    """Return a user's turn."""
    return Message(role=Role.USER, content=text)


def asks(*messages: Message, **parameters: Any) -> CanonicalRequest:
    """Return a request; its model is the cell's to name."""
    return CanonicalRequest(model="", messages=messages, **{"max_output_tokens": 2_000, **parameters})


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What a cell saw: the request upstream, and the first choice of the answer."""

    upstream: CanonicalRequest
    choice: Choice
    usage: Any
    choices: int = 1

    @property
    def said(self) -> str:
        """All text that arrived upstream."""
        return " ".join(message.text for message in self.upstream.messages)

    def parts(self, kind: type) -> list[Any]:
        """Return the parts of *kind* that arrived upstream."""
        return [part for message in self.upstream.messages for part in message.parts if isinstance(part, kind)]


@dataclass(frozen=True, kw_only=True)
class Feature:
    """One row of the table.

    `parameter` names what is dropped or lacking where a dialect cannot say it. `check` returns what is wrong, empty where
    nothing is.
    """

    title: str
    request: CanonicalRequest
    check: Callable[[Seen], str]
    parameter: str = ""
    streams: bool = False
    features: frozenset[str] = field(default_factory=frozenset)


def wrong(claims: dict[str, bool]) -> str:
    """Return the claims that do not hold."""
    return ", ".join(claim for claim, holds in claims.items() if not holds)


def is_answered(seen: Seen) -> str:
    """The user's text arrived, and text, finish and usage came back."""
    return wrong(
        {
            "the text arrives": "Hello 🙂" in seen.said,
            "text comes back": len(seen.choice.text) > 1,
            "it stops": seen.choice.finish_reason is FinishReason.STOP,
            "usage is counted": bool(seen.usage and seen.usage.input_tokens and seen.usage.output_tokens),
        }
    )


def has_system(seen: Seen) -> str:
    """Both instructions arrive, before what the user says."""
    return wrong(
        {"the system text arrives": "Be brief." in seen.said, "its second part too": "In French." in seen.said}
    )


def has_turns(seen: Seen) -> str:
    """All turns arrive in their order, each by whom it was said."""
    turns = [message.role for message in seen.upstream.messages if message.role is not Role.SYSTEM]
    return wrong(
        {
            "roles alternate": turns == [Role.USER, Role.ASSISTANT, Role.USER],
            "the answer is in it": "Paris." in seen.said,
        }
    )


def is_called(seen: Seen) -> str:
    """The tool arrives with its schema, and is called with whole arguments."""
    calls = seen.choice.tool_calls
    offered = [each.name for each in seen.upstream.tools or ()]
    return wrong(
        {
            "the tool arrives": "get_weather" in offered,
            "its schema is whole": (seen.upstream.tools or (tool("x"),))[0].parameters == tool("x").parameters,
            "it is called": ["get_weather"] == [call.name for call in calls],
            "arguments are whole": all("city" in json.loads(call.arguments or "null") for call in calls),
            "the finish says so": seen.choice.finish_reason is FinishReason.TOOL_CALLS,
        }
    )


def is_called_twice(seen: Seen) -> str:
    """Two calls come back, each with an id of its own and whole arguments."""
    calls = seen.choice.tool_calls
    return wrong(
        {
            "both are called": {"get_weather", "get_time"} == {call.name for call in calls},
            "ids differ": len({call.id for call in calls}) == len(calls) and all(call.id for call in calls),
            "arguments are whole": all("city" in json.loads(call.arguments or "null") for call in calls),
        }
    )


def has_result(seen: Seen) -> str:
    """The call and its result arrive and name each other."""
    calls = [call.id for call in seen.parts(ToolCall)]
    results = [message for message in seen.upstream.messages if message.role is Role.TOOL]
    return wrong(
        {
            "the result arrives": any("17 degrees" in message.text for message in results),
            "it names its call": bool(calls) and calls == [message.tool_call_id for message in results],
            "an answer comes back": bool(seen.choice.text),
        }
    )


def has_error(seen: Seen) -> str:
    """The failed tool's words arrive; that it failed is said where the provider's dialect has a word for it."""
    return wrong(
        {"the words arrive": any("no such city" in m.text for m in seen.upstream.messages if m.role is Role.TOOL)}
    )


def is_named(seen: Seen) -> str:
    """The wish for the one tool arrives and is followed."""
    choice = seen.upstream.tool_choice
    return wrong(
        {
            "the wish arrives": bool(choice) and choice.mode in {ToolChoiceMode.NAMED, ToolChoiceMode.REQUIRED},
            "it is followed": ["get_time"] == [call.name for call in seen.choice.tool_calls],
        }
    )


def has_part(kind: type, text: str) -> Callable[[Seen], str]:
    """Return a check that a part of *kind* arrives with *text* in it."""

    def check(seen: Seen) -> str:
        found = seen.parts(kind)
        return wrong({"the part arrives": bool(found), "with its bytes": any(text in repr(part) for part in found)})

    return check


def is_structured(seen: Seen) -> str:
    """The schema arrives whole, and the answer is what it says."""
    wish = seen.upstream.response_format
    try:
        answer = json.loads(seen.choice.text)
    except ValueError:
        answer = {}
    return wrong(
        {
            "the schema arrives": bool(wish) and wish.schema == SCHEMA,
            "the answer fits": {"river", "length"} == set(answer),
        }
    )


def has_thought(seen: Seen) -> str:
    """The wish to think arrives, and a thought comes back before the text."""
    kinds = [type(part) for part in seen.choice.parts]
    return wrong(
        {
            "the wish arrives": seen.upstream.reasoning is not UNSET,
            "a thought comes back": ReasoningPart in kinds,
            "before the text": kinds.index(ReasoningPart) < kinds.index(TextPart) if ReasoningPart in kinds else True,
        }
    )


def is_marked(seen: Seen) -> str:
    """The mark for the cache arrives where it was set."""
    marks = [getattr(part, "cache", UNSET) for message in seen.upstream.messages for part in message.parts]
    return wrong({"the mark arrives": any(mark is not UNSET for mark in [*marks, seen.upstream.cache])})


def is_stopped(seen: Seen) -> str:
    """The sequence arrives, and ends the answer."""
    return wrong({"it arrives": ("words",) == seen.upstream.stop, "it ends": "words" not in seen.choice.text})


def is_shortened(seen: Seen) -> str:
    """The bound arrives, and the answer says that it was reached."""
    return wrong(
        {
            "the bound arrives": seen.upstream.max_output_tokens == 16,
            "the finish says so": seen.choice.finish_reason is FinishReason.LENGTH,
        }
    )


def has_logprobs(seen: Seen) -> str:
    """The probabilities of tokens come back."""
    told = [each for part in seen.choice.parts if isinstance(part, TextPart) for each in part.logprobs]
    return wrong({"the wish arrives": seen.upstream.logprobs is True, "they come back": bool(told)})


def is_doubled(seen: Seen) -> str:
    """Two answers come back."""
    return wrong({"the wish arrives": seen.upstream.choices == 2, "two come back": seen.choices == 2})


def carries(name: str, sent: Any) -> Callable[[Seen], str]:
    """Return a check that the parameter *name* arrives as it was sent."""

    def check(seen: Seen) -> str:
        return wrong({f"`{name}` arrives": getattr(seen.upstream, name) == sent})

    return check


HELLO = says("Hello 🙂")
WEATHER, TIME = tool("get_weather"), tool("get_time")
CALLED = Message(
    role=Role.ASSISTANT, content=(ToolCall(id="call_12345", name="get_weather", arguments='{"city":"Lund"}'),)
)
RESULT = Message(role=Role.TOOL, tool_call_id="call_12345", content="17 degrees")
FAILED = replace(RESULT, content="no such city", is_error=True)
ASKED = says("How is the weather? Use get_weather.")
WISH = ResponseFormat(kind=ResponseFormatKind.JSON_SCHEMA, name="river", schema=SCHEMA, strict=True)

FEATURES: dict[str, Feature] = {
    "text": Feature(title="Text", request=asks(HELLO), check=is_answered),
    "stream": Feature(title="Text, streamed", request=asks(HELLO), check=is_answered, streams=True),
    "system": Feature(
        title="System text",
        request=asks(
            Message(role=Role.SYSTEM, content="Be brief."), Message(role=Role.SYSTEM, content="In French."), HELLO
        ),
        check=has_system,
    ),
    "turns": Feature(
        title="Several turns",
        request=asks(says("Capital of France?"), Message(role=Role.ASSISTANT, content="Paris."), HELLO),
        check=has_turns,
    ),
    "tools": Feature(title="Tools", request=asks(ASKED, tools=(WEATHER,)), check=is_called, parameter="tools"),
    "tools_streamed": Feature(
        title="Tools, streamed", request=asks(ASKED, tools=(WEATHER,)), check=is_called, parameter="tools", streams=True
    ),
    "parallel": Feature(
        title="Parallel calls",
        request=asks(says("Use get_weather and get_time."), tools=(WEATHER, TIME)),
        check=is_called_twice,
        parameter="tools",
        streams=True,
    ),
    "result": Feature(
        title="A tool's result",
        request=asks(ASKED, CALLED, RESULT, tools=(WEATHER,)),
        check=has_result,
        parameter="tools",
    ),
    "error": Feature(
        title="A tool's error",
        request=asks(ASKED, CALLED, FAILED, tools=(WEATHER,)),
        check=has_error,
        parameter="tools",
    ),
    "choice": Feature(
        title="Choice of a tool",
        request=asks(
            says("Now."), tools=(WEATHER, TIME), tool_choice=ToolChoice(mode=ToolChoiceMode.NAMED, name="get_time")
        ),
        check=is_named,
        parameter="tool_choice",
    ),
    "image": Feature(
        title="Image",
        request=asks(Message(role=Role.USER, content=(TextPart(text="What is it?"), ImagePart(url=PIXEL)))),
        check=has_part(ImagePart, PIXEL[30:60]),
        parameter="vision",
    ),
    "file": Feature(
        title="PDF",
        request=asks(Message(role=Role.USER, content=(TextPart(text="Read it."), FilePart(url=PDF, name="paper.pdf")))),
        check=has_part(FilePart, "JVBERi0xLjQ"),
        parameter="files",
    ),
    "audio": Feature(
        title="Audio in",
        request=asks(Message(role=Role.USER, content=(TextPart(text="Listen."), AudioPart(data=WAV, format="wav")))),
        check=has_part(AudioPart, WAV[:20]),
        parameter="audio",
    ),
    "schema": Feature(
        title="JSON schema", request=asks(HELLO, response_format=WISH), check=is_structured, parameter="json_schema"
    ),
    "reasoning": Feature(
        title="Reasoning",
        request=asks(HELLO, reasoning=Reasoning(effort="low", summary="auto"), max_output_tokens=8_000),
        check=has_thought,
        parameter="reasoning",
        streams=True,
    ),
    "cache": Feature(
        title="Cache marks",
        request=asks(
            Message(role=Role.USER, content=(TextPart(text="Long text.", cache=CacheMark()), TextPart(text="Ask.")))
        ),
        check=is_marked,
        parameter="cache",
    ),
    "stop": Feature(title="Stop sequences", request=asks(HELLO, stop=("words",)), check=is_stopped, parameter="stop"),
    "length": Feature(
        title="Bound of the answer",
        request=asks(says("Write 200 words."), max_output_tokens=16),
        check=is_shortened,
        parameter="max_output_tokens",
    ),
    "logprobs": Feature(
        title="Logprobs", request=asks(HELLO, logprobs=True, top_logprobs=2), check=has_logprobs, parameter="logprobs"
    ),
    "choices": Feature(title="Several answers", request=asks(HELLO, choices=2), check=is_doubled, parameter="choices"),
    **{
        name: Feature(title=title, request=asks(HELLO, **{name: sent}), check=carries(name, sent), parameter=name)
        for name, title, sent in (
            ("temperature", "Temperature", 0.5),
            ("top_p", "Top p", 0.9),
            ("top_k", "Top k", 40),
            ("seed", "Seed", 7),
            ("frequency_penalty", "Frequency penalty", 0.25),
            ("presence_penalty", "Presence penalty", 0.25),
            ("user", "End user", "u-1"),
            ("metadata", "Metadata", {"case": "1"}),
        )
    },
}
