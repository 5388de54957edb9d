"""Types: their names, and which of them have values in common."""

import pytest

from proxy.policy.celtypes import ListOf, MapOf, Record, Scalar, are_comparable, show, unify


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (Scalar.INT, "int"),
        (ListOf(ListOf(Scalar.STRING)), "list(list(string))"),
        (MapOf(Scalar.STRING), "map(string, string)"),
        (Record("endpoint", {}), "endpoint"),
    ],
)
def test_types_are_shown_as_the_specification_writes_them(kind, name):
    """A message names a type in the words of CEL."""
    assert name == show(kind)


def test_a_country_is_a_string_where_it_meets_one():
    """Facts with a closed set of values mix freely with other texts."""
    assert Scalar.STRING is unify(Scalar.COUNTRY, Scalar.STRING)
    assert ListOf(Scalar.STRING) == unify(ListOf(Scalar.STRING), ListOf(Scalar.COUNTRY))
    assert Scalar.COUNTRY is unify(Scalar.COUNTRY, Scalar.COUNTRY)


def test_the_empty_list_fits_every_list():
    """`[]` says nothing about what would be in it."""
    assert ListOf(Scalar.INT) == unify(ListOf(Scalar.NOTHING), ListOf(Scalar.INT))


def test_types_without_common_values_do_not_unify():
    """CEL has no implicit conversion."""
    assert unify(Scalar.INT, Scalar.DOUBLE) is None
    assert unify(ListOf(Scalar.INT), ListOf(Scalar.STRING)) is None
    assert unify(ListOf(Scalar.INT), Scalar.INT) is None


def test_numbers_are_comparable_across_types():
    """`1 == 1.0` may be true; `1 == "1"` never is."""
    assert are_comparable(Scalar.INT, Scalar.DOUBLE)
    assert not are_comparable(Scalar.INT, Scalar.STRING)
    assert not are_comparable(ListOf(Scalar.INT), ListOf(Scalar.DOUBLE))
