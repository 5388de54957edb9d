"""Answers as their providers write them; the cases stand in `answers.py`."""

import pytest

from proxy.canonical.jsontext import dump, parse
from proxy.canonical.response import CanonicalResponse
from proxy.dialects.base import Reading
from proxy.dialects.openai_responses import OPENAI_RESPONSES
from tests.golden.openai_responses.answers import EXACT, READ

ALL = EXACT | READ


def meaning(choice, fields):
    """Return the canonical answer of a case."""
    return CanonicalResponse(id="resp_1", model="gpt-x", created=1_760_000_000, choices=(choice,), **fields)


@pytest.mark.parametrize(("wire", "choice", "fields"), ALL.values(), ids=ALL)
def test_a_body_means_what_its_provider_meant(wire, choice, fields):
    """Each form of answer has one canonical meaning, and nothing of it is lost."""
    assert meaning(choice, fields) == OPENAI_RESPONSES.decode_response(dump(wire))


@pytest.mark.parametrize(("wire", "choice", "fields"), EXACT.values(), ids=EXACT)
def test_a_meaning_is_written_as_it_was(wire, choice, fields):
    """Encoded again, the answer says the same."""
    assert wire == parse(OPENAI_RESPONSES.encode_response(meaning(choice, fields)))


@pytest.mark.parametrize(("wire", "choice", "fields"), EXACT.values(), ids=EXACT)
def test_passthrough_reads_the_same(wire, choice, fields):
    """What the gateway must know of an answer that goes through is what its meaning says."""
    expected = Reading(usage=fields.get("usage"), finish_reason=choice.finish_reason.value)

    assert expected == OPENAI_RESPONSES.read(dump(wire))
