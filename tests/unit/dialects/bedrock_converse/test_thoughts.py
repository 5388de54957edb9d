"""Thoughts, their seals, and other families' seals on their way through."""

from base64 import b64encode

import pytest

from proxy.canonical.content import ReasoningPart
from proxy.canonical.jsontext import dump
from proxy.canonical.seal import Seal, SealKind
from proxy.dialects.bedrock_converse import thoughts
from proxy.dialects.seals import MARKED, MARKED_BASE64
from proxy.errors import InvalidRequest

FOREIGN = Seal(family="openai", data="gAAAA", kind=SealKind.ENCRYPTED, id="rs_1")
SURVIVING = [
    ReasoningPart(text="Hm."),
    ReasoningPart(text="Hm.", seal=Seal(family="anthropic", data="sig")),
    ReasoningPart(seal=Seal(family="anthropic", data="sig")),
    ReasoningPart(seal=Seal(family="anthropic", data="AAEC", kind=SealKind.ENCRYPTED)),
    ReasoningPart(text="Hm.", seal=FOREIGN),
    ReasoningPart(seal=FOREIGN),
    ReasoningPart(text="Hm.", seal=Seal(family="google", data="c2ln")),
    ReasoningPart(seal=Seal(family="google", data="c2ln")),
    ReasoningPart(text="Hm.", extra={"reasoningContent": {"reasoningText": {"x": 1}, "y": 2}, "z": 3}),
]


@pytest.mark.parametrize("part", SURVIVING)
def test_a_thought_survives_whoever_sealed_it(part):
    """A client of this dialect carries any family's seal, and gives it back as it was."""
    written = thoughts.encode(part)
    expected = part if not part.extra else ReasoningPart(text="Hm.")

    assert expected.seal == thoughts.decode(written, "p").seal
    assert expected.text == thoughts.decode(written, "p").text


def test_a_foreign_seal_is_seen_in_the_bytes():
    """An outline finds it without decoding, in a signature and in a blob."""
    assert MARKED in dump(thoughts.encode(ReasoningPart(text="Hm.", seal=FOREIGN)))
    assert MARKED_BASE64 in dump(thoughts.encode(ReasoningPart(seal=FOREIGN)))


def test_an_own_cipher_never_goes_into_a_signature():
    """It came from a blob, whatever text stands beside it."""
    seal = Seal(family="anthropic", data="AAEC", kind=SealKind.ENCRYPTED)

    assert {"reasoningContent": {"redactedContent": "AAEC"}} == thoughts.encode(ReasoningPart(text="a", seal=seal))


def test_a_blob_that_only_looks_marked_stays_a_blob():
    """Base64 that is not, or whose bytes are no text, is the provider's own."""
    odd = "ZmFpcmxhbmUu!"
    binary = b64encode(b"fairlane.\xff").decode()

    assert [odd, binary] == [thoughts.from_blob(data).data for data in (odd, binary)]


@pytest.mark.parametrize("inner", [3, {}, {"reasoningText": {}}, {"redactedContent": 3}])
def test_what_is_no_thought_is_the_clients_mistake(inner):
    """The place is named."""
    with pytest.raises(InvalidRequest, match="reasoningContent"):
        thoughts.decode({"reasoningContent": inner}, "messages[0].content[0]")
