"""Content as numbered blocks."""

from proxy.canonical.content import AudioPart, ImagePart, UnknownPart
from proxy.canonical.events import (
    PartAdded,
    ReasoningDelta,
    ReasoningSealed,
    RefusalDelta,
    TextDelta,
    ToolArgumentsDelta,
    ToolCallStarted,
)
from proxy.canonical.seal import Seal
from proxy.dialects.bedrock_converse import frame, framing
from proxy.dialects.bedrock_converse.blocks import Blocks


def read(data):
    """Return the events in *data*: name, number, and what starts or is added."""
    found = [frame.read(each) for each in framing.Parser().feed(data)]
    return [
        (name.removeprefix("contentBlock"), members["contentBlockIndex"], members.get("start") or members.get("delta"))
        for name, members in found
    ]


def written(blocks, *events):
    """Return what is written for *events*."""
    return read(b"".join(data for event in events for data in blocks.encode(event)))


def call(position):
    """Return the start of a call."""
    return ToolCallStarted(position=position, id=f"t{position}", name="f")


def more(position, arguments):
    """Return more of a call's arguments."""
    return ToolArgumentsDelta(position=position, arguments=arguments)


def test_kinds_do_not_share_a_block():
    """A block ends when another kind of content begins; a refusal is a text."""
    told = written(Blocks(), TextDelta(text="a"), RefusalDelta(text="b"), ReasoningDelta(text="c"))

    assert [("Delta", 0), ("Delta", 0), ("Stop", 0), ("Delta", 1)] == [each[:2] for each in told]


def test_what_comes_before_a_call_is_whole_waits():
    """Whatever it is; it follows at once when the call is whole."""
    blocks = Blocks()

    assert [("Start", 0)] == [each[:2] for each in written(blocks, call(0))]
    assert [] == written(blocks, call(1), more(1, "{}"), TextDelta(text="a"))
    told = written(blocks, more(0, "{}"))
    assert ["Delta", "Stop", "Start", "Delta", "Stop", "Delta"] == [each[0] for each in told]
    assert [0, 0, 1, 1, 1, 2] == [each[1] for each in told]


def test_the_end_lets_go_of_everything():
    """Also of calls whose arguments were broken off, each with its own."""
    blocks = Blocks()
    list(blocks.encode(call(0)))
    for event in (more(0, "{"), call(1), more(1, "["), call(2), more(2, "x"), more(1, "]")):
        list(blocks.encode(event))
    told = read(b"".join(blocks.end()))

    assert ["Stop", "Start", "Delta", "Delta", "Stop", "Start", "Delta", "Stop"] == [each[0] for each in told]
    assert [] == list(blocks.end())


def test_arguments_after_the_end_of_their_call_are_dropped():
    """There is no block that they could be in."""
    blocks = Blocks()
    written(blocks, call(0), more(0, "{}"), TextDelta(text="a"))

    assert [] == written(blocks, more(0, " "))


def test_a_seal_ends_its_thought():
    """One of another family is marked: in the signature after a text, in a blob without one."""
    foreign = Seal(family="openai", data="x")
    told = written(Blocks(), ReasoningDelta(text="a"), ReasoningSealed(seal=foreign), ReasoningSealed(seal=foreign))

    assert ["Delta", "Delta", "Stop", "Delta", "Stop"] == [each[0] for each in told]
    assert {"reasoningContent": {"signature": "fairlane.openai.signature..x"}} == told[1][2]
    assert told[3][2]["reasoningContent"]["redactedContent"].startswith("ZmFpcmxhbmUu")


def test_what_converse_cannot_stream_is_left_out():
    """Audio, an image by address, and parts of other kinds."""
    parts = (
        AudioPart(data="AA==", format="mp3"),
        ImagePart(url="https://example.org/a.png"),
        UnknownPart(kind="video", extra={"video": {}}),
        UnknownPart(kind="x", extra={}),
    )

    assert [] == written(Blocks(), *(PartAdded(part=part) for part in parts))


def test_a_delta_of_its_own_kind_opens_a_block():
    """Unless one is open."""
    blocks = Blocks()

    assert [("Delta", 0, {"x": 1})] == read(b"".join(blocks.beside({"x": 1})))
    assert [("Delta", 0, {"y": 2})] == read(b"".join(blocks.beside({"y": 2})))
