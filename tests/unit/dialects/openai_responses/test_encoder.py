"""Events to a stream."""

from proxy.canonical.content import AudioPart, ImagePart
from proxy.canonical.events import (
    Ended,
    Extra,
    Failed,
    Finished,
    PartAdded,
    ReasoningDelta,
    ReasoningSealed,
    Started,
    TextDelta,
    ToolArgumentsDelta,
    ToolCallStarted,
    UsageReported,
)
from proxy.canonical.failure import FailureKind
from proxy.canonical.jsontext import parse
from proxy.canonical.response import FinishReason
from proxy.canonical.seal import Seal, SealKind
from proxy.canonical.tools import ToolKind
from proxy.canonical.usage import Usage
from proxy.dialects.openai_responses.encoder import Encoder
from proxy.dialects.sse import Parser

START = Started(id="r", model="m", created=3)
STOP = Finished(finish_reason=FinishReason.STOP)


def told(*events):
    """Return what an encoder tells of *events*."""
    encoder = Encoder()
    return [parse(block.data) for event in events for block in Parser().feed(encoder.encode(event))]


def kinds(*events):
    """Return the types of what is told of *events*."""
    return [each["type"].removeprefix("response.") for each in told(*events)]


def call(position, **fields):
    """Return the beginning of a call."""
    return ToolCallStarted(position=position, id=f"{position}", name="f", **fields)


def test_each_event_is_told_at_once():
    """Nothing waits for what comes next."""
    encoder = Encoder()
    pieces = [encoder.encode(event) for event in (START, TextDelta(text="a"), TextDelta(text="b"), STOP, Ended())]

    assert all(pieces)
    assert list(range(10)) == [parse(block.data)["sequence_number"] for block in Parser().feed(b"".join(pieces))]


def test_an_item_ends_where_another_begins():
    """Thought, text and call follow each other; the response repeats them all in their places."""
    events = (
        START,
        ReasoningDelta(text="a"),
        TextDelta(text="b"),
        call(0),
        ToolArgumentsDelta(position=0, arguments="{}"),
    )
    stream = told(*events, TextDelta(text="c"), STOP, Ended())
    steps = [
        (each["type"].rpartition(".")[2], each["output_index"])
        for each in stream
        if each["type"].startswith("response.output_item")
    ]

    assert [(step, index) for index in range(4) for step in ("added", "done")] == steps
    assert ["reasoning", "message", "function_call", "message"] == [
        item["type"] for item in stream[-1]["response"]["output"]
    ]


def test_a_call_that_is_not_whole_stays_open():
    """What it still writes belongs to it, beside the call that has begun since."""
    events = [START, call(0), ToolArgumentsDelta(position=0, arguments="{"), call(1)]
    events += [ToolArgumentsDelta(position=1, arguments="{}"), ToolArgumentsDelta(position=0, arguments="}"), STOP]
    deltas = [(each["output_index"], each["delta"]) for each in told(*events) if "delta" in each]

    assert [(0, "{"), (1, "{}"), (0, "}")] == deltas


def test_what_a_closed_call_still_writes_is_nothing():
    """After its arguments were whole only white space can follow."""
    events = [START, call(0), ToolArgumentsDelta(position=0, arguments="{}"), TextDelta(text="a")]

    assert [] == kinds(*events, ToolArgumentsDelta(position=0, arguments=" "))[len(kinds(*events)) :]
    assert [] == told(ToolArgumentsDelta(position=7, arguments="x"))


def test_a_hidden_thought_is_called_as_its_seal_is():
    """So OpenAI knows it again; another's gets a name of ours."""
    own = Seal(family="openai", data="x", kind=SealKind.ENCRYPTED, id="rs_1")
    first, second = (told(START, ReasoningSealed(seal=seal))[-1]["item"] for seal in (own, Seal(family="a", data="y")))

    assert ("rs_1", "x") == (first["id"], first["encrypted_content"])
    assert second["id"].startswith("rs_")
    assert "fairlane.a.signature..y" == second["encrypted_content"]


def test_a_sealed_call_is_told_after_its_seal():
    """Two items begin."""
    stream = told(START, call(0, seal=Seal(family="google", data="x")))

    assert ["reasoning", "reasoning", "function_call"] == [each["item"]["type"] for each in stream[2:]]
    assert [0, 0, 1] == [each["output_index"] for each in stream[2:]]


def test_a_failure_ends_the_stream():
    """The code says which, and the response is there as far as it got."""
    stream = told(START, TextDelta(text="a"), call(0), Failed(message="busy", kind=FailureKind.RATE_LIMIT))
    error, failed = stream[-2:]

    assert ("error", "rate_limit_exceeded", "busy") == (error["type"], error["code"], error["error"]["message"])
    assert ("failed", "rate_limit_exceeded") == (failed["response"]["status"], failed["response"]["error"]["code"])
    assert [("message", "completed"), ("function_call", "incomplete")] == [
        (item["type"], item["status"]) for item in failed["response"]["output"]
    ]


def test_only_the_first_choice_has_a_place():
    """A response is one answer."""
    assert [] == told(TextDelta(text="a", index=1), Finished(finish_reason=FinishReason.STOP, index=1))


def test_what_has_no_item_is_not_told():
    """Sound, and a picture that is elsewhere."""
    parts = (AudioPart(data="x", format="wav"), ImagePart(url="https://e.org/a.png"))

    assert [] == [each for part in parts for each in told(PartAdded(part=part))]
    assert 2 == len(told(PartAdded(part=ImagePart(url="data:image/png;base64,AA"))))


def test_the_last_response_has_what_came_beside():
    """Usage, and what a provider of this dialect says of its response, whenever it came."""
    usage = UsageReported(usage=Usage(input_tokens=1, output_tokens=2))
    last = told(START, usage, Extra(fields={"service_tier": "flex"}), Extra(fields={"x": 1}, index=0), Ended())[-1]

    assert (3, "flex") == (last["response"]["usage"]["total_tokens"], last["response"]["service_tier"])
    assert "x" not in last["response"]


def test_what_is_open_at_the_end_is_closed():
    """Also where no finish was told; a cut answer's last item is incomplete."""
    cut = told(START, TextDelta(text="a"), Finished(finish_reason=FinishReason.LENGTH), Ended())

    assert ["output_item.done", "completed"] == kinds(START, call(0, kind=ToolKind.CUSTOM), Ended())[-2:]
    assert ("incomplete", "incomplete") == (cut[-1]["response"]["status"], cut[-1]["response"]["output"][0]["status"])
