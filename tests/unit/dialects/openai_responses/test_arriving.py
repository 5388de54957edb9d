"""One item of a stream on its way."""

from proxy.canonical.events import Cited, ReasoningDelta, RefusalDelta, TextDelta, ToolArgumentsDelta, ToolCallStarted
from proxy.canonical.tools import ToolKind
from proxy.dialects.openai_responses.arriving import REFUSAL, SUMMARY, TEXT, THOUGHT, Arriving

CALL = {"type": "function_call", "call_id": "1", "name": "f"}


def test_what_was_told_is_not_told_again():
    """A text that came in pieces is not repeated when it is done; one that did not is told whole."""
    arriving = Arriving()
    entry = {"type": TEXT, "text": "ab"}

    assert [TextDelta(text="a")] == list(arriving.say((TEXT, 0), "a"))
    assert [] == list(arriving.finish((TEXT, 0), entry))
    assert [TextDelta(text="ab")] == list(arriving.finish((TEXT, 1), entry))
    assert [] == list(arriving.finish_all({"content": [entry, entry]}))


def test_an_empty_piece_is_nothing():
    """It does not count as told."""
    arriving = Arriving()

    assert [] == list(arriving.say((TEXT, 0), ""))
    assert [TextDelta(text="a")] == list(arriving.finish((TEXT, 0), {"text": "a"}))


def test_sources_are_counted():
    """Those that were told are not told again."""
    arriving = Arriving()
    sources = [{"type": "file_path", "file_id": "a"}, {"type": "file_path", "file_id": "b"}]
    first = list(arriving.cite((TEXT, 0), sources[0]))
    rest = list(arriving.finish((TEXT, 0), {"text": "", "annotations": [*sources, 7]}))

    assert ["a", "b"] == [event.citation.extra["file_id"] for event in (*first, *rest)]
    assert all(isinstance(event, Cited) for event in rest)


def test_pieces_of_a_thought_are_paragraphs():
    """The hub does not tell them apart, and a reader must."""
    arriving = Arriving()
    told = [*arriving.say((SUMMARY, 0), "a"), *arriving.say((SUMMARY, 0), "b"), *arriving.say((SUMMARY, 1), "c")]
    told += [*arriving.say((THOUGHT, 0), "d"), *arriving.say((REFUSAL, 0), "e")]

    assert [
        ReasoningDelta(text="a", is_summary=True),
        ReasoningDelta(text="b", is_summary=True),
        ReasoningDelta(text="\n\nc", is_summary=True),
        ReasoningDelta(text="\n\nd"),
        RefusalDelta(text="e"),
    ] == told


def test_a_call_begins_with_its_name():
    """Until then its arguments are kept; it begins once."""
    arriving = Arriving()
    held = [*arriving.begin_call({"type": "function_call"}, "r", 0), *arriving.write("{"), *arriving.write("}")]
    begun = list(arriving.begin_call(CALL, "r", 3))

    assert [] == held
    assert [
        ToolCallStarted(position=3, id="1", name="f"),
        ToolArgumentsDelta(position=3, arguments="{}"),
    ] == begun
    assert [] == [*arriving.begin_call(CALL, "r", 4), *arriving.finish_call("{}")]


def test_arguments_may_come_whole():
    """Before or after the name, and once."""
    early, late = Arriving(), Arriving()
    first = [*early.write("{"), *early.finish_call("{}"), *early.begin_call(CALL, "r", 0), *early.finish_call("{}")]
    second = [*late.begin_call(CALL, "r", 0), *late.finish_call("{}"), *late.finish_call("{}"), *late.finish_call(7)]

    assert first == second
    assert "{}" == second[1].arguments


def test_a_call_without_an_id_gets_one():
    """The item's own, or one that is made from the answer."""
    (own,) = Arriving().begin_call({"type": "custom_tool_call", "id": "ctc", "name": "g"}, "r", 0)
    (made,) = Arriving().begin_call({"type": "function_call", "name": "f"}, "r", 0)

    assert ("ctc", ToolKind.CUSTOM) == (own.id, own.kind)
    assert made.id.startswith("call_")
