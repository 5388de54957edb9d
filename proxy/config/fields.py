"""The field language: durations, sizes, dates, regions, prices and addresses as people write them in documents.

Each function reads one field, or raises `BadValue` with the user's words, what is wrong and the way out. The schemas
name them by `format`, so that the schema stage reports them; when documents become values they cannot fail any more.
"""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from proxy.catalog.regions import COUNTRIES, GROUPS, UnknownRegion, expand
from proxy.config.problems import listed, nearest
from proxy.errors import FairlaneError

DURATION_UNITS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0}
SIZE_UNITS = {"B": 1, "kB": 10**3, "MB": 10**6, "GB": 10**9, "KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30}

MICRO = 6
"""Decimals of a dollar that money here has."""

SECRET_HEADERS = {"authorization", "api-key", "cookie", "proxy-authorization", "x-api-key", "x-goog-api-key"}

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?(Z|[+-][0-9]{2}:[0-9]{2})")
PRINTABLE = re.compile(r"[\x21-\x7e]+")


class BadValue(FairlaneError):
    """A value that is not of its field's language; `hint` is the way out."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def read_duration(text: str) -> float:
    """Return the seconds of `500ms`, `5s`, `2m` or `1h`; the schema's pattern has seen *text*."""
    return _measured(text, DURATION_UNITS)


def read_size(text: str) -> int:
    """Return the bytes of `10MB` (a thousand thousands) or `10MiB` (1024 times 1024)."""
    return int(_measured(text, SIZE_UNITS))


def _measured(text: str, units: dict[str, Any]) -> float:
    digits = text.rstrip("".join(units))
    return float(int(digits) * units[text[len(digits) :]])


def read_price(dollars: float) -> int:
    """Return the micro-USD of *dollars*; the decimals are those that were written, not those of binary floats."""
    amount = Decimal(repr(dollars))
    if not amount.is_finite():
        raise BadValue(f"`{dollars}` is no price", "write US dollars per million tokens, like `0.35`")
    scaled = amount.scaleb(MICRO)
    if scaled != scaled.to_integral_value():
        raise BadValue(f"`{dollars}` has more than {MICRO} decimals", "prices are US dollars per million tokens")
    return int(scaled)


def read_day(text: str) -> str:
    """Return *text* if it is a day of the calendar, as ISO 8601 writes it."""
    try:
        if DAY.fullmatch(text):
            return date.fromisoformat(text).isoformat()
    except ValueError:
        pass
    raise BadValue(f"`{text}` is no day", "write it like `2026-12-31`")


def read_moment(text: str) -> datetime:
    """Return the moment *text*, as RFC 3339 writes it, in UTC."""
    try:
        if MOMENT.fullmatch(text):
            return datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise BadValue(f"`{text}` is no time", "write it like `2026-12-24T22:30:00Z`")


def end_of_day(text: str) -> float:
    """Return the first second, since the epoch, after the day *text* in UTC."""
    return (datetime.fromisoformat(text).replace(tzinfo=UTC) + timedelta(days=1)).timestamp()


def read_region(name: str) -> frozenset[str]:
    """Return the countries of one country or region group."""
    try:
        return expand([name])
    except UnknownRegion as error:
        hint = nearest(name, GROUPS) or f"write an ISO 3166-1 code, like `SE`, or a group: {listed(GROUPS)}"
        raise BadValue(f"`{name}` is no country and no region group", hint) from error


def read_country(name: str) -> str:
    """Return one country's code in upper case."""
    if name.upper() not in COUNTRIES:
        raise BadValue(f"`{name}` is no country", "write its ISO 3166-1 code, like `SE`")
    return name.upper()


def read_base_url(text: str) -> str:
    """Return an address without its last slash; what is wrong with it never repeats a password that it may hold."""
    hint = "write it like `https://api.example.com/v1`"
    try:
        parts = urlsplit(text) if PRINTABLE.fullmatch(text) else None
        if parts is None or parts.scheme not in {"http", "https"} or not parts.hostname or parts.port == 0:
            raise BadValue("this is no http or https address", hint)
    except ValueError as error:
        raise BadValue("this is no http or https address", hint) from error
    if "@" in parts.netloc:
        raise BadValue("an address may not carry a user or a password", "put the secret in `credential`")
    if "?" in text or "#" in text:
        raise BadValue("a base URL has no query and no fragment", hint)
    return text.rstrip("/")


def read_header(name: str) -> str:
    """Return a header's name in lower case, unless its value is a secret that must not be read or journalled."""
    if name.lower() in SECRET_HEADERS:
        raise BadValue(f"policies may not read the header `{name}`", "it carries a secret")
    return name.lower()


TEXT_FORMATS: dict[str, Callable[[str], object]] = {
    "date": read_day,
    "date-time": read_moment,
    "region": read_region,
    "country": read_country,
    "base-url": read_base_url,
    "readable-header": read_header,
}
"""The schemas' `format` names; `date` and `date-time` are JSON Schema's own, the others are ours and mean nothing to an editor."""

NUMBER_FORMATS: dict[str, Callable[[float], object]] = {"usd": read_price}
