"""Thoughts with what seals them."""

import pytest

from proxy.canonical.content import ReasoningPart, TextPart
from proxy.canonical.seal import Seal, SealKind
from proxy.canonical.tools import ToolCall
from proxy.dialects.openai_chat.details import decode, encode, family_of, give_to_calls, ids_of

TEXT, SUMMARY, CIPHER = "reasoning.text", "reasoning.summary", "reasoning.encrypted"
CLAUDE, GPT, GEMINI = "anthropic-claude-v1", "openai-responses-v1", "google-gemini-v1"


def cipher(data="s", told="r", form=GPT):
    """Return a detail that nobody can read."""
    return {"type": CIPHER, "data": data, "id": told, "format": form}


def sealed(data="s", told="r", family="openai"):
    """Return the seal of that detail."""
    return Seal(family=family, data=data, kind=SealKind.ENCRYPTED, id=told)


@pytest.mark.parametrize(
    ("details", "thoughts"),
    [
        (
            [{"type": TEXT, "text": "a", "signature": "s", "id": "t", "format": CLAUDE}],
            [ReasoningPart(text="a", seal=Seal(family="anthropic", data="s", id="t"))],
        ),
        ([cipher()], [ReasoningPart(seal=sealed())]),
        (
            [{"type": SUMMARY, "summary": "a", "id": "r", "format": GPT}, cipher()],
            [ReasoningPart(text="a", is_summary=True, seal=sealed())],
        ),
        (
            [{"type": SUMMARY, "summary": "a", "id": "q", "format": GPT}, cipher()],
            [
                ReasoningPart(text="a", is_summary=True, extra={"id": "q", "format": GPT}),
                ReasoningPart(seal=sealed()),
            ],
        ),
        (
            [{"type": TEXT, "text": "a", "signature": "s", "format": CLAUDE}, cipher(form=CLAUDE)],
            [
                ReasoningPart(text="a", seal=Seal(family="anthropic", data="s")),
                ReasoningPart(seal=sealed(family="anthropic")),
            ],
        ),
        ([cipher(form="azure-openai-responses-v1")], [ReasoningPart(seal=sealed(family="azure-openai-responses-v1"))]),
    ],
    ids=["signed", "hidden", "summary and cipher", "of two thoughts", "redacted after signed", "a format of its own"],
)
def test_details_are_read_and_written(details, thoughts):
    """Each thought keeps its seal, its family and its name, and their order."""
    numbered = [{**detail, "index": index} for index, detail in enumerate(details)]

    assert tuple(thoughts) == decode(numbered)
    assert numbered == encode(thoughts)


def test_pieces_of_a_stream_are_one_thought():
    """A client may send back what it received, piece by piece."""
    pieces = [
        {"type": TEXT, "text": "2 ", "signature": None, "format": CLAUDE, "index": 0},
        {"type": TEXT, "text": "and 2", "format": CLAUDE, "index": 0},
        {"type": TEXT, "signature": "s", "format": CLAUDE, "index": 0},
        {"type": TEXT, "text": "4", "format": CLAUDE, "index": 1},
    ]

    assert (
        ReasoningPart(text="2 and 2", seal=Seal(family="anthropic", data="s")),
        ReasoningPart(text="4", extra={"format": CLAUDE}),
    ) == decode(pieces)


def test_pieces_without_a_number_are_thoughts_of_their_own():
    """Nothing says that they belong together."""
    assert 2 == len(decode([{"type": TEXT, "text": "a"}, {"type": TEXT, "text": "b"}]))


@pytest.mark.parametrize("value", [None, "x", [3], [{}], [{"type": "new"}], [{"type": TEXT, "text": 7}]])
def test_what_cannot_be_read_is_none(value):
    """So that it can be kept whole, where it stands."""
    assert decode(value) is None


def test_plain_thoughts_have_nothing_to_detail():
    """A text without a seal is said better without."""
    assert [] == encode([ReasoningPart(text="a"), TextPart(text="b"), ToolCall(id="1", name="f", arguments="")])


def test_a_seal_named_after_a_call_is_the_calls():
    """Gemini signs calls, and OpenRouter names the signature after the call."""
    call = ToolCall(id="1", name="f", arguments="")
    listed = [{"type": TEXT, "text": "a"}, cipher("s", "1", GEMINI)]
    thoughts, calls = give_to_calls(decode(listed, {"1"}), (call,))

    assert (ReasoningPart(text="a"),) == thoughts
    assert (ToolCall(id="1", name="f", arguments="", seal=Seal(family="google", data="s")),) == calls
    assert {**cipher("s", "1", GEMINI), "index": 0} == encode(calls)[0]


@pytest.mark.parametrize(
    ("calls", "ids"),
    [([{"id": "a"}, {"id": ""}, {"id": 7}, 3, {}], {"a"}), (None, set()), ("ab", set())],
)
def test_ids_are_those_that_are_told(calls, ids):
    """A seal without a name belongs to no call without an id."""
    assert ids == ids_of(calls)


@pytest.mark.parametrize(
    ("form", "family"), [(CLAUDE, "anthropic"), (GEMINI, "google"), ("new", "new"), ("", "unknown")]
)
def test_a_format_is_a_family(form, family):
    """One that is new to us is nobody else's, so it goes back to where it came from and to nobody else."""
    assert family == family_of(form)
