"""The shorthands of `require`, and the caps on prices, written out as CEL: what an explanation shows is what decides.

Values have been checked by the schema. The text depends on the value alone, not on the order of its lists.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from proxy.catalog.regions import expand
from proxy.policy.patterns import write_list, write_match


def write_out(field: str, value: Any) -> str:
    """Return the CEL text of a line of `require` that is not `where`; `UnknownRegion` for a region nobody knows."""
    return _WRITERS[field](value)


def _retention_days(value: int) -> str:
    return f"endpoint.retention_days <= {value}"


def _training(_value: object) -> str:
    """Forbid training; the schema admits no other value."""
    return "!endpoint.training"


def _zdr(_value: object) -> str:
    """Demand zero data retention; the schema admits no other value."""
    return "endpoint.zdr"


def _processing(value: Sequence[str]) -> str:
    return _within("processing", value)


def _storage(value: Sequence[str]) -> str:
    """Where nothing is kept, the place where it would be does not matter."""
    return f"endpoint.retention_days == 0 || ({_within('storage', value)})"


def _within(fact: str, regions: Sequence[str]) -> str:
    """Demand that every country is in the regions, and that there is one: an empty list proves nothing."""
    countries = write_list(expand(regions))
    return f"endpoint.{fact}.size() > 0 && endpoint.{fact}.all(country, country in {countries})"


def _certifications(value: Sequence[str]) -> str:
    return f"{write_list(value)}.all(needed, needed in endpoint.certifications)"


def _providers(value: Mapping[str, Sequence[str]]) -> str:
    return _allow_and_deny("endpoint.provider", value)


def _models(value: Mapping[str, Sequence[str]]) -> str:
    return _allow_and_deny("endpoint.model", value)


def _allow_and_deny(subject: str, value: Mapping[str, Sequence[str]]) -> str:
    """Demand a name that is allowed, where there is such a list, and not denied."""
    denied = value.get("deny", ())
    terms = [f"({write_match(subject, value['allow'])})"] if "allow" in value else []
    terms += [f"!({write_match(subject, denied)})"] if denied else []
    return " && ".join(terms) or "true"


def _client_preferences(value: str | Mapping[str, Sequence[str]]) -> str:
    """Forbid the client's own wishes, or all but those that are named."""
    if isinstance(value, str):
        return "request.preferences.size() == 0"
    return f"request.preferences.all(wish, wish in {write_list(value['allow'])})"


def _price_input(value: float) -> str:
    return f"endpoint.price.input <= {float(value)!r}"


def _price_output(value: float) -> str:
    return f"endpoint.price.output <= {float(value)!r}"


_WRITERS: Mapping[str, Callable[[Any], str]] = {
    "retention_days": _retention_days,
    "training": _training,
    "zdr": _zdr,
    "processing": _processing,
    "storage": _storage,
    "providers": _providers,
    "models": _models,
    "certifications": _certifications,
    "client_preferences": _client_preferences,
    "price_input": _price_input,
    "price_output": _price_output,
}

PRICE_CAPS = ("price_input", "price_output")
"""Caps that are constraints: the smallest is what all of them leave."""

SHORTHANDS = tuple(_WRITERS)
"""The words that `write_out` knows."""
