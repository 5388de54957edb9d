"""Seals on their way through a client of another family."""

import base64

import pytest

from proxy.canonical.seal import Seal, SealKind
from proxy.dialects.seals import MARKED, MARKED_BASE64, unwrap, wrap

SEALS = [
    Seal(family="google", data="CoID"),
    Seal(family="openai", data="gA.AA.=", kind=SealKind.ENCRYPTED, id="rs_1"),
    Seal(family="xai", data=""),
]


@pytest.mark.parametrize("seal", SEALS, ids=[seal.family for seal in SEALS])
def test_another_familys_seal_comes_back(seal):
    """Its family, kind, name and data survive a client who knows nothing of them, dots in the data too."""
    assert seal == unwrap(wrap(seal, "anthropic"), "anthropic")


def test_a_familys_own_seal_travels_as_it_is():
    """Its clients may look at it, and its provider must."""
    own = Seal(family="anthropic", data="EqQB", kind=SealKind.ENCRYPTED, id="x")

    assert "EqQB" == wrap(own, "anthropic")
    assert own == unwrap("EqQB", "anthropic", SealKind.ENCRYPTED, name="x")


def test_no_seal_comes_back_as_none():
    """In dialects in which every thought must have one."""
    assert unwrap(wrap(None, "anthropic"), "anthropic") is None


@pytest.mark.parametrize(
    "text", ["fairlane.", "fairlane.google", "fairlane.google.new.id.data", "fairlane.a.signature.b"]
)
def test_a_broken_mark_is_no_seal(text):
    """What a client has cut or made up is sent to nobody."""
    assert unwrap(text, "anthropic") is None


@pytest.mark.parametrize("seal", [*SEALS, None])
def test_a_marked_seal_is_found_in_a_body(seal):
    """By its bytes alone, in plain text or in base64, so that outlines need not decode."""
    text = wrap(seal, "anthropic")

    assert MARKED in f'{{"signature":"{text}"}}'.encode()
    assert MARKED_BASE64 in b'{"thoughtSignature":"' + base64.b64encode(text.encode()) + b'"}'
