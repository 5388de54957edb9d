"""Which member says which parameter."""

from proxy.canonical.parameters import DECIDING, PARAMETERS
from proxy.dialects.gemini import parameters


def test_every_parameter_is_the_hubs():
    """What a dialect carries is told by canonical names, and so is what it cannot say."""
    assert set(parameters.PARAMETERS.values()) | set(parameters.UNSAID) <= PARAMETERS


def test_nothing_is_carried_and_dropped():
    """A parameter is one or the other; what decides and is not carried keeps an endpoint out of the lane."""
    carried = set(parameters.PARAMETERS.values())

    assert set() == carried & set(parameters.UNSAID)
    assert {"logit_bias"} == DECIDING - carried


def test_nulls_set_nothing():
    """A null is as if it were not sent."""
    assert frozenset() == parameters.set_in({"tools": None, "generationConfig": {"topP": None}})
    assert frozenset() == parameters.set_in({"generationConfig": "x"})
    assert {"tools", "top_p"} == parameters.set_in({"tools": [], "generationConfig": {"topP": 1}})
