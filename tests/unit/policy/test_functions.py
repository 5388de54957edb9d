"""Functions, and what is prepared when a policy is loaded."""

from datetime import UTC, datetime

import pytest

from proxy.policy.celtypes import ListOf, Scalar
from proxy.policy.functions import FUNCTIONS, METHODS, BadConstant, zone
from proxy.policy.operators import EvaluationError

MOMENT = datetime(2026, 11, 22, 23, 30, 15, 250_000, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "in_utc", "in_berlin"),
    [
        ("getFullYear", 2026, 2026),
        ("getMonth", 10, 10),
        ("getDate", 22, 23),
        ("getDayOfMonth", 21, 22),
        ("getDayOfWeek", 0, 1),
        ("getDayOfYear", 325, 326),
        ("getHours", 23, 0),
        ("getMinutes", 30, 30),
        ("getSeconds", 15, 15),
        ("getMilliseconds", 250, 250),
    ],
)
def test_fields_of_a_time_are_read_in_a_zone(name, in_utc, in_berlin):
    """UTC unless a zone is named; months and days count as the specification says, Sunday is 0."""
    assert in_utc == METHODS[name].apply()(MOMENT)
    assert in_berlin == METHODS[name].apply("Europe/Berlin")(MOMENT)


@pytest.mark.parametrize(("year", "zone_name"), [(1, "America/New_York"), (9999, "Asia/Tokyo")])
def test_a_time_outside_of_all_years_has_no_fields(year, zone_name):
    """The first and the last hours that can be written down have no date in some zones, which is an error of CEL's."""
    moment = datetime(year, 1 if year == 1 else 12, 1 if year == 1 else 31, 23 if year > 1 else 0, tzinfo=UTC)

    with pytest.raises(EvaluationError, match="years 1 to 9999"):
        METHODS["getFullYear"].apply(zone_name)(moment)


def test_a_zone_may_be_a_fixed_offset():
    """Both forms of the specification."""
    assert 18 == METHODS["getHours"].apply("-05:30")(MOMENT)
    assert 1 == METHODS["getHours"].apply("02:00")(MOMENT)


@pytest.mark.parametrize("name", ["Mars/Base", "", "Europe", "../../etc/passwd", "+25:00"])
def test_an_unknown_zone_is_found_when_the_policy_is_loaded(name):
    """Also where the name would lead to another file."""
    with pytest.raises(BadConstant, match="is no time zone"):
        zone(name)


def test_matches_searches_anywhere():
    """RE2, not anchored, over code points."""
    search = METHODS["matches"].apply("b+é")

    assert (True, False) == (search("abbéc"), search("abc"))


def test_a_bad_pattern_is_found_when_the_policy_is_loaded(capfd):
    """RE2 says why; it must not say it to standard error."""
    with pytest.raises(BadConstant, match=r"is no RE2 pattern: missing \)"):
        METHODS["matches"].apply("(a")
    assert ("", "") == capfd.readouterr()


def test_size_counts_code_points_and_elements():
    """Not bytes, and not UTF-16 units."""
    assert (2, 3) == (METHODS["size"].apply("é😀"), FUNCTIONS["size"].apply((1, 2, 3)))


def test_a_function_knows_what_it_is_for():
    """A country is a text; a list of anything is a list."""
    assert METHODS["startsWith"].takes(Scalar.COUNTRY)
    assert METHODS["size"].takes(ListOf(Scalar.INT))
    assert not METHODS["startsWith"].takes(ListOf(Scalar.STRING))
    assert not METHODS["getHours"].takes(Scalar.INT)
