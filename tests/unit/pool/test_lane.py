"""A lane is a value."""

import pytest

from proxy.pool.lane import Demand, Lane


def test_lanes_are_compared_by_what_they_hold():
    """Two lanes with the same endpoints in the same order are one."""
    assert Lane(choices=()) == Lane(choices=())
    assert Lane(choices=(), across_models=True) != Lane(choices=())


def test_a_demand_has_no_other_fields():
    """A typing error in a field's name is found when it is made, not when it is missed."""
    with pytest.raises(TypeError):
        Demand(needs=frozenset(), input_tokens=1, output_token=1)
