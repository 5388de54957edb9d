"""Requests as their clients write them; the cases stand beside."""

import pytest

from proxy.canonical.jsontext import dump
from proxy.canonical.request import CanonicalRequest
from proxy.dialects.base import Aim
from proxy.dialects.openai_responses import FLAVOURS, OPENAI_RESPONSES
from proxy.errors import InvalidRequest
from tests.golden.openai_responses import forms, turns
from tests.golden.openai_responses.wishes import REFUSED, WISHES

EXACT = turns.EXACT | WISHES
ALL = EXACT | forms.READ
PLAIN = Aim(model="gpt-x", flavour=FLAVOURS["openai_responses_compatible"])


@pytest.mark.parametrize(("wire", "meant"), ALL.values(), ids=ALL)
def test_a_body_means_what_its_client_meant(wire, meant):
    """Each form of request has one canonical meaning, and nothing of it is lost."""
    assert CanonicalRequest(model="gpt-x", **meant) == OPENAI_RESPONSES.decode_request(dump({"model": "gpt-x", **wire}))


@pytest.mark.parametrize(("wire", "meant"), EXACT.values(), ids=EXACT)
def test_a_meaning_is_written_as_it_was(wire, meant):
    """Encoded again, the body says the same, and that nothing is to be stored."""
    written = OPENAI_RESPONSES.encode_request(CanonicalRequest(model="gpt-x", **meant), PLAIN)

    assert {"model": "gpt-x", "store": False, **wire} == written.document
    assert () == written.dropped


@pytest.mark.parametrize(("wire", "param"), REFUSED.values(), ids=REFUSED)
def test_what_must_be_kept_is_refused_with_the_way_out(wire, param):
    """The gateway keeps nothing; a client that counts on it learns which field and what to do instead."""
    body = dump({"model": "gpt-x", **wire})
    for reader in (OPENAI_RESPONSES.outline, OPENAI_RESPONSES.decode_request):
        with pytest.raises(InvalidRequest, match="send the whole input each time") as caught:
            reader(body)
        assert param == caught.value.param
