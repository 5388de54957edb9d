"""The parameters of a request by name."""

from proxy.canonical.parameters import DECIDING, PARAMETERS, STRUCTURE, set_in
from proxy.canonical.request import CanonicalRequest


def test_every_field_is_a_parameter_or_structure():
    """A field that is added is a parameter, unless somebody says otherwise."""
    assert set(CanonicalRequest.__dataclass_fields__) == PARAMETERS | STRUCTURE
    assert not PARAMETERS & STRUCTURE


def test_what_decides_is_a_parameter():
    """An endpoint is measured by names that a request can set."""
    assert DECIDING < PARAMETERS


def test_zero_and_false_are_set():
    """Only what was not sent is not set."""
    request = CanonicalRequest(model="m", messages=(), temperature=0, store=False, stop=(), stream=True, extra={"x": 1})

    assert {"temperature", "store", "stop"} == set_in(request)
    assert frozenset() == set_in(CanonicalRequest(model="m", messages=()))
