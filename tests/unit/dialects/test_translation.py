"""A stream between two dialects."""

import pytest

from proxy.canonical.content import Citation, UnknownPart
from proxy.canonical.events import Cited, Extra, PartAdded, Started, TextDelta
from proxy.canonical.usage import Cost, Usage
from proxy.dialects.translation import Notes, Translation, plain_event
from proxy.errors import MalformedStream
from tests.support.dialects import Lines, Names


def relay(notes=None):
    """Return a relay from lines to names."""
    return Translation(Lines(), Names(), plain_event, notes)


def test_an_event_goes_out_when_it_has_come():
    """Each whole event is passed on at once, and what is incomplete waits."""
    way = relay()

    assert b"TextDelta one\n" == way.feed(b"text one\nte")
    assert b"TextDelta two\n" == way.feed(b"xt two\n")


def test_it_learns_what_the_gateway_must_know():
    """Content, usage and a proper end are noticed on the way."""
    way = relay()
    way.feed(b"usage 3\n")
    assert (False, Usage(output_tokens=3), False) == (way.has_content, way.usage, way.is_complete)
    way.feed(b"text hi\nend\n")
    assert (True, True) == (way.has_content, way.is_complete)


@pytest.mark.parametrize(("line", "is_content"), [(b"text \n", False), (b"text a\n", True), (b"stop\n", True)])
def test_an_empty_text_is_no_content(line, is_content):
    """Only what a client would miss ends the time in which a failure can still fall back."""
    way = relay()
    way.feed(line)

    assert is_content == way.has_content


def test_a_failure_is_kept_and_nothing_follows_it():
    """The gateway says a provider's failure in its own words, so none of it goes out."""
    way = relay()

    assert b"" == way.feed(b"fail broken\ntext more\n")
    assert "broken" == way.failure.message


def test_a_cut_stream_is_not_complete():
    """An end without the dialect's own end never looks like success."""
    way = relay()
    way.feed(b"text a\n")

    assert (b"", False) == (way.close(), way.is_complete)


def test_bytes_of_another_kind_are_told_as_such():
    """What the decoder refuses is refused."""
    with pytest.raises(MalformedStream):
        relay().feed(b"<html>\n")


def test_only_the_hubs_words_cross():
    """Frames that only the provider's dialect knows are left out; known events go without their extras."""
    started = Started(id="1", model="m", created=0, extra={"system_fingerprint": "x"})
    cited = Cited(citation=Citation(url="u", extra={"index": 1}))

    assert [] == plain_event(Extra(fields={"a": 1})) + plain_event(PartAdded(part=UnknownPart(kind="k")))
    assert {} == plain_event(started)[0].extra | plain_event(cited)[0].citation.extra
    assert [TextDelta(text="a")] == plain_event(TextDelta(text="a"))


def test_notes_travel_with_start_and_usage():
    """The client learns its call and provider with the first frame, and the cost with the usage."""
    seen = []

    class Keep:
        def encode(self, event):
            seen.append(event)
            return b""

    notes = Notes(call="fl-1", provider="nordlys", price=lambda _usage: Cost(total=1, input=0, output=1))
    way = Translation(Lines(), Keep(), lambda event: [event], notes)
    way.feed(b"usage 3\n")
    way._pass(Started(id="1", model="m", created=0))

    assert (1, "fl-1", {"provider": "nordlys"}) == (seen[0].cost.total, seen[1].id, seen[1].extra)
