"""A page for each kind of document: every field with type, default, bounds, meaning and an example, from its schema.

A mapping inside a document has a table of its own; one that several fields share has one, where it is met first.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from proxy.cli.reference.bounds import bounds
from proxy.cli.reference.markdown import code, slug, table
from proxy.config.wording import TYPES

Schema = Mapping[str, Any]

HEADERS = ("field", "type", "default", "bounds", "meaning", "example")
ABSENT = ""
WORDS = {name: words.removeprefix("a ") for name, words in TYPES.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A mapping of a document: its path from the top, and its schema."""

    path: str
    schema: Schema


@dataclass(slots=True, kw_only=True)
class Page:
    """A page while it is made: the tables that were met in the last one, and where each mapping has its table."""

    root: Schema
    met: list[Section] = field(default_factory=list)
    places: dict[str, str] = field(default_factory=dict)

    def resolve(self, schema: Schema) -> Schema:
        """Return *schema* with what it refers to, its own words first."""
        name = schema.get("$ref", "").rpartition("/")[2]
        return {**self.resolve(self.root["$defs"][name]), **schema} if name else schema

    def section(self, schema: Schema, path: str) -> str:
        """Return a link to the table of the mapping *schema*, which is met at *path*."""
        name = schema.get("$ref", path)
        if name not in self.places:
            self.places[name] = path
            self.met.append(Section(path=path, schema=self.resolve(schema)))
        return f"[mapping](#{slug(self.places[name])})"

    def type(self, schema: Schema, path: str) -> str:
        """Return the name of the type of what stands at *path*."""
        whole = self.resolve(schema)
        if "const" in whole:
            return code(written(whole["const"]))
        if "enum" in whole:
            return ", ".join(code(written(value)) for value in whole["enum"])
        names = whole.get("type", "object")
        return " or ".join(self.one_type(name, schema, path) for name in ([names] if isinstance(names, str) else names))

    def one_type(self, name: str, schema: Schema, path: str) -> str:
        """Return the name of one JSON type of *schema*."""
        whole = self.resolve(schema)
        if name == "array":
            return f"list of {together(self.type(whole['items'], f'{path}[]'))}"
        if name == "object" and "properties" in whole:
            return self.section(schema, path)
        if name == "object" and isinstance(values := whole.get("additionalProperties"), dict):
            return f"mapping of names to {together(self.type(values, f'{path}.*'))}"
        return "CEL" if "contentMediaType" in whole else WORDS[name]

    def row(self, section: Section, key: str) -> tuple[str, ...]:
        """Return the line of one field."""
        schema = section.schema["properties"][key]
        whole = self.resolve(schema)
        return (
            code(key),
            self.type(schema, f"{section.path}.{key}".removeprefix(".")),
            "required" if key in section.schema.get("required", ()) else default(whole),
            bounds(whole, self.resolve) or ABSENT,
            meaning(whole),
            code(written(whole["examples"][0])) if whole.get("examples") else ABSENT,
        )

    def texts(self) -> Iterator[str]:
        """Yield the tables, each before those that were met in it."""
        waiting = [Section(path="", schema=self.root)]
        while waiting:
            section = waiting.pop(0)
            rows = [self.row(section, key) for key in section.schema["properties"]]
            heading = f"## {code(section.path)}\n\n{meaning(section.schema)}\n\n" if section.path else ""
            yield heading + table(HEADERS, rows)
            waiting = self.met + waiting
            self.met = []


def kind_page(kind: str, root: Schema) -> str:
    """Return the page of one kind."""
    tables = "\n".join(Page(root=root).texts())
    return f"# {code(f'kind: {kind}')}\n\n{root['description']}\n\n{tables}"


def index_page(roots: Mapping[str, Schema]) -> str:
    """Return the list of kinds."""
    rows = [(f"[`{kind}`]({kind}.md)", root["description"]) for kind, root in roots.items()]
    head = "A configuration is a directory of YAML files, laid out as you like; each document in them says its `kind`."
    return f"# Documents\n\n{head}\n\n{table(('kind', 'what it is'), rows)}"


def together(text: str) -> str:
    """Return the name of a type as it stands inside of another's."""
    return f"({text})" if " or [" in text or " or list" in text else text


def default(schema: Schema) -> str:
    """Return what leaving a field out means, where that is a value."""
    return code(written(schema["default"])) if "default" in schema else ABSENT


def meaning(schema: Schema) -> str:
    """Return the description without the default that it may end in, which has a column of its own."""
    return str(schema.get("description", ABSENT)).partition(" Default `")[0]


def written(value: object) -> str:
    """Return *value* as YAML on one line."""
    text: str = yaml.safe_dump(value, default_flow_style=True, sort_keys=False, allow_unicode=True, width=10**6)
    return text.removesuffix("...\n").strip()
