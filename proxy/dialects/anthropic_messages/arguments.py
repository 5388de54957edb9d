"""The input of a tool call: Messages has it as a JSON object, the hub as the text that the model wrote.

Other dialects let a model write what is no object, and tools that take plain text. Both travel as the one member `input`.
"""

from collections.abc import Mapping
from typing import Any

from proxy.canonical.jsontext import MalformedJson, dump, parse
from proxy.canonical.tools import ToolKind

WHOLE = "input"
"""The member under which a text travels that is no JSON object."""

LIKELY_DEEP = 200
"""So many brackets may nest deeper than can be written again; fewer cannot."""


def to_text(value: Mapping[str, Any]) -> str:
    """Return *value* as compact JSON; `MalformedJson` where it nests too deep."""
    return dump(value).decode()


def to_object(text: str, kind: ToolKind = ToolKind.FUNCTION) -> dict[str, Any]:
    """Return what *text* says as an object; a call without arguments has an empty one."""
    if kind is ToolKind.CUSTOM:
        return {WHOLE: text}
    if not text.strip():
        return {}
    try:
        value = parse(text)
        if text.count("{") + text.count("[") > LIKELY_DEEP:
            dump([[[[[[[[value]]]]]]]])  # as deep as it will stand in a body
    except MalformedJson:
        return {WHOLE: text}
    return value if isinstance(value, dict) else {WHOLE: text}
