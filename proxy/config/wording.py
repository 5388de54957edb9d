"""A JSON Schema error in words for people, at the place that has to change.

Nothing here knows a kind of document: the words come from the schema's own titles, examples and `patternErrorMessage`.
The value of a field that the schema calls `writeOnly` may be a secret and is never repeated.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jsonschema import ValidationError

from proxy.config.fields import BadValue
from proxy.config.problems import did_you_mean, listed
from proxy.config.tree import MappingNode, Mark, Node, ScalarNode, SequenceNode, key_mark, plain, walk

LONGEST_SHOWN = 60
LONGEST_EXAMPLE = 100

TYPES = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "`true` or `false`",
    "array": "a list",
    "object": "a mapping",
}

PLAIN = re.compile(r"(?!(?:true|false|null)$)[A-Za-z0-9](?:[A-Za-z0-9 ._,/@-]|:(?=/))*")
"""A text that YAML reads as itself."""

UNQUOTED = "write it without quotes"

YAML_1_1_TRUTHS = {"y", "yes", "n", "no", "on", "off"}
NUMERAL = re.compile(r"[-+]?[0-9][0-9_]*(?:\.[0-9]+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What is wrong, and where in the document's file."""

    mark: Mark
    message: str
    hint: str = ""


def explain(error: ValidationError, root: Node) -> Iterator[Finding]:
    """Say what *error* means in the document *root*; one error may be several mistakes."""
    node = walk(root, error.absolute_path)
    if "propertyNames" in error.absolute_schema_path:
        yield Finding(mark=key_mark(node, str(error.instance)), message=_misshapen(error), hint=_way_out(error))
        return
    yield from _WORDS.get(str(error.validator), _other)(error, node)


def _unknown_keys(error: ValidationError, node: Node) -> Iterator[Finding]:
    known = _schema(error)["properties"]
    for key in _mapping(node):
        if key not in known:
            hint = _nested(key, known) or did_you_mean(key, known)
            yield Finding(mark=key_mark(node, key), message=f"unknown key `{key}`", hint=hint)


def _nested(key: str, known: Mapping[str, Any]) -> str:
    """Return the hint that *key* belongs one level down, where the schema has it there."""
    for parent, schema in known.items():
        if key in schema.get("properties", {}):
            return f"write it under `{parent}`"
    return ""


def _missing_key(error: ValidationError, node: Node) -> Iterator[Finding]:
    """Report each required key once: the library gives one error for each, with the name only in its text."""
    missing = [key for key in _wanted(error) if error.message.startswith(f"{key!r} is a required")]
    for key in missing:
        yield Finding(mark=node.mark, message=f"`{key}` is missing", hint=_example(key, _property(error, key)))


def _wrong_type(error: ValidationError, node: Node) -> Iterator[Finding]:
    wanted = _wanted(error)
    names = [wanted] if isinstance(wanted, str) else wanted
    words = " or ".join(TYPES[name] for name in names)
    message = f"{_name(error)} wants {words}, not {_shown(error, node)}"
    hint = _quoting(names, error) or _way_out(error) or _example(_key(error), _schema(error))
    yield Finding(mark=node.mark, message=message, hint=hint)


def _quoting(names: list[str], error: ValidationError) -> str:
    """Return the hint for a scalar that YAML reads as another type than its author meant."""
    value = error.instance
    if isinstance(value, str) and "boolean" in names and value.lower() in YAML_1_1_TRUTHS:
        return "YAML 1.2 has `true` and `false` only"
    if isinstance(value, str) and {"integer", "number"} & set(names) and NUMERAL.fullmatch(value):
        return "write it without quotes, leading zeros and `_`"
    if isinstance(value, bool | int | float) and names == ["string"] and "patternErrorMessage" not in _schema(error):
        return "put it in quotes"
    return ""


def _not_listed(error: ValidationError, node: Node) -> Iterator[Finding]:
    known = [str(value) for value in _wanted(error)]
    message = f"{_name(error)} cannot be {_shown(error, node)}"
    hint = did_you_mean(str(error.instance), known)
    yield Finding(mark=node.mark, message=message, hint=hint or f"one of {listed(known)}")


def _not_constant(error: ValidationError, node: Node) -> Iterator[Finding]:
    constant = json.dumps(_wanted(error)).strip('"')
    is_quoted = isinstance(error.instance, str) and error.instance.lower() == constant
    message = f"{_name(error)} can only be `{constant}`, not {'the text ' if is_quoted else ''}{_shown(error, node)}"
    yield Finding(mark=node.mark, message=message, hint=UNQUOTED if is_quoted else "leave it out to ask for nothing")


def _wrong_pattern(error: ValidationError, node: Node) -> Iterator[Finding]:
    yield Finding(mark=node.mark, message=_misshapen(error), hint=_way_out(error))


def _wrong_format(error: ValidationError, node: Node) -> Iterator[Finding]:
    cause = error.cause
    if isinstance(cause, BadValue):
        yield Finding(mark=node.mark, message=cause.message, hint=cause.hint)


