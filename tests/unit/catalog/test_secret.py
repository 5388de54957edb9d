"""Secret: one type that does not print."""

import copy
import pickle

import pytest

from proxy.catalog.secret import Secret


def test_no_rendering_shows_the_value():
    """However a secret is turned to text, only its reference appears."""
    secret = Secret("hunter2", reference="env:API_KEY")

    assert {"<secret env:API_KEY>"} == {repr(secret), str(secret), f"{secret}", f"{secret!r:>5}"}


def test_a_secret_cannot_be_pickled():
    """A secret never leaves the process by way of a pickle."""
    with pytest.raises(TypeError):
        pickle.dumps(Secret("hunter2", reference="env:API_KEY"))


def test_secrets_are_equal_by_value():
    """A reload can tell whether a credential changed without seeing it."""
    assert Secret("a", reference="env:A") == Secret("a", reference="file:/a") != Secret("b", reference="env:A")
    assert hash(Secret("a", reference="env:A")) == hash(Secret("b", reference="env:A"))
    with pytest.raises(TypeError):
        copy.copy(Secret("a", reference="env:A"))
