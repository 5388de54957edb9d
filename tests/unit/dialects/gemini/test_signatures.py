"""The signatures of thoughts."""

import base64

import pytest

from proxy.canonical.seal import Seal, SealKind
from proxy.canonical.unset import UNSET
from proxy.dialects import seals
from proxy.dialects.gemini import signatures

FOREIGN = Seal(family="openai", data="gAAA+/=", kind=SealKind.ENCRYPTED, id="rs_1")


def test_googles_own_pass_as_they_are():
    """Not a letter changes, whatever the alphabet."""
    for data in ("CsYB+/8=", "CsYB-_8", "not base64 at all!"):
        assert data == signatures.write(signatures.read(data))


def test_seals_of_others_are_marked_and_come_back():
    """They are base64 of a text that names their family, in either alphabet and with or without its padding."""
    written = signatures.write(FOREIGN)

    assert written.startswith(signatures.MARKED)
    assert seals.MARKED_BASE64.decode() == f'"{signatures.MARKED}'
    assert FOREIGN == signatures.read(written) == signatures.read(written.rstrip("="))
    assert FOREIGN == signatures.read(base64.b64encode(base64.urlsafe_b64decode(written)).decode())


def test_no_seal_is_no_member():
    """A thought without one needs no mark here."""
    assert UNSET is signatures.write(None)


@pytest.mark.parametrize("text", ["skip_thought_signature_validator", "skip/thought/signature/validator"])
def test_the_placeholder_is_no_seal(text):
    """It vouches for nothing, so no other provider misses it; it is put back where it is needed."""
    assert signatures.read(text) is None


def test_a_mark_that_is_broken_is_googles_to_judge():
    """What is no text behind the mark is not taken for a seal of another family; the mark alone is no seal."""
    assert "google" == signatures.read(signatures.MARKED + "____").family
    assert signatures.read(signatures.MARKED) is None


@pytest.mark.parametrize(
    ("model", "is_checked"),
    [
        ("gemini-1.5-pro", False),
        ("gemini-2.5-flash", False),
        ("publishers/google/models/gemini-2.0-flash", False),
        ("gemma-3-27b-it", False),
        ("gemini-3-pro-preview", True),
        ("gemini-3.8-flash", True),
        ("gemini-4-argon", True),
        ("gemini-flash-latest", True),
        ("tunedModels/mine", True),
    ],
)
def test_later_models_check_calls(model, is_checked):
    """A model of an unknown name is taken for a later one: those before do not look."""
    assert is_checked is signatures.is_checked(model)
