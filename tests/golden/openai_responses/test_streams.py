"""Streams as their providers write them; the cases stand in `streams.py`."""

import pytest

from proxy.canonical.jsontext import parse
from proxy.dialects.openai_responses import OPENAI_RESPONSES
from proxy.dialects.sse import Parser
from tests.golden.openai_responses.streams import EXACT, READ, WRITTEN_OTHERWISE

ALL = EXACT | READ


def told(stream):
    """Return the events of *stream*, each with its name."""
    return [(block.event, parse(block.data)) for block in Parser().feed(stream)]


WRITTEN = {name: case for name, case in EXACT.items() if name not in WRITTEN_OTHERWISE}


@pytest.mark.parametrize(("wire", "meant"), ALL.values(), ids=ALL)
def test_a_stream_means_what_its_provider_meant(wire, meant):
    """Each form of stream has one canonical meaning."""
    assert meant == OPENAI_RESPONSES.decoder().feed(wire)


@pytest.mark.parametrize(("wire", "meant"), WRITTEN.values(), ids=WRITTEN)
def test_a_meaning_is_written_as_openai_writes_it(wire, meant):
    """Encoded again, the stream says the same, event for event."""
    encoder = OPENAI_RESPONSES.encoder(include_usage=True)

    assert told(wire) == told(b"".join(map(encoder.encode, meant)))
