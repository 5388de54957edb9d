"""Turns; how conversations are put in order stands in the golden cases."""

import pytest

from proxy.canonical.cache import CacheMark
from proxy.canonical.content import ImagePart, RefusalPart, TextPart, UnknownPart
from proxy.canonical.request import Message, Role
from proxy.dialects.bedrock_converse import messages, models
from proxy.errors import InvalidRequest

CLAUDE = models.of("anthropic.claude-opus-4-6-v1")
HELLO = Message(role=Role.USER, content="Hello!")
RESULT = {"toolResult": {"toolUseId": "t", "content": []}}
POINT = {"cachePoint": {"type": "default"}}


def test_results_come_out_of_a_turn_in_their_order():
    """What else the turn has follows as the user's own; a point marks the result before it, wherever that stands."""
    turn = {"role": "user", "content": [{"text": "a"}, RESULT, POINT, {"text": "b"}, RESULT], "x": 1}
    first, second, user = messages.decode(turn, "p")

    assert [CacheMark(), Role.TOOL] == [first.cache, second.role]
    assert Message(role=Role.USER, content=(TextPart(text="a"), TextPart(text="b")), extra={"x": 1}) == user


def test_an_assistant_s_result_is_kept_whole():
    """The provider ran that tool itself."""
    (turn,) = messages.decode({"role": "assistant", "content": [RESULT]}, "p")

    assert (UnknownPart(kind="toolResult", extra=RESULT),) == turn.content


@pytest.mark.parametrize(
    "turn", [3, {}, {"role": "user"}, {"role": "tool", "content": []}, {"role": "user", "content": "a"}]
)
def test_what_is_no_turn_is_the_clients_mistake(turn):
    """Converse has lists of blocks, and three roles."""
    with pytest.raises(InvalidRequest, match="`p"):
        list(messages.decode(turn, "p"))


def test_an_empty_turn_is_still_a_turn():
    """It is the provider's to refuse."""
    assert [Message(role=Role.USER)] == list(messages.decode({"role": "user", "content": []}, "p"))


def test_leading_instructions_are_the_system_prompt():
    """With their marks; a refusal among them is a text."""
    turns = (
        Message(role=Role.SYSTEM, content=(TextPart(text="a", cache=CacheMark()),)),
        Message(role=Role.DEVELOPER, content=(RefusalPart(text="b"),)),
        HELLO,
    )
    system, (turn,), _ = messages.encode(turns, CLAUDE)

    assert [{"text": "a"}, POINT, {"text": "b"}] == system
    assert "user" == turn["role"]


def test_an_instruction_with_an_image_is_a_turn():
    """The system prompt has texts alone."""
    picture = Message(role=Role.SYSTEM, content=(ImagePart(url="data:image/png;base64,AA=="),))
    system, (turn,), _ = messages.encode((picture, HELLO), CLAUDE)

    assert ([], 2) == (system, len(turn["content"]))


def test_a_conversation_that_says_nothing_has_no_turn():
    """Nothing is made up but what Bedrock cannot do without."""
    assert ([], [], ()) == messages.encode((Message(role=Role.USER, content=" "),), CLAUDE)


def test_members_of_joined_turns_are_joined():
    """What a turn has beside goes where its blocks go."""
    turns = (Message(role=Role.USER, content="a", extra={"x": 1}), Message(role=Role.USER, content="b", extra={"y": 2}))
    _, (turn,), _ = messages.encode(turns, CLAUDE)

    assert {"role": "user", "content": [{"text": "a"}, {"text": "b"}], "x": 1, "y": 2} == turn


def test_documents_in_results_have_names_of_their_own_too():
    """Bedrock compares the names in a whole request; one that the hub does not know is among them."""
    named = {"document": {"name": "document", "source": {"text": "t"}}}
    turns = [
        *messages.decode(
            {"role": "user", "content": [named, {"toolResult": {"toolUseId": "t", "content": [named]}}]}, "p"
        )
    ]
    _, (turn,), _ = messages.encode(turns, CLAUDE)
    inner = turn["content"][0]["toolResult"]["content"][0]["document"]["name"]

    assert {"document", "document 2"} == {inner, turn["content"][1]["document"]["name"]}
    assert {"text": "document 2"} == turn["content"][2]
    assert "document" == named["document"]["name"]
