"""How values are declared."""

import pytest

from proxy.values import value


@value
class Point:
    """Two numbers."""

    x: int
    y: int = 0


def test_a_value_is_known_by_its_fields():
    """Equal fields make equal values with equal hashes."""
    assert Point(x=1) == Point(x=1, y=0)
    assert 1 == len({Point(x=1), Point(x=1)})


def test_a_value_is_made_by_names():
    """Positions mean nothing, so a new field cannot shift the others."""
    with pytest.raises(TypeError):
        Point(1, 2)


def test_a_value_has_no_room_for_more():
    """Slots: what is no field cannot be set."""
    with pytest.raises(AttributeError):
        Point(x=1).z = 3


def test_the_type_checker_refuses_an_assignment(tmp_path):
    """The promise that a value is frozen is mypy's to keep, and it does."""
    api = pytest.importorskip("mypy.api")
    sample = tmp_path / "sample.py"
    sample.write_text(
        "from proxy.values import value\n\n@value\nclass Point:\n    x: int\n\npoint = Point(x=1)\npoint.x = 2\n"
    )
    told, _, _ = api.run(["--config-file=", "--cache-dir", str(tmp_path / "cache"), str(sample)])

    assert 'sample.py:8: error: Property "x" defined in "Point" is read-only' in told
