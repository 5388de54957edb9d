"""The field language: what people write, as numbers and codes, or why not."""

from datetime import UTC, datetime

import pytest

from proxy.config import fields
from proxy.config.fields import BadValue


@pytest.mark.parametrize(("text", "seconds"), [("500ms", 0.5), ("5s", 5.0), ("2m", 120.0), ("1h", 3600.0)])
def test_a_duration_is_in_seconds(text, seconds):
    """Every duration inside the house is a float of seconds."""
    assert seconds == fields.read_duration(text)


@pytest.mark.parametrize(
    ("text", "size"), [("7B", 7), ("10kB", 10_000), ("10MB", 10_000_000), ("10MiB", 10_485_760), ("1GiB", 1 << 30)]
)
def test_a_size_is_in_bytes(text, size):
    """`MB` and `MiB` are what the standards say they are."""
    assert size == fields.read_size(text)


@pytest.mark.parametrize(
    ("dollars", "micro"),
    [
        (0.35, 350_000),
        (1.2, 1_200_000),
        (15, 15_000_000),
        (0.000001, 1),
        (0.1, 100_000),
        (0, 0),
        (999_999.999999, 999_999_999_999),
    ],
)
def test_a_price_is_exact(dollars, micro):
    """The decimals that were written count, never those of a binary float."""
    assert micro == fields.read_price(dollars)


@pytest.mark.parametrize("dollars", [0.0000001, 0.1234567, 1e-300, float("nan"), float("inf")])
def test_a_price_that_would_be_rounded_is_refused(dollars):
    """Money is never rounded silently."""
    with pytest.raises(BadValue):
        fields.read_price(dollars)


@pytest.mark.parametrize(
    "text", ["2026-02-30", "2026-13-01", "20260101", "2026-W01-1", "2026-1-1", "2026-01-01T00:00", "yesterday", ""]
)
def test_only_a_day_of_the_calendar_is_a_day(text):
    """Python reads more forms of ISO 8601 than people agree on."""
    with pytest.raises(BadValue, match="is no day"):
        fields.read_day(text)


def test_a_key_expires_after_the_end_of_its_last_day():
    """The day that is named still counts, in UTC."""
    assert 86_400.0 == fields.end_of_day("1970-01-01")


def test_a_region_is_a_country_or_a_group():
    """Groups expand to the lists of the catalogue."""
    assert (frozenset({"SE"}), 27) == (fields.read_region("se"), len(fields.read_region("eu")))


@pytest.mark.parametrize(
    ("name", "hint"),
    [("eruope", "did you mean `europe`?"), ("EU", "did you mean `eu`?"), ("UK", "write an ISO 3166-1 code")],
)
def test_an_unknown_region_has_a_way_out(name, hint):
    """A typing error is never an empty set of countries."""
    with pytest.raises(BadValue) as caught:
        fields.read_region(name)

    assert hint == caught.value.hint[: len(hint)]


def test_headquarters_are_one_country():
    """A company's law is that of one country; a group is none."""
    with pytest.raises(BadValue, match="`eu` is no country"):
        fields.read_country("eu")

    assert "SE" == fields.read_country("se")


@pytest.mark.parametrize(
    "text", ["https://api.example.com/v1", "http://127.0.0.1:8080", "https://[::1]:8443/openai/v1"]
)
def test_an_address_loses_only_its_last_slash(text):
    """The dialect's path follows it."""
    assert [text, text] == [fields.read_base_url(text), fields.read_base_url(text + "/")]


@pytest.mark.parametrize(
    "text",
    [
        "ftp://example.com", "example.com/v1", "https://", "https://:80", "https://example.com:http", "https://exa mple.com",
        "https://example.com/\n", "https://example.com:0", "file:///etc/passwd", "https://exämple.com", "http://[::1",
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused(text):
    """Nothing but http and https with a host leaves the gateway."""
    with pytest.raises(BadValue, match="no http or https address"):
        fields.read_base_url(text)


@pytest.mark.parametrize(
    "text",
    [
        "https://ada:hunter2@example.com",
        "https://hunter2@example.com",
        "https://example.com?key=hunter2",
        "https://example.com/#hunter2",
    ],
)
def test_an_address_carries_no_secret_and_no_message_repeats_it(text):
    """Passwords in addresses end in logs."""
    with pytest.raises(BadValue) as caught:
        fields.read_base_url(text)

    assert "hunter2" not in caught.value.message + caught.value.hint


def test_a_header_with_a_secret_cannot_be_read():
    """What policies read is journalled."""
    with pytest.raises(BadValue):
        fields.read_header("Authorization")

    assert "x-project" == fields.read_header("X-Project")


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-12-24T22:30:00Z", datetime(2026, 12, 24, 22, 30, tzinfo=UTC)),
        ("2026-12-24T22:30:00.5+01:00", datetime(2026, 12, 24, 21, 30, 0, 500_000, tzinfo=UTC)),
    ],
)
def test_a_moment_is_read_in_utc(text, moment):
    """Whatever its author's clock."""
    assert moment == fields.read_moment(text)


@pytest.mark.parametrize(
    "text",
    ["2026-12-24", "2026-12-24T22:30:00", "2026-12-24 22:30:00Z", "2026-13-24T22:30:00Z", "0001-01-01T00:00:00+23:00"],
)
def test_a_moment_without_its_offset_is_none(text):
    """A local time is another one on every machine."""
    with pytest.raises(BadValue, match="is no time"):
        fields.read_moment(text)
