"""Events to a stream; whole streams stand in the golden cases."""

from proxy.canonical.content import Citation, ImagePart
from proxy.canonical.events import (
    Cited,
    Ended,
    Extra,
    Failed,
    Finished,
    PartAdded,
    ReasoningSealed,
    RefusalDelta,
    TextDelta,
    ToolArgumentsDelta,
    ToolCallStarted,
    UsageReported,
)
from proxy.canonical.failure import FailureKind
from proxy.canonical.jsontext import parse
from proxy.canonical.response import FinishReason
from proxy.canonical.seal import Seal
from proxy.canonical.usage import Usage
from proxy.dialects import sse
from proxy.dialects.cohere_chat.encoder import Encoder

STOP = Finished(finish_reason=FinishReason.STOP)


def written(*events):
    """Return the events that are written."""
    encoder = Encoder()
    data = b"".join(encoder.encode(told) for told in events)
    return [parse(each.data) for each in sse.Parser().feed(data)]


def test_a_call_ends_when_its_arguments_are_whole():
    """Pieces of others may come between, and nothing comes after; one that was broken off ends with the answer."""
    told = written(
        ToolCallStarted(position=0, id="a", name="f"),
        ToolCallStarted(position=1, id="b", name="g"),
        ToolArgumentsDelta(position=0, arguments="{}"),
        ToolArgumentsDelta(position=1, arguments="{"),
        ToolArgumentsDelta(position=0, arguments=" "),
        STOP,
    )

    assert ["start", "start", "delta", "end", "delta", "end"] == [each["type"].rpartition("-")[2] for each in told]
    assert [0, 1, 0, 0, 1, 1] == [each["index"] for each in told]


def test_the_last_event_has_reason_and_usage():
    """Whenever they were told."""
    told = written(
        STOP, UsageReported(usage=Usage(input_tokens=1)), UsageReported(usage=Usage(input_tokens=2)), Ended()
    )

    assert ["message-end"] == [each["type"] for each in told]
    assert ("COMPLETE", 2) == (told[0]["delta"]["finish_reason"], told[0]["delta"]["usage"]["tokens"]["input_tokens"])
    assert "usage" not in written(STOP, Ended())[0]["delta"]


def test_a_refusal_is_a_text():
    """Cohere has no block for it."""
    assert ["content-start", "content-delta"] == [each["type"] for each in written(RefusalDelta(text="No."))]


def test_a_citation_names_the_text_that_it_is_in():
    """The one that was written last, and the first where there was none."""
    cited = Cited(citation=Citation(start=0, end=1))
    told = written(cited, TextDelta(text="a"), cited)

    places = [
        each["delta"]["message"]["citations"]["content_index"] for each in told if each["type"] == "citation-start"
    ]
    assert [0, 0] == places


def test_what_cohere_cannot_stream_is_left_out():
    """Images, seals, and every choice but the first."""
    silent = (
        PartAdded(part=ImagePart(url="u")),
        ReasoningSealed(seal=Seal(family="anthropic", data="s")),
        TextDelta(text="a", index=1),
        Extra(fields={"x": 3}),
    )

    assert [] == written(*silent)


def test_a_failure_ends_the_answer():
    """With one of Cohere's two words."""
    late, broken = (written(Failed(message="no", kind=kind)) for kind in (FailureKind.TIMEOUT, FailureKind.RATE_LIMIT))

    assert ["TIMEOUT", "ERROR"] == [told[0]["delta"]["finish_reason"] for told in (late, broken)]
    assert "no" == late[0]["delta"]["error"]
