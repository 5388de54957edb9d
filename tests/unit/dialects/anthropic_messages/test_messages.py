"""Turns, and where they stand."""

import pytest

from proxy.canonical.content import AudioPart, Citation, FilePart, ImagePart, ReasoningPart, RefusalPart, TextPart
from proxy.canonical.request import Message, Role
from proxy.canonical.tools import ToolCall
from proxy.canonical.unset import UNSET
from proxy.dialects.anthropic_messages import messages
from proxy.errors import InvalidRequest


def turn(role, *content, **members):
    """Return a turn; one string is its bare content."""
    said = content[0] if len(content) == 1 and isinstance(content[0], str) else content
    return Message(role=Role(role), content=said, **members)


def encode(*turns):
    """Return system, turns and what was lost."""
    lost = set()
    system, written = messages.encode(turns, lost)
    return system, written, lost


def text(said):
    """Return a text block."""
    return {"type": "text", "text": said}


USER = {"role": "user", "content": "u"}
ASSISTANT = {"role": "assistant", "content": "a"}


@pytest.mark.parametrize(
    ("turns", "system", "written"),
    [
        ((turn("system", "s"), turn("user", "u")), "s", [USER]),
        ((turn("user", "u"),), UNSET, [USER]),
        ((turn("system", ""), turn("user", "u")), UNSET, [USER]),
        ((turn("system", "s"), turn("developer", "d"), turn("user", "u")), [text("s"), text("d")], [USER]),
        ((turn("system", "s"), turn("developer", "d")), "s", [{"role": "user", "content": "d"}]),
        ((turn("system", "s"),), UNSET, [{"role": "user", "content": "s"}]),
    ],
)
def test_instructions_at_the_beginning(turns, system, written):
    """They are the top-level field; but there must be a turn, so where nothing else is, the last one is that."""
    assert (system, written, set()) == encode(*turns)


@pytest.mark.parametrize(
    ("turns", "written"),
    [
        ((turn("user", "u"), turn("system", "s")), [USER, {"role": "system", "content": "s"}]),
        (
            (turn("user", "u"), turn("developer", "s"), turn("assistant", "a")),
            [USER, {"role": "system", "content": "s"}, ASSISTANT],
        ),
        ((turn("user", "u"), turn("system", "s"), turn("user", "u")), [USER, {"role": "user", "content": "s"}, USER]),
        (
            (turn("user", "u"), turn("assistant", "a"), turn("system", "s")),
            [USER, ASSISTANT, {"role": "user", "content": "s"}],
        ),
        (
            (turn("user", "u"), turn("system", "s"), turn("system", TextPart(text="t")), turn("assistant", "a")),
            [USER, {"role": "system", "content": [text("s"), text("t")]}, ASSISTANT],
        ),
    ],
)
def test_later_instructions(turns, written):
    """A later one is a system turn where Anthropic allows one, never two in a row, and the user's words elsewhere."""
    assert written == encode(*turns)[1]


def test_results_share_the_users_turn():
    """All results of an answer, and the words after them, are one turn; the next words are another."""
    written = encode(
        turn("user", "u"),
        turn("assistant", ToolCall(id="a", name="f", arguments=""), ToolCall(id="b", name="f", arguments="")),
        turn("tool", "1", tool_call_id="a"),
        turn("tool", "2", tool_call_id="b", is_error=True),
        turn("user", "go on"),
        turn("user", "now"),
    )[1]

    assert [
        {
            "role": "user",
            "content": [
                {"type": "tool_result", "tool_use_id": "a", "content": "1"},
                {"type": "tool_result", "tool_use_id": "b", "content": "2", "is_error": True},
                text("go on"),
            ],
        },
        {"role": "user", "content": "now"},
    ] == written[2:]


def test_results_and_words_in_any_order():
    """The order inside a user's turn is kept, and unknown members of the turn go with its last words."""
    body = [{"role": "user", "content": [text("a"), {"type": "tool_result", "tool_use_id": "t"}], "x": 1}]

    assert (
        turn("user", TextPart(text="a")),
        Message(role=Role.TOOL, tool_call_id="t"),
        Message(role=Role.USER, extra={"x": 1}),
    ) == messages.decode(body)


@pytest.mark.parametrize("blank", ["", " \n", (), (TextPart(text=""), RefusalPart(text=" "))])
def test_turns_without_content_are_left_out(blank):
    """Anthropic refuses them, and OpenAI's clients write them beside calls."""
    assert [USER] == encode(turn("user", "u"), Message(role=Role.ASSISTANT, content=blank))[1]


@pytest.mark.parametrize(
    ("role", "part", "name"),
    [
        ("user", AudioPart(data="", format="wav"), "audio"),
        ("assistant", ReasoningPart(text="Hm."), "reasoning"),
        ("assistant", ImagePart(url="https://x"), "image"),
        ("assistant", FilePart(url="https://x"), "file"),
        ("developer", ImagePart(url="https://x"), "image"),
    ],
)
def test_what_anthropic_does_not_take_is_named(role, part, name):
    """A part that cannot be said there is left out, and the client is told."""
    _, written, lost = encode(turn("user", "u"), turn(role, TextPart(text="a"), part))

    assert [text("a")] == written[1]["content"]
    assert {name} == lost


def test_anothers_citations_are_left_out():
    """Anthropic takes back its own citations alone."""
    part = TextPart(
        text="a", citations=(Citation(url="https://x"), Citation(quote="q", extra={"type": "page_location"}))
    )

    assert [{"type": "page_location", "cited_text": "q"}] == encode(turn("user", "u"), turn("assistant", part))[1][1][
        "content"
    ][0]["citations"]


@pytest.mark.parametrize(
    ("value", "param"),
    [
        ("x", "messages[0]"),
        ({}, "messages[0].role"),
        ({"role": "tool"}, "messages[0].role"),
        ({"role": "user"}, "messages[0].content"),
        ({"role": "user", "content": [{"type": "tool_result"}]}, "messages[0].content[0].tool_use_id"),
        (
            {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "a", "content": 1}]},
            "messages[0].content[0].content",
        ),
    ],
)
def test_what_is_wrong_is_named(value, param):
    """The client is told which field of which turn is at fault."""
    with pytest.raises(InvalidRequest) as raised:
        messages.decode([value])

    assert param == raised.value.param
