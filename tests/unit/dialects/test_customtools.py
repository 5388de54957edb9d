"""Custom tools for dialects that have functions only."""

import pytest

from proxy.canonical.content import TextPart
from proxy.canonical.events import Finished, TextDelta, ToolArgumentsDelta, ToolCallStarted
from proxy.canonical.request import CanonicalRequest, Message, Role
from proxy.canonical.response import CanonicalResponse, Choice, FinishReason
from proxy.canonical.seal import Seal
from proxy.canonical.tools import ToolCall, ToolDefinition, ToolKind
from proxy.canonical.unset import UNSET
from proxy.dialects.customtools import CustomCalls, as_functions, input_of, names_of

GRAMMAR = {"type": "grammar", "syntax": "lark", "definition": 'start: "x"'}
STOP = Finished(finish_reason=FinishReason.TOOL_CALLS)


def asking(*tools, messages=()):
    """Return a request that offers *tools*."""
    return CanonicalRequest(model="m", messages=tuple(messages), tools=tools or UNSET)


def custom(**fields):
    """Return a custom tool."""
    return ToolDefinition(**{"name": "apply_patch", "kind": ToolKind.CUSTOM, **fields})


def called(arguments, kind=ToolKind.FUNCTION, **fields):
    """Return a call of it."""
    return ToolCall(**{"id": "1", "name": "apply_patch", "arguments": arguments, "kind": kind, **fields})


def test_a_custom_tool_becomes_a_function_of_one_argument():
    """Its description says what it is for and where the text goes; other tools stay as they are."""
    other = ToolDefinition(name="f")
    changed = as_functions(asking(custom(description="Edit files"), other))
    function, same = changed.tools

    assert ("apply_patch", ToolKind.FUNCTION, ["input"]) == (
        function.name,
        function.kind,
        function.parameters["required"],
    )
    assert function.description.startswith("Edit files\n\nPut the whole input")
    assert same is other
    assert {"apply_patch"} == names_of(asking(custom(), other))


@pytest.mark.parametrize(
    "extra",
    [
        {"format": GRAMMAR},
        {"custom": {"format": {"type": "grammar", "grammar": {"syntax": "lark", "definition": 'start: "x"'}}}},
    ],
)
def test_a_grammar_is_told_in_words(extra):
    """Both dialects that have custom tools keep it in their own way."""
    (function,) = as_functions(asking(custom(extra=extra))).tools

    assert 'It must match this lark grammar:\nstart: "x"' in function.description
    assert {} == function.extra


@pytest.mark.parametrize("extra", [{}, {"format": {"type": "text"}}, {"format": 7}, {"custom": 7}])
def test_plain_text_needs_no_words(extra):
    """A tool that takes any text has no format to tell."""
    (function,) = as_functions(asking(custom(extra=extra))).tools

    assert "grammar" not in function.description


def test_an_earlier_call_becomes_a_function_s():
    """Its text is the argument, and its seal stays."""
    seal = Seal(family="google", data="x")
    turn = Message(
        role=Role.ASSISTANT,
        content=(TextPart(text="a"), called('say "hi"\n', ToolKind.CUSTOM, seal=seal, extra={"id": "i"})),
    )
    (changed,) = as_functions(asking(messages=[turn])).messages

    assert (TextPart(text="a"), called('{"input":"say \\"hi\\"\\n"}', seal=seal)) == changed.content


def test_a_request_without_any_is_the_same():
    """Nearly all requests have none."""
    asked = asking(ToolDefinition(name="f"), messages=[Message(role=Role.ASSISTANT, content=(called("{}"),))])

    assert asked is as_functions(asked)
    assert frozenset() == names_of(asking())


@pytest.mark.parametrize(
    ("arguments", "text"),
    [('{"input":"a\\n"}', "a\n"), ('{"input":7}', '{"input":7}'), ("{", "{"), ("[]", "[]"), ("", "")],
)
def test_a_call_comes_back_with_its_text(arguments, text):
    """In a whole answer; what is not as it should be is given back as it is."""
    others = (TextPart(text="a"), called("{}", name="f"))
    answer = CanonicalResponse(id="r", model="m", created=0, choices=(Choice(parts=(*others, called(arguments))),))
    (choice,) = CustomCalls({"apply_patch"}).response(answer).choices

    assert text == input_of(arguments)
    assert (*others, called(text, ToolKind.CUSTOM)) == choice.parts


def stream(*events):
    """Return *events* with their calls turned back."""
    calls = CustomCalls({"apply_patch"})
    return [told for event in events for told in calls.event(event)]


def test_a_streamed_call_comes_back_piece_by_piece():
    """Its text is passed on as it is decoded; other calls and all else stay as they are."""
    events = [
        TextDelta(text="a"),
        ToolCallStarted(position=0, id="1", name="apply_patch"),
        ToolCallStarted(position=1, id="2", name="f"),
        ToolArgumentsDelta(position=0, arguments='{"input'),
        ToolArgumentsDelta(position=1, arguments="{}"),
        ToolArgumentsDelta(position=0, arguments='":"*** Be'),
        ToolArgumentsDelta(position=0, arguments='gin"}'),
        STOP,
    ]

    assert [
        TextDelta(text="a"),
        ToolCallStarted(position=0, id="1", name="apply_patch", kind=ToolKind.CUSTOM),
        ToolCallStarted(position=1, id="2", name="f"),
        ToolArgumentsDelta(position=1, arguments="{}"),
        ToolArgumentsDelta(position=0, arguments="*** Be"),
        ToolArgumentsDelta(position=0, arguments="gin"),
        STOP,
    ] == stream(*events)


def test_what_was_held_back_comes_before_the_finish():
    """A call that never was what it should be is given back as it is, each choice its own."""
    begun = [ToolCallStarted(position=0, id="1", name="apply_patch", index=index) for index in (0, 1)]
    written = [ToolArgumentsDelta(position=0, arguments="*** no JSON", index=index) for index in (0, 1)]
    finished = [Finished(finish_reason=FinishReason.TOOL_CALLS, index=index) for index in (0, 1)]
    told = stream(*begun, *written, *finished)

    assert [written[0], finished[0], written[1], finished[1]] == told[2:]
