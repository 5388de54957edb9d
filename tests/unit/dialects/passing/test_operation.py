"""What every operation does."""

import json

import pytest

from proxy.canonical.failure import FailureKind
from proxy.dialects.base import Aim, ErrorReply
from proxy.dialects.flavour import Flavour
from proxy.dialects.passing import OPERATIONS
from proxy.errors import MalformedStream

AIM = Aim(model="text-vectors-3", flavour=Flavour(name="x", title="x", dialect="openai_chat"))
EMBEDDINGS = OPERATIONS["openai_embeddings"]


def patched(body):
    """Return *body* as it goes upstream."""
    return EMBEDDINGS.patch(EMBEDDINGS.outline(body), AIM)


def test_only_the_model_changes():
    """The client's own bytes go upstream, spaces, order and unknown members included."""
    body = b'{ "input" : "a",\n "model":"acme/vectors", "input_type": "query", "dimensions": 4 }'

    assert body.replace(b'"acme/vectors"', b'"text-vectors-3"') == patched(body)


def test_what_is_the_gateways_stays_here():
    """Wishes of the lane do not go upstream."""
    body = b'{"model":"acme/vectors:floor","input":"a","provider":{"zdr":true},"session_id":"s"}'

    assert {"model": "text-vectors-3", "input": "a"} == json.loads(patched(body))


def test_every_operation_is_its_own_wire():
    """Each stands under its own name, and speaks nothing but itself."""
    for name, each in OPERATIONS.items():
        assert (name, name) == (each.name, each.wire)
        assert each.path == each.route("any", stream=False)
    assert {"embeddings", "images", "speech", "transcription", "rerank"} == {
        each.operation for each in OPERATIONS.values()
    }


def test_errors_are_openais():
    """Whatever the operation, its clients read one shape, and a provider's complaint is told apart."""
    reply = ErrorReply(status=403, kind="policy", message="no", code="policy_refused", decision="fl-1")

    assert "fl-1" == json.loads(EMBEDDINGS.encode_error(reply))["error"]["decision"]
    assert EMBEDDINGS.encode_stream_error(reply).endswith(b"data: [DONE]\n\n")
    assert FailureKind.RATE_LIMIT is EMBEDDINGS.read_error(b'{"message": "slow down"}', 429).kind


def test_an_operation_without_streams_has_none():
    """A stream of vectors is nothing that anybody offers."""
    outline = EMBEDDINGS.outline(b'{"model":"m","input":"a","stream":true}')

    assert not outline.stream
    assert not EMBEDDINGS.may_stream(outline)
    with pytest.raises(MalformedStream):
        EMBEDDINGS.tap(outline)