def _out_of_range(error: ValidationError, node: Node) -> Iterator[Finding]:
    bound = "at least" if str(error.validator).startswith("min") else "at most"
    message = f"{_name(error)} is {bound} {_wanted(error)}, not {_shown(error, node)}"
    yield Finding(mark=node.mark, message=message)


def _wrong_length(error: ValidationError, node: Node) -> Iterator[Finding]:
    is_short = str(error.validator).startswith("min")
    unit = "characters" if isinstance(error.instance, str) else "entries"
    message = "is empty" if is_short and _wanted(error) == 1 else f"has at most {_wanted(error)} {unit}"
    yield Finding(mark=node.mark, message=f"{_name(error)} {message}")


def _repeated(_error: ValidationError, node: Node) -> Iterator[Finding]:
    """Report every item that stood in the list before."""
    if not isinstance(node, SequenceNode):
        return
    seen: list[object] = []
    for item in node.items:
        value = plain(item)
        if value in seen:
            yield Finding(mark=item.mark, message=f"`{value}` stands in this list already", hint="remove one")
        seen.append(value)


def _other(error: ValidationError, node: Node) -> Iterator[Finding]:
    yield Finding(mark=node.mark, message=f"{_name(error)} is not as its schema says ({error.validator})")


_WORDS: dict[str, Callable[[ValidationError, Node], Iterator[Finding]]] = {
    "additionalProperties": _unknown_keys,
    "required": _missing_key,
    "type": _wrong_type,
    "enum": _not_listed,
    "const": _not_constant,
    "pattern": _wrong_pattern,
    "format": _wrong_format,
    "minimum": _out_of_range,
    "maximum": _out_of_range,
    "minLength": _wrong_length,
    "maxLength": _wrong_length,
    "minItems": _wrong_length,
    "maxItems": _wrong_length,
    "minProperties": _wrong_length,
    "maxProperties": _wrong_length,
    "uniqueItems": _repeated,
}


def _wanted(error: ValidationError) -> Any:
    """Return what the schema's keyword asked for."""
    return error.validator_value


def _mapping(node: Node) -> Iterable[str]:
    return node.entries if isinstance(node, MappingNode) else ()


def _schema(error: ValidationError) -> Mapping[str, Any]:
    """Return the schema that the value broke."""
    schema = error.schema
    return schema if isinstance(schema, Mapping) else {}


def _property(error: ValidationError, key: str) -> Mapping[str, Any]:
    found = _schema(error).get("properties", {}).get(key, {})
    return found if isinstance(found, Mapping) else {}


def _name(error: ValidationError) -> str:
    """Return what the user calls the value: its key, and for an item of a list the list's."""
    keys = [step for step in error.absolute_path if isinstance(step, str)]
    if not keys:
        return "the document"
    item = isinstance(error.absolute_path[-1], int)
    return f"an item of `{keys[-1]}`" if item else f"`{keys[-1]}`"


def _shown(error: ValidationError, node: Node) -> str:
    """Return the value as the user wrote it, if that is short and no secret."""
    if _schema(error).get("writeOnly"):
        return "what stands here"
    if not isinstance(node, ScalarNode):
        return "a list" if isinstance(node, SequenceNode) else "a mapping"
    if node.value is None:
        return "nothing"
    kind = "text " if isinstance(node.value, str) and error.validator == "type" else ""
    return f"{kind}{_quoted(node.text)}"


def _quoted(text: str) -> str:
    """Return *text* in backticks on one line; a long one is not repeated."""
    visible = "".join(char if char.isprintable() else repr(char)[1:-1] for char in text)
    return f"`{visible}`" if len(visible) <= LONGEST_SHOWN else "a long text"


def _misshapen(error: ValidationError) -> str:
    """Return the message for a text that its pattern refuses."""
    title = str(_schema(error).get("title", "value"))
    name = title[0].lower() + title[1:] if title[1:2].islower() else title
    return f"this is no {name}" if _schema(error).get("writeOnly") else f"{_quoted(str(error.instance))} is no {name}"


def _way_out(error: ValidationError) -> str:
    return str(_schema(error).get("patternErrorMessage", ""))


def _example(key: str, schema: Mapping[str, Any]) -> str:
    """Return the schema's own first example as a hint, if it has one that is short."""
    examples = schema.get("examples", [])
    if not key or not examples:
        return ""
    written = f"{_flow(key)}: {_flow(examples[0])}"
    return f"like `{written}`" if len(written) <= LONGEST_EXAMPLE else ""


def _flow(value: object) -> str:
    """Return a value as YAML has it on one line; a text that YAML would read otherwise stands in quotes."""
    match value:
        case str():
            return value if PLAIN.fullmatch(value) and not NUMERAL.fullmatch(value) else json.dumps(value)
        case list():
            return f"[{', '.join(map(_flow, value))}]"
        case dict():
            return f"{{{', '.join(f'{key}: {_flow(each)}' for key, each in value.items())}}}"
    return json.dumps(value)


def _key(error: ValidationError) -> str:
    """Return the key of the value, nothing for the document itself and for an item of a list."""
    path = error.absolute_path
    return str(path[-1]) if path and isinstance(path[-1], str) else ""
