"""Events to a stream; whole streams stand in the golden cases."""

from proxy.canonical.events import Ended, Extra, Failed, Finished, Started, TextDelta, UsageReported
from proxy.canonical.failure import FailureKind
from proxy.canonical.response import FinishReason
from proxy.canonical.usage import Usage
from proxy.dialects.bedrock_converse import frame, framing
from proxy.dialects.bedrock_converse.encoder import Encoder


def written(*events):
    """Return the events that are written."""
    encoder = Encoder()
    frames = framing.Parser().feed(b"".join(encoder.encode(event) for event in events))
    return [frame.read(each) for each in frames]


STOP = Finished(finish_reason=FinishReason.STOP)


def test_the_last_count_is_told_in_the_last_frame():
    """Whenever it was reported, and however often."""
    first, last = (UsageReported(usage=Usage(input_tokens=count)) for count in (1, 2))
    told = written(first, STOP, last, Ended())

    assert ["messageStop", "metadata"] == [name for name, _ in told]
    assert 2 == told[1][1]["usage"]["inputTokens"]


def test_an_answer_that_nobody_counted_has_no_metadata():
    """A count of zero would be believed."""
    assert ["messageStop"] == [name for name, _ in written(STOP, Ended())]


def test_what_belongs_into_a_later_frame_is_kept_for_it():
    """Members beside the reason, and beside the counts."""
    beside = [Extra(fields={"messageStop": {"x": 1}, "metadata": {"trace": {}}, "odd": 3})]
    told = written(*beside, STOP, Ended())

    assert {"stopReason": "end_turn", "x": 1} == told[0][1]
    assert ({}, 0) == (told[1][1]["trace"], told[1][1]["usage"]["totalTokens"])


def test_only_the_first_choice_is_told():
    """Converse has one answer."""
    assert [] == written(TextDelta(text="a", index=1), Finished(finish_reason=FinishReason.STOP, index=1))


def test_a_start_has_no_name():
    """Converse gives an answer no id."""
    assert [("messageStart", {"role": "assistant"})] == written(Started(id="a", model="m", created=1))


def test_a_failure_is_the_exception_that_it_is():
    """Clients of AWS's tell failures apart by name."""
    data = Encoder().encode(Failed(message="Slow.", kind=FailureKind.RATE_LIMIT, code="429"))
    (found,) = framing.Parser().feed(data)

    assert "throttlingException" == found.headers[":exception-type"]
