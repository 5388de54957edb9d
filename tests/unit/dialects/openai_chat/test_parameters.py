"""Members of a body and the parameters that they say."""

import pytest

from proxy.canonical.parameters import PARAMETERS as CANONICAL
from proxy.canonical.request import CanonicalRequest
from proxy.canonical.unset import UNSET
from proxy.dialects.openai_chat.parameters import (
    KINDS,
    PARAMETERS,
    pull_plain,
    pull_table,
    pull_texts,
    written_plain,
)


def test_this_dialect_can_say_every_parameter():
    """It is the widest there is: whatever a client asks for has a member, whether or not a provider takes it."""
    assert set(CANONICAL) == set(PARAMETERS.values())


def test_plain_parameters_are_called_as_in_the_hub():
    """Nothing has to be translated for them."""
    assert {name: name for name in KINDS} == {name: PARAMETERS[name] for name in KINDS}


def test_plain_parameters_are_taken_and_written():
    """Zero and false are values."""
    members = {"temperature": 0, "store": False, "x": 1}
    found = pull_plain(members)

    assert ({"temperature": 0, "store": False}, {"x": 1}) == (found, members)
    assert found == written_plain(CanonicalRequest(model="m", messages=(), **found))


@pytest.mark.parametrize(("value", "expected"), [(["a"], ("a",)), ([], ()), (["a", 1], UNSET), ("a", UNSET)])
def test_only_texts_are_taken_as_texts(value, expected):
    """A list of something else is left where it is."""
    members = {"modalities": value}

    assert expected == pull_texts(members, "modalities")
    assert ({} if expected is not UNSET else {"modalities": value}) == members


@pytest.mark.parametrize(("value", "is_taken"), [({"a": "b"}, True), ({}, True), ({"a": 1}, False), ("a", False)])
def test_only_a_table_of_its_kind_is_taken(value, is_taken):
    """What vendors allow beside is left where it is."""
    members = {"metadata": value}

    assert (value if is_taken else UNSET) == pull_table(members, "metadata", str)
    assert is_taken is (members == {})
