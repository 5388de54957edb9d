"""Scalars: YAML 1.2's core schema, with no surprise of YAML 1.1 left."""

import math

import pytest

from proxy.config.scalars import resolve


@pytest.mark.parametrize(
    "text", ["no", "NO", "yes", "on", "off", "y", "tRUE", "nULL", "1:30", "1_000", "2026-01-02", "0b1", "=", "<<"]
)
def test_words_of_yaml_1_1_are_text(text):
    """Norway is a country: only YAML 1.1 reads `no` as false, `1:30` as 90 and a date as a day."""
    assert text == resolve(text)


@pytest.mark.parametrize("text", ["012", "-012", "00", "01.5", "9" * 33])
def test_doubtful_numbers_are_text(text):
    """What versions of YAML read differently, and what no field needs, is left for the schema to refuse."""
    assert text == resolve(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("-1", -1),
        ("+7", 7),
        ("0o17", 15),
        ("0x1F", 31),
        ("true", True),
        ("FALSE", False),
        ("~", None),
        ("", None),
        ("Null", None),
    ],
)
def test_the_core_schema_has_whole_numbers_truth_and_nothing(text, value):
    """These are the tags `int`, `bool` and `null` of the core schema."""
    actual = resolve(text)

    assert (value, type(value)) == (actual, type(actual))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1e3", 1000.0),
        ("1.10", 1.1),
        (".5", 0.5),
        ("5.", 5.0),
        ("-0.5E-2", -0.005),
        (".inf", math.inf),
        ("-.INF", -math.inf),
    ],
)
def test_the_core_schema_has_floats(text, value):
    """`1e3` is a number, which it is not to YAML 1.1."""
    actual = resolve(text)

    assert (value, float) == (actual, type(actual))


def test_not_a_number_is_a_float():
    """`.nan` is one of the core schema's floats, and equal to nothing."""
    assert math.isnan(resolve(".NaN"))
