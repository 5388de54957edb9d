"""The turns of a conversation."""

import pytest

from proxy.canonical.content import ReasoningPart, TextPart
from proxy.canonical.request import Message, Role
from proxy.canonical.seal import Seal
from proxy.canonical.tools import ToolCall
from proxy.dialects.gemini import contents
from proxy.dialects.gemini.results import Pairing
from proxy.errors import InvalidRequest

NEW, OLD = "gemini-3-pro", "gemini-2.5-pro"
USER = Message(role=Role.USER, content="Hi")


def test_results_and_the_words_after_them_are_one_turn():
    """Google wants every result of a turn's calls in the turn that follows, and takes the user's words there too."""
    calls = tuple(ToolCall(id=given, name="f", arguments="{}") for given in "ab")
    results = [Message(role=Role.TOOL, content=given, tool_call_id=given) for given in "ab"]
    written = contents.encode([Message(role=Role.ASSISTANT, content=calls), *results, USER, USER], NEW)

    assert ["model", "user", "user"] == [turn["role"] for turn in written]
    assert ["functionResponse", "functionResponse", "text"] == [next(iter(part)) for part in written[1]["parts"]]


def test_a_run_of_a_models_contents_is_one_turn():
    """Chats keep a streamed turn as its pieces, and send it so."""
    pieces = [{"role": "model", "parts": [{"text": text}]} for text in "ab"]
    (turn,) = contents.decode(pieces, Pairing())

    assert (TextPart(text="a"), TextPart(text="b")) == turn.content


def test_leading_instructions_stand_apart():
    """The first instructions are the system's; a later one is said as the user's, in its place."""
    system, turns = contents.split(
        [Message(role=Role.SYSTEM, content="A"), Message(role=Role.DEVELOPER, content="B"), USER,
         Message(role=Role.SYSTEM, content="C")]
    )  # fmt: skip

    assert {"parts": [{"text": "A"}, {"text": "B"}]} == contents.encode_system(system)
    assert ["user", "user"] == [turn["role"] for turn in contents.encode(turns, NEW)]


def test_instructions_alone_are_the_conversation():
    """Google refuses a body without contents."""
    assert ((), 1) == (contents.split((USER,))[0], len(contents.split((Message(role=Role.SYSTEM, content="A"),))[1]))


@pytest.mark.parametrize(("model", "is_signed"), [(NEW, True), ("models/gemini-4-argon", True), (OLD, False)])
def test_the_first_call_of_a_turn_is_signed(model, is_signed):
    """Later models refuse the first call of a turn without a signature; the others do not look."""
    turn = Message(role=Role.ASSISTANT, content=tuple(ToolCall(id=x, name="f", arguments="{}") for x in "ab"))
    first, second = contents.encode([turn], model)[0]["parts"]

    assert (is_signed, False) == ("thoughtSignature" in first, "thoughtSignature" in second)
    assert first.get("thoughtSignature", "skip_thought_signature_validator") == "skip_thought_signature_validator"


def test_a_signature_of_its_own_stays():
    """What Google signed goes back as it came."""
    call = ToolCall(id="a", name="f", arguments="{}", seal=Seal(family="google", data="x"))

    assert (
        "x" == contents.encode([Message(role=Role.ASSISTANT, content=(call,))], NEW)[0]["parts"][0]["thoughtSignature"]
    )


def test_a_turn_that_says_nothing_is_left_out():
    """Google refuses a content without parts, and an empty text beside a call."""
    call = ToolCall(id="a", name="f", arguments="{}", seal=Seal(family="google", data="x"))
    nothing = Message(role=Role.ASSISTANT, content=(ReasoningPart(),))
    (turn,) = contents.encode([nothing, Message(role=Role.ASSISTANT, content=(TextPart(text=""), call))], NEW)

    assert ["functionCall"] == [next(iter(part)) for part in turn["parts"]]


@pytest.mark.parametrize("value", [None, [], "x", [1], [{"role": 1}], [{"parts": "x"}], [{"parts": [1]}]])
def test_what_is_no_conversation_is_the_clients_mistake(value):
    """A value of another kind is refused, and never fails otherwise."""
    with pytest.raises(InvalidRequest):
        contents.decode(value, Pairing())


def test_a_system_instruction_may_be_empty():
    """An instruction without parts is none; one that is no object is a mistake."""
    assert [] == contents.decode_system({"parts": []})
    assert "A" == contents.decode_system("A")[0].text
    with pytest.raises(InvalidRequest, match="systemInstruction"):
        contents.decode_system(7)
