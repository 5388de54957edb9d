"""The dialects by name."""

import json

from proxy.config.sources.shipped import shipped_schemas
from proxy.dialects.registry import DIALECTS, FLAVOURS, SPOKEN


def test_every_dialect_is_found_by_its_own_name():
    """Documents name a dialect by the word it uses for itself."""
    assert {"openai_chat"} <= set(DIALECTS)
    assert [*DIALECTS] == [dialect.name for dialect in DIALECTS.values()]


def test_documents_may_name_every_one():
    """A provider may speak every flavour, and a case may be about everything that a client may speak."""
    schemas = {kind: json.loads(shipped_schemas()[kind]) for kind in ("provider", "cases")}

    assert set(FLAVOURS) == set(schemas["provider"]["$defs"]["dialect"]["enum"])
    assert set(SPOKEN) == set(next(find(schemas["cases"], "dialect"))["enum"])


def find(schema, name):
    """Yield every property of that *name*, however deep."""
    if isinstance(schema, dict):
        properties = schema.get("properties", {})
        if name in properties and "enum" in properties[name]:
            yield properties[name]
        for each in schema.values():
            yield from find(each, name)
