"""A lane is a value."""

import dataclasses

import pytest

from proxy.pool.lane import Lane


def test_a_lane_cannot_grow():
    """What was decided cannot be changed afterwards."""
    with pytest.raises(dataclasses.FrozenInstanceError):
        Lane(choices=()).choices = ((),)
