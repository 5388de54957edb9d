"""The way from a client's dialect to an endpoint's."""

from dataclasses import replace

from proxy.canonical.events import Started
from proxy.canonical.usage import Cost, Usage
from proxy.dialects.base import NOWHERE, Aim
from proxy.dialects.crossing import Crossing, Passage, Translated
from proxy.dialects.translation import Notes
from tests.support.dialects import PLAIN, LineDialect, make_outline, said

OURS, THEIRS = LineDialect(), LineDialect(name="other")
AIM = Aim(model="up", flavour=PLAIN)
NOTES = Notes(call="fl-1", provider="nordlys", price=lambda usage: Cost(total=usage.output_tokens, input=0, output=7))


def crossing(**facts):
    """Return a crossing from a client of the line dialect."""
    return Crossing(LineDialect(), make_outline(**facts), NOWHERE)


def test_bytes_pass_between_the_same_dialect():
    """The client's own bytes go upstream, patched; nothing is decoded."""
    way = crossing().to(OURS, AIM)

    assert isinstance(way, Passage)
    assert (b"up:hello", Usage(output_tokens=4)) == (way.body, way.whole(b"good").usage)
    assert b"good" == way.whole(b"good").body
    assert "tap" == way.relay()[0]


def test_another_dialect_gets_a_translation_in_the_hubs_words():
    """What only the client's dialect knows does not reach another, and is named among what was dropped."""
    way = crossing().to(THEIRS, AIM)

    assert isinstance(way, Translated)
    assert {"model": "up", "prompt": "hello"} == said(way.body)
    assert ("seed", "x") == way.dropped


def test_what_only_the_provider_knows_does_not_reach_the_client():
    """Unknown fields of an answer stay behind where the client speaks another dialect."""
    whole = crossing().to(THEIRS, AIM).whole(b"any")

    assert ({"id": "1", "cost": None}, Usage(output_tokens=7)) == (said(whole.body), whole.usage)


def test_a_request_is_decoded_once_for_all_attempts():
    """A fallback to a third dialect does not decode again."""
    way = crossing()
    for name in ("a", "b", "c"):
        way.to(LineDialect(name=name), AIM)

    assert [b"hello"] == way.client.decoded


def test_thoughts_of_another_family_stop_the_passage():
    """Bytes with a foreign seal go through the hub even between the same dialect, with what that dialect alone knows."""
    way = crossing(has_foreign_seals=True).to(OURS, AIM)

    assert isinstance(way, Translated)
    assert 1 == said(way.body)["x"]
    assert {"id": "1", "cost": None, "z": 3, "y": 2} == said(way.whole(b"any").body)


def test_marks_that_a_provider_refuses_stop_the_passage():
    """OpenAI answers `cache_control` with an error wherever it stands, and the hub's way knows all the places."""
    marked, plain = crossing(parameters=frozenset({"cache"})), crossing()
    provider = LineDialect(parameters={"mark": "cache"})
    refusing = Aim(model="up", flavour=replace(PLAIN, refuses=frozenset({"mark"})))

    assert isinstance(marked.to(provider, refusing), Translated)
    assert isinstance(marked.to(provider, AIM), Passage)
    assert isinstance(plain.to(provider, refusing), Passage)


def test_notes_are_told_beside_the_answer():
    """A client of OpenRouter's extensions is told its call, its provider and the cost, whatever the dialect."""
    told = said(crossing().to(OURS, AIM, NOTES).whole(b"any").body)

    assert ("fl-1", 7, "nordlys") == (told["id"], told["cost"], told["provider"])


def test_what_a_flavour_refuses_is_named_where_bytes_pass():
    """A member that the provider does not take is told by its canonical name."""
    way = crossing(document={"model": "m", "heat": 1}).to(OURS, replace_flavour(refuses=frozenset({"heat", "absent"})))

    assert ("temperature",) == way.dropped


def test_only_our_own_header_carries_a_clients_betas():
    """What a client switches on goes in the one header that is meant for it."""
    switched = {"betas": ("a", "b")}

    assert {"anthropic-beta": "a,b"} == crossing(**switched).to(OURS, AIM).headers
    assert {"anthropic-beta": "a,b"} == crossing(**switched, has_foreign_seals=True).to(OURS, AIM).headers
    assert {} == crossing(**switched).to(THEIRS, AIM).headers == crossing().to(OURS, AIM).headers


def replace_flavour(**facts):
    """Return the aim with another flavour."""
    return replace(AIM, flavour=replace(PLAIN, **facts))


def test_an_answer_that_says_nothing_of_itself_is_told_by_its_call():
    """Clients tell answers apart by their ids, and item ids are made of them; what the provider says stays."""
    stamp = Crossing(LineDialect(), make_outline(), NOWHERE, call="fl-1", created=7).stamp

    assert Started(id="fl-1", model="m", created=7) == stamp.on(Started(id="", model="", created=0))
    assert Started(id="r", model="x", created=7) == stamp.on(Started(id="r", model="x", created=0))
