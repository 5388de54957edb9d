"""Thoughts in a stream."""

import pytest

from proxy.canonical.events import ReasoningDelta, ReasoningSealed
from proxy.canonical.seal import Seal, SealKind
from proxy.dialects.openai_chat.thoughts import ThoughtDecoder, ThoughtEncoder, pull_plain, seals_of

SIGNATURE = Seal(family="anthropic", data="s")
CIPHER = Seal(family="google", data="c", kind=SealKind.ENCRYPTED, id="call_1")
CALL_DETAIL = {"type": "reasoning.encrypted", "data": "c", "id": "call_1", "format": "google-gemini-v1"}


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ({"reasoning": "a"}, "a"),
        ({"reasoning_content": "a", "reasoning": "a"}, "a"),
        ({"reasoning_content": "", "reasoning": "a"}, "a"),
        ({}, ""),
    ],
)
def test_a_thought_has_two_names(members, expected):
    """Under whichever it comes, it is taken out, and told once."""
    assert expected == pull_plain(members)
    assert {} == members


def test_a_thought_that_is_no_text_is_left():
    """It is kept beside."""
    members = {"reasoning": [1]}

    assert "" == pull_plain(members)
    assert {"reasoning": [1]} == members


@pytest.mark.parametrize("seal", [SIGNATURE, CIPHER, Seal(family="openai", data="e", kind=SealKind.ENCRYPTED, id="r")])
@pytest.mark.parametrize(
    "texts", [[], [("a", False)], [("a", False), ("b", False)], [("a", True), ("b", True)], [("a", False), ("b", True)]]
)
def test_what_is_written_is_read_again(seal, texts):
    """A text that is told again with its seal is not heard twice."""
    events = [ReasoningDelta(text=text, is_summary=is_summary) for text, is_summary in texts]
    encoder, decoder = ThoughtEncoder(), ThoughtDecoder(0)
    deltas = [*(encoder.add(event) for event in events), encoder.seal(seal), encoder.add(ReasoningDelta(text="a"))]
    read = [event for delta in deltas for event in decoder.decode(delta, [])]

    assert [*events, ReasoningSealed(seal=seal), ReasoningDelta(text="a")] == read


def test_a_client_gets_the_thought_whole_with_its_seal():
    """It must send it back as one, and cannot be asked to put it together."""
    encoder = ThoughtEncoder()
    for text in ("2 and", " 2"):
        encoder.add(ReasoningDelta(text=text))
    [detail] = encoder.seal(SIGNATURE)["reasoning_details"]

    assert ("2 and 2", "s", "anthropic-claude-v1", 0) == tuple(
        detail[name] for name in ("text", "signature", "format", "index")
    )


def test_the_seal_of_a_call_is_left_to_the_call():
    """It comes with the call that it stands on, and is no thought."""
    delta = {"reasoning_details": [CALL_DETAIL]}

    assert {"call_1": Seal(family="google", data="c")} == seals_of(delta["reasoning_details"], [{"id": "call_1"}])
    assert [] == [*ThoughtDecoder(0).decode(delta, [{"id": "call_1"}])]
    assert {} == seals_of([CALL_DETAIL], [])


def test_a_calls_seal_is_written_under_the_calls_name():
    """So that it is found again, whatever it was called before."""
    assert {"reasoning_details": [{**CALL_DETAIL, "index": 0}]} == ThoughtEncoder().call(
        "call_1", Seal(family="google", data="c")
    )
    assert {} == ThoughtEncoder().call("call_1", None)


def test_details_that_cannot_be_read_stay():
    """They travel beside, as they are."""
    delta = {"reasoning_details": [{"type": "new"}], "reasoning": "a"}

    assert [ReasoningDelta(text="a")] == [*ThoughtDecoder(0).decode(delta, [])]
    assert {"reasoning_details": [{"type": "new"}]} == delta
