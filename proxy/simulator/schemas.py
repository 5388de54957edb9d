"""Values that satisfy a JSON Schema, made up as a model would, but always the same for the same seed.

Covers what OpenAI's structured outputs allow (types, `enum`, `const`, `anyOf`, local `$ref`, bounds of numbers, strings and
lists, common formats) and `allOf` and `oneOf` in plain uses. A `pattern` is not read.
"""

from collections.abc import Mapping
from math import ceil, floor
from random import Random
from typing import Any

WORDS = ("amber", "birch", "cedar", "delta", "ember", "fjord", "grove", "harbour")
FORMATS = {
    "date": "2026-10-01",
    "date-time": "2026-10-01T12:00:00Z",
    "time": "12:00:00Z",
    "email": "ada@example.org",
    "uri": "https://example.org/",
    "uuid": "6f1f3c52-0d3f-4b1e-9a52-8f6f3f6c2d11",
    "ipv4": "192.0.2.1",
    "hostname": "example.org",
}
USUAL_LENGTH, USUAL_RANGE = 2, 100
DEEPEST = 5
"""Below this depth only what is required is made, so that a schema that contains itself has an end."""
BOTTOM = 40
"""Here a schema that requires itself, and so allows no finite value, gets a null."""

Schema = Mapping[str, Any]


class Maker:
    """Makes values for one schema document, which `$ref` points into."""

    def __init__(self, document: Schema, rng: Random) -> None:
        self._document = document
        self._rng = rng

    def make(self, schema: Any = None, depth: int = 0) -> Any:
        """Return a value that *schema*, or the document itself, allows."""
        if depth > BOTTOM:
            return None
        schema = self._resolved(self._document if schema is None else schema)
        if "const" in schema:
            return schema["const"]
        if schema.get("enum"):
            return self._rng.choice(schema["enum"])
        for key in ("anyOf", "oneOf"):
            if schema.get(key):
                # The last alternative ends most recursive schemas, since it is where `null` stands.
                return self.make(schema[key][-1 if depth > DEEPEST else 0], depth + 1)
        return self._typed(schema, depth)

    def _resolved(self, schema: Any) -> dict[str, Any]:
        """Return *schema* with its `$ref` followed and its `allOf` merged."""
        merged = dict(schema) if isinstance(schema, Mapping) else {}
        for _ in range(DEEPEST):
            reference = merged.pop("$ref", None)
            if not isinstance(reference, str):
                break
            merged = {**self._at(reference), **merged}
        for part in merged.pop("allOf", []):
            inner = self._resolved(part)
            properties = {**merged.get("properties", {}), **inner.get("properties", {})}
            required = [*merged.get("required", []), *inner.get("required", [])]
            merged = {**merged, **inner, **({"properties": properties, "required": required} if properties else {})}
        return merged

    def _at(self, reference: str) -> dict[str, Any]:
        """Return the schema in the document that a local *reference* names."""
        found: Any = self._document
        for name in reference.removeprefix("#").strip("/").split("/"):
            found = found.get(name.replace("~1", "/").replace("~0", "~"), {}) if name else found
        return dict(found)

    def _typed(self, schema: Schema, depth: int) -> Any:
        kind = schema.get("type") or ("object" if "properties" in schema else "string")
        match kind[0] if isinstance(kind, list) else kind:
            case "object":
                return self._object(schema, depth)
            case "array":
                return self._array(schema, depth)
            case "integer" | "number":
                return self._number(schema)
            case "boolean":
                return self._rng.random() < 1 / 2
            case "null":
                return None
            case _:
                return self._string(schema)

    def _object(self, schema: Schema, depth: int) -> dict[str, Any]:
        properties = schema.get("properties", {})
        names = schema.get("required", []) if depth > DEEPEST else properties
        return {name: self.make(properties.get(name, {}), depth + 1) for name in names}

    def _array(self, schema: Schema, depth: int) -> list[Any]:
        length = max(schema.get("minItems", 0), 0 if depth > DEEPEST else USUAL_LENGTH)
        return [
            self.make(schema.get("items", {}), depth + 1) for _ in range(min(length, schema.get("maxItems", length)))
        ]

    def _number(self, schema: Schema) -> float:
        """Return a number between the bounds, a whole one if there is any."""
        highest = schema.get("maximum", schema.get("exclusiveMaximum", USUAL_RANGE + 1) - 1)
        lowest = schema.get("minimum", schema.get("exclusiveMinimum", min(0, highest) - 1) + 1)
        first, last = ceil(lowest), floor(max(lowest, highest))
        if first > last:
            return float(lowest)
        step = schema.get("multipleOf", 1)
        value = self._rng.randint(first, last)
        return value if value % step == 0 else int(ceil(lowest / step) * step)

    def _string(self, schema: Schema) -> str:
        text = FORMATS.get(schema.get("format", "")) or self._rng.choice(WORDS)
        while len(text) < schema.get("minLength", 0):
            text += f" {self._rng.choice(WORDS)}"
        return text[: schema.get("maxLength", len(text))]
