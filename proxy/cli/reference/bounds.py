"""The bounds of a value in words, from the keywords of its schema."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from proxy.catalog.regions import GROUPS
from proxy.config.problems import listed

Schema = Mapping[str, Any]

FORMATS = {
    "base-url": "an http or https address, without user, query and fragment",
    "country": "a country, by its ISO 3166-1 code",
    "date": "a day, as ISO 8601 writes it",
    "readable-header": "none that carries a secret",
    "region": f"a country, by its ISO 3166-1 code, or a group: {listed(GROUPS)}",
    "usd": "at most six decimals",
}
"""The formats that the schema stage checks; `proxy/config/fields.py` says how."""

INNER = {"items": "each", "propertyNames": "names", "additionalProperties": "values"}
"""Keywords that describe the parts of a value, and what the parts are called."""


def bounds(schema: Schema, resolve: Callable[[Schema], Schema]) -> str:
    """Return what *schema* demands beside the type; *resolve* follows a reference."""
    return "; ".join([*_own(schema), *_inner(schema, resolve)])


def _own(schema: Schema) -> Iterator[str]:
    yield from _range(schema.get("minimum"), schema.get("maximum"))
    yield from _range(None, schema.get("maxLength"), "character", "characters")
    if "pattern" in schema and "patternErrorMessage" in schema:
        yield schema["patternErrorMessage"]
    if "format" in schema:
        yield FORMATS.get(str(schema["format"]), str(schema["format"]))
    yield from _range(schema.get("minItems"), schema.get("maxItems"), "entry", "entries")
    yield from _range(schema.get("minProperties"), schema.get("maxProperties"), "key", "keys")
    if schema.get("uniqueItems"):
        yield "no two alike"


def _inner(schema: Schema, resolve: Callable[[Schema], Schema]) -> Iterator[str]:
    """Yield the bounds of the parts of a value; a mapping among them has a table of its own."""
    parts = {word: resolve(schema[key]) for key, word in INNER.items() if isinstance(schema.get(key), dict)}
    for word, part in parts.items():
        if "properties" not in part and (text := bounds(part, resolve)):
            yield f"{word}: {text}"


def _range(least: float | None, most: float | None, one: str = "", many: str = "") -> Iterator[str]:
    if least is not None and most is not None:
        yield f"{least:,} to {most:,} {many}".strip()
    elif least is not None:
        yield f"at least {least:,} {one if least == 1 else many}".strip()
    elif most is not None:
        yield f"at most {most:,} {one if most == 1 else many}".strip()
