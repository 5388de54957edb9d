"""Literals, by the language definition of CEL."""

import math
from datetime import UTC, datetime, timedelta, timezone

import pytest

from proxy.policy.literals import (
    BadLiteral,
    read_double,
    read_int,
    read_string,
    read_timestamp,
    write_double,
    write_string,
    write_timestamp,
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (r'"\a\b\f\n\r\t\v"', "\a\b\f\n\r\t\v"),
        (r"'\\ \? \" \' \`'", "\\ ? \" ' `"),
        (r'"\x41\X41\u00e9\U0001F600\101"', "AAé😀A"),
        (r'r"\d+\n"', r"\d+\n"),
        ("'é'", "é"),
    ],
)
def test_escapes_are_read_as_the_specification_says(text, value):
    """cel-python reads some of these wrongly; a raw string has none."""
    assert value == read_string(text, quotes=1)


def test_three_quotes_may_have_lines_and_quotes_in_them():
    """A long text can be written as it is."""
    assert 'a "b"\nc' == read_string('"""a "b"\nc"""', quotes=3)


@pytest.mark.parametrize("text", [r'"\q"', r'"\x4"', r'"\ud800"', r'"\U00110000"', r'"\477"', '"a\\"', 'r"a\\"b"'])
def test_what_is_no_escape_is_refused(text):
    """A backslash that means nothing is a mistake, and most often a pattern that was not written raw."""
    with pytest.raises(BadLiteral):
        read_string(text, quotes=1)


def test_integers_have_64_bits():
    """A constant outside of CEL's `int` is found when the policy is loaded."""
    assert (-(2**63), 255, 2**63 - 1) == (read_int("-9223372036854775808"), read_int("0xFF"), read_int(str(2**63 - 1)))
    with pytest.raises(BadLiteral, match="outside of 64 bits"):
        read_int("9223372036854775808")


def test_a_point_needs_a_digit_after_it():
    """`1.` is not CEL, though the library's grammar takes it."""
    assert (1.5, 1000.0, 0.5) == (read_double("1.5"), read_double("1e3"), read_double(".5"))
    with pytest.raises(BadLiteral, match=r"write `1\.0`"):
        read_double("1.")


def test_a_time_is_written_by_rfc_3339():
    """Dates alone and times without a zone are refused: they leave open when a policy begins."""
    assert datetime(2027, 1, 31, 22, tzinfo=UTC) == read_timestamp("2027-02-01T00:00:00+02:00")
    for text in ("2027-01-31", "2027-01-31T00:00:00", "2027-02-30T00:00:00Z"):
        with pytest.raises(BadLiteral, match="is no time"):
            read_timestamp(text)


def test_what_is_written_reads_back():
    """Shorthands are written out by us and read by the parser."""
    assert 'a"b\\c\nd' == read_string(write_string('a"b\\c\nd'), quotes=1)


@pytest.mark.parametrize("value", [1.0, -0.0, 0.1, 1e300, -2.5e-300, math.inf, -math.inf])
def test_written_doubles_read_back(value):
    """Also the one too large for a literal, and with the sign of zero."""
    assert repr(value) == repr(read_double(write_double(value)))


def test_what_is_not_a_number_is_written_as_it_comes_about():
    """No literal of CEL has this value."""
    assert "(0.0 / 0.0)" == write_double(math.nan)


def test_written_times_read_back():
    """With their fractions, and with the zone that the author chose."""
    moment = datetime(2027, 1, 31, 22, 0, 0, 250_000, tzinfo=timezone(timedelta(hours=5, minutes=30)))

    assert 'timestamp("2027-01-31T22:00:00.250000+05:30")' == write_timestamp(moment)
    assert moment == read_timestamp(write_timestamp(moment)[len('timestamp("') : -len('")')])
