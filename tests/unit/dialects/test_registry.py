"""The dialects by name."""

import json
from pathlib import Path

from proxy.dialects.gemini import GEMINI_ARRAY
from proxy.dialects.registry import DIALECTS, FLAVOURS, SPOKEN

SCHEMAS = Path(__file__).parents[3] / "schemas"
OUTBOUND_ONLY = {"bedrock_converse", "cohere_chat"}
"""Spoken by providers alone."""


def read(name: str) -> dict:
    """Return a schema."""
    return json.loads((SCHEMAS / name).read_text())


def enums_of(node, name: str = "") -> list[list[str]]:
    """Return every list of words that a property or definition `dialect` allows."""
    if isinstance(node, list):
        return [found for each in node for found in enums_of(each)]
    if not isinstance(node, dict):
        return []
    own = [node["enum"]] if name == "dialect" and "enum" in node else []
    return own + [found for key, value in node.items() for found in enums_of(value, key)]


def test_every_dialect_is_found_by_its_own_name():
    """Documents name a dialect by the word it uses for itself."""
    assert {"openai_chat"} <= set(DIALECTS)
    assert [*DIALECTS] == [dialect.name for dialect in DIALECTS.values()]


def test_a_provider_may_speak_every_flavour_and_no_other():
    """The schema of `provider` documents lists the registry's flavours, in its order."""
    assert [list(FLAVOURS)] == enums_of(read("provider.json"))


def test_a_case_may_come_from_every_client_dialect():
    """Policies can be held to what clients of each dialect ask."""
    spoken = {*SPOKEN} - OUTBOUND_ONLY - {GEMINI_ARRAY.name}  # whose calls are `gemini` to a policy

    assert [spoken] == [set(enum) for enum in enums_of(read("cases.json"))]
