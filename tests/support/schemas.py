"""JSON Schemas taken apart, for the tests of what is in them."""


def resolved(schema: dict, root: dict) -> dict:
    """Return *schema* with what it refers to, its own words first."""
    reference = schema.get("$ref", "")
    return {**root["$defs"][reference.removeprefix("#/$defs/")], **schema} if reference.startswith("#") else schema


def parts(schema: dict, path: str = ""):
    """Yield every schema inside *schema* that describes something of its own, with its path in the file."""
    for group in ("properties", "$defs"):
        for key, inner in schema.get(group, {}).items():
            yield f"{path}/{group}/{key}", inner
            yield from parts(inner, f"{path}/{group}/{key}")
    for key in ("items", "additionalProperties", "propertyNames"):
        if isinstance(inner := schema.get(key), dict):
            yield f"{path}/{key}", inner
            yield from parts(inner, f"{path}/{key}")
