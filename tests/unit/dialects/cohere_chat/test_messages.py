"""Turns; what they mean stands in the golden cases."""

import pytest

from proxy.canonical.content import Citation, ImagePart, ReasoningPart, TextPart, UnknownPart
from proxy.canonical.request import Message, Role
from proxy.canonical.tools import ToolCall
from proxy.dialects.cohere_chat import messages
from proxy.errors import InvalidRequest

CALL = ToolCall(id="c", name="f", arguments="{}")


def assistant(**members):
    """Return what an assistant's turn with *members* means."""
    return messages.decode({"role": "assistant", **members}, "p")


def test_a_bare_text_stays_one():
    """Until there is more to the turn."""
    assert "a" == assistant(content="a", tool_calls=None, tool_plan=None, citations=[]).content
    assert (TextPart(text="a"), ReasoningPart(text="b", extra={"tool_plan": True})) == assistant(
        content="a", tool_plan="b"
    ).content
    assert () == assistant(content=None).content


@pytest.mark.parametrize(
    ("citation", "is_found"),
    [
        ({"start": 0}, True),
        ({"start": 0, "content_index": 0}, True),
        ({"start": 0, "content_index": 1}, False),
        ({"start": 0, "type": "PLAN"}, False),
        (3, False),
    ],
)
def test_a_citation_finds_its_text(citation, is_found):
    """One that is in no text of the turn stays beside it."""
    turn = assistant(content="a", citations=[citation])

    assert ((Citation(start=0),) if is_found else ()) == turn.content[0].citations
    assert ({} if is_found else {"citations": [citation]}) == turn.extra


def test_among_several_texts_a_citation_without_a_place_has_none():
    """Offsets mean nothing without the text that they are in."""
    blocks = [{"type": "text", "text": "a"}, {"type": "text", "text": "b"}]

    assert {"citations": [{"start": 0}]} == assistant(content=blocks, citations=[{"start": 0}]).extra


@pytest.mark.parametrize(
    "turn",
    [
        3,
        {},
        {"role": "developer", "content": "a"},
        {"role": "user"},
        {"role": "tool", "content": "a", "tool_call_id": 3},
        {"role": "assistant", "tool_plan": 3},
        {"role": "assistant", "tool_calls": [3]},
    ],
)
def test_what_is_no_turn_is_the_clients_mistake(turn):
    """The place is named."""
    with pytest.raises(InvalidRequest, match="`p"):
        messages.decode(turn, "p")


def test_an_assistant_that_says_nothing_has_no_turn():
    """Cohere refuses an empty one; a user's is for Cohere to judge."""
    silent = [Message(role=Role.ASSISTANT, content=said) for said in ("", (), (TextPart(text=""),))]

    assert ([], ()) == messages.encode_all(silent, thinks=True)
    assert [{"role": "user", "content": ""}] == messages.encode_all([Message(role=Role.USER, content="")], thinks=True)[
        0
    ]


def test_what_is_beside_a_silent_turn_is_kept():
    """It may say something to Cohere."""
    turns, _ = messages.encode_all([Message(role=Role.ASSISTANT, extra={"x": 1})], thinks=True)

    assert [{"role": "assistant", "x": 1}] == turns


@pytest.mark.parametrize(("thinks", "key"), [(True, "content"), (False, "tool_plan")])
def test_a_thought_before_calls_goes_where_the_model_takes_it(thinks, key):
    """A model that does not think takes it for its plan."""
    turns, dropped = messages.encode_all(
        [Message(role=Role.ASSISTANT, content=(ReasoningPart(text="a"), CALL))], thinks=thinks
    )

    assert ({"role", key, "tool_calls"}, ()) == (set(turns[0]), dropped)


def test_joined_instructions_keep_what_they_have_beside():
    """They are one turn."""
    turns = [Message(role=Role.SYSTEM, content="a", extra={"x": 1}), Message(role=Role.SYSTEM, content="b")]
    (turn,) = messages.encode_all(turns, thinks=True)[0]

    assert ("system", 2, 1) == (turn["role"], len(turn["content"]), turn["x"])


def test_a_result_has_text_alone():
    """An image in one is refused, and what only Cohere knows is its own."""
    image = Message(role=Role.TOOL, tool_call_id="c", content=(ImagePart(url="u"),))
    native = Message(role=Role.TOOL, tool_call_id="c", content=(UnknownPart(kind="x"),))

    with pytest.raises(InvalidRequest, match="text alone"):
        messages.encode_all([image], thinks=True)
    assert [{"type": "x"}] == messages.encode_all([native], thinks=True)[0][0]["content"]
