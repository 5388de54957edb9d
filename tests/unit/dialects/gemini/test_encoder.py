"""Events to a stream; `tests/golden/gemini` has what clients make of it."""

import json

from proxy.canonical.content import Citation
from proxy.canonical.events import (
    Cited,
    Ended,
    Extra,
    Failed,
    Finished,
    ReasoningDelta,
    ReasoningSealed,
    RefusalDelta,
    Started,
    TextDelta,
    ToolArgumentsDelta,
    ToolCallStarted,
    UsageReported,
)
from proxy.canonical.failure import FailureKind
from proxy.canonical.response import FinishReason
from proxy.canonical.seal import Seal
from proxy.canonical.tools import ToolKind
from proxy.canonical.usage import Usage
from proxy.dialects.gemini.encoder import Encoder
from proxy.dialects.gemini.framing import Events, Items

STARTED = Started(id="r", model="m", created=0)
PLACED = {"thoughtSignature": "skip_thought_signature_validator"}
STOP = Finished(finish_reason=FinishReason.STOP)


def answers(*events):
    """Return the answers that *events* are, one list for each event."""
    encoder = Encoder(Events())
    return [
        [json.loads(event.removeprefix(b"data: ")) for event in encoder.encode(each).split(b"\n\n") if event]
        for each in events
    ]


def parts(*events):
    """Return the parts that *events* are, one list for each event."""
    return [
        [part for answer in told for part in answer["candidates"][0]["content"]["parts"]] for told in answers(*events)
    ]


def start(position, name="f", **fields):
    """Return the beginning of a call."""
    return ToolCallStarted(position=position, id=f"c{position}", name=name, **fields)


def test_text_goes_out_at_once():
    """A client sees a word when it is said."""
    assert [[], [{"text": "a"}], [{"text": "b"}]] == parts(STARTED, TextDelta(text="a"), RefusalDelta(text="b"))


def test_a_call_goes_out_when_it_is_whole():
    """Arguments are an object in a part, so their pieces wait for the last one."""
    told = parts(
        start(0),
        ToolArgumentsDelta(position=0, arguments='{"x":"}'),
        ToolArgumentsDelta(position=0, arguments='"}'),
        STOP,
    )

    assert [[], [], [PLACED | {"functionCall": {"id": "c0", "name": "f", "args": {"x": "}"}}}], []] == told


def test_calls_keep_their_order():
    """A call that is whole before an earlier one waits for it: positions are counted by their order."""
    told = parts(
        start(0),
        start(1),
        ToolArgumentsDelta(position=0, arguments="{"),
        ToolArgumentsDelta(position=1, arguments="{}"),
        ToolArgumentsDelta(position=0, arguments="}"),
    )

    assert ["c0", "c1"] == [part["functionCall"]["id"] for part in told[-1]]


def test_a_call_without_arguments_has_an_empty_object():
    """Its end is told by what follows it, and it stands before that."""
    call, text = parts(start(0), TextDelta(text="a"))[1]

    assert ({"id": "c0", "name": "f", "args": {}}, {"text": "a"}) == (call["functionCall"], text)


def test_the_first_call_is_signed():
    """The client sends it back so, perhaps to Google, who refuses it without."""
    first, second = parts(start(0), start(1), TextDelta(text="a"))[-1][:2]
    (sealed,) = parts(start(0, seal=Seal(family="google", data="x")), STOP)[-1]

    assert PLACED.items() <= first.items()
    assert ("x", False) == (sealed["thoughtSignature"], "thoughtSignature" in second)


def test_arguments_that_are_no_object_are_not_lost():
    """Broken JSON and the text of a custom tool stand in the object as `input`."""
    broken = parts(start(0), ToolArgumentsDelta(position=0, arguments="{oops"), STOP)[-1]
    custom = parts(start(0, kind=ToolKind.CUSTOM), ToolArgumentsDelta(position=0, arguments="{}"), TextDelta(text="a"))

    assert {"input": "{oops"} == broken[0]["functionCall"]["args"]
    assert {"input": "{}"} == custom[-1][0]["functionCall"]["args"]


def test_a_seal_closes_the_thought_before_it():
    """After a thought it stands on an empty thought, elsewhere on an empty text, as Gemini's own do."""
    seal = Seal(family="google", data="x")
    told = parts(ReasoningDelta(text="a"), ReasoningSealed(seal=seal), TextDelta(text="b"), ReasoningSealed(seal=seal))

    assert [{"text": "", "thought": True, "thoughtSignature": "x"}] == told[1]
    assert [{"text": "", "thoughtSignature": "x"}] == told[3]


def test_the_end_comes_in_one_answer():
    """Finish reason, sources, usage and what stands beside come last and together, with an empty text."""
    told = answers(
        STARTED,
        UsageReported(usage=Usage(input_tokens=1)),
        TextDelta(text="ß"),
        Cited(citation=Citation(url="u", start=0, end=1)),
        STOP,
        Extra(fields={"avgLogprobs": -1}, index=0),
        UsageReported(usage=Usage(input_tokens=1, output_tokens=2)),
        Ended(),
    )
    (last,) = told[-1]

    assert [0, 0, 1, 0, 0, 0, 0, 1] == [len(each) for each in told]
    assert ("STOP", -1) == tuple(last["candidates"][0][name] for name in ("finishReason", "avgLogprobs"))
    assert 2 == last["candidates"][0]["groundingMetadata"]["groundingSupports"][0]["segment"]["endIndex"]
    assert [{"text": ""}] == last["candidates"][0]["content"]["parts"]
    assert 3 == last["usageMetadata"]["totalTokenCount"]


def test_googles_own_sources_are_told_once():
    """Where its metadata go out as they came, citations are not made into a second one."""
    (last,) = answers(
        TextDelta(text="a"),
        Extra(fields={"groundingMetadata": {"webSearchQueries": ["q"]}}, index=0),
        Cited(citation=Citation(url="u", start=0, end=1)),
        STOP,
        Ended(),
    )[-1]

    assert {"webSearchQueries": ["q"]} == last["candidates"][0]["groundingMetadata"]


def test_what_stands_beside_goes_with_the_next_answer():
    """It has no answer of its own, in which a client would look for a part."""
    told = answers(STARTED, Extra(fields={"a": 1}), TextDelta(text="a"), TextDelta(text="b"))

    assert [0, 0, 1, 1] == [len(each) for each in told]
    assert {1} == {answer["a"] for each in told for answer in each}


def test_a_failure_ends_either_form():
    """An event, or the last member of the list, even the only one."""
    failed = Failed(message="m", kind=FailureKind.TIMEOUT)
    encoder = Encoder(Items())

    assert "DEADLINE_EXCEEDED" == answers(failed)[0][0]["error"]["status"]
    assert [{"error": {"code": 504, "message": "m", "status": "DEADLINE_EXCEEDED"}}] == json.loads(
        encoder.encode(failed)
    )


def test_an_empty_stream_is_an_empty_list():
    """A list is closed, whatever was in it."""
    assert b"[]" == Encoder(Items()).encode(Ended())


def test_arguments_of_no_call_are_left_out():
    """What follows a whole call, or belongs to none, says nothing."""
    assert [[], []] == parts(
        ToolArgumentsDelta(position=3, arguments="{}"), ToolArgumentsDelta(position=3, arguments=" ")
    )
