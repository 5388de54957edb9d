"""The schemas: sound, documented, self-contained, and read as strictly as we promise."""

import importlib.util
import json
import re

import pytest
from jsonschema import Draft202012Validator

from proxy.catalog.provider import Timeouts
from proxy.config.kinds.catalogue import Surroundings, read_catalog
from proxy.config.kinds.gateway import read_gateway
from proxy.config.kinds.team import read_principals
from proxy.config.schema import read_schemas
from proxy.config.sources.shipped import shipped_schemas
from tests.support.configuration import POLICY, read, tree
from tests.support.schemas import parts, resolved

TEXTS = shipped_schemas()
KINDS = sorted(set(TEXTS) - {"document"})
NAMED_DEFAULT = re.compile(r"Default `([^`]+)`\.")
NOWHERE = Surroundings(secrets={}, base_urls={}, timeouts=Timeouts(), today="2026-11-24")

READERS = {
    "gateway": lambda document: read_gateway([document]),
    "provider": lambda document: read_catalog([document], NOWHERE),
    "team": lambda document: read_principals([document]),
}
"""How a document of a kind becomes a value; other kinds have a module of their name with a function `read_KIND`."""


def problems(text: str) -> list[str]:
    """Return what the schemas say about the document *text*."""
    return [str(problem) for problem in read_schemas(TEXTS).check("a.yaml", tree(text))]


def minimal(part: dict, root: dict) -> object:
    """Return the smallest value that *part* admits."""
    part = resolved(part, root)
    if "properties" in part:
        return {key: minimal(part["properties"][key], root) for key in part.get("required", ())}
    return part["const"] if "const" in part else part["examples"][0]


def with_defaults(part: dict, root: dict):
    """Yield, for every default inside *part*, its path and two values: one that leaves it out, one that writes it."""
    part = resolved(part, root)
    for key, inner in part.get("properties", {}).items():
        around = minimal(part, root)
        if "default" in resolved(inner, root):
            yield key, around, {**around, key: resolved(inner, root)["default"]}
        for path, without, written in with_defaults(inner, root):
            yield f"{key}.{path}", {**around, key: without}, {**around, key: written}
    if isinstance(part.get("items"), dict):
        for path, without, written in with_defaults(part["items"], root):
            yield f"[].{path}", [without], [written]


def defaults():
    """Return every default of every kind, for one test each."""
    roots = {kind: json.loads(TEXTS[kind]) for kind in KINDS}
    return [
        pytest.param(kind, without, written, id=f"{kind}.{path}")
        for kind, root in roots.items()
        for path, without, written in with_defaults(root, root)
    ]


def reader(kind: str):
    """Return what reads a document of *kind*, or skip where that is not known by its name."""
    if kind in READERS:
        return READERS[kind]
    name = f"proxy.config.kinds.{kind}"
    found = getattr(importlib.import_module(name), f"read_{kind}", None) if importlib.util.find_spec(name) else None
    return found or pytest.skip(f"there is no `read_{kind}` in `{name}`: say in `READERS` how `{kind}` is read")


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_a_schema_is_valid(name):
    """Editors use the same files, so they must be sound JSON Schema 2020-12."""
    Draft202012Validator.check_schema(json.loads(TEXTS[name]))


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_every_field_is_documented(name):
    """Title and description are what an editor shows over a key, examples what it offers; the reference prints all."""
    root = json.loads(TEXTS[name])
    lacking = [
        f"schemas/{name}.json#{path} lacks `{word}`"
        for path, part in parts(root)
        for word in ("title", "description", "examples")
        if not resolved(part, root).get(word)
    ]

    assert [] == lacking, "\n".join(lacking)


@pytest.mark.parametrize("name", KINDS)
def test_every_mapping_is_closed(name):
    """An unknown key is a mistake everywhere, or a typing error would be a rule that does not hold."""
    root = json.loads(TEXTS[name])
    everything = [("document", root), *parts(root)]

    assert [] == [
        key for key, part in everything if "properties" in part and part.get("additionalProperties") is not False
    ]


@pytest.mark.parametrize("name", KINDS)
def test_examples_are_examples(name):
    """What an editor offers must be accepted, and so must what it fills in."""
    root = json.loads(TEXTS[name])
    wrong = [
        (key, example)
        for key, part in parts(root)
        for example in [*part.get("examples", ()), *([part["default"]] if "default" in part else ())]
        if not Draft202012Validator({**part, "$defs": root.get("$defs", {})}).is_valid(example)
    ]

    assert [] == wrong


@pytest.mark.parametrize(("kind", "without", "written"), defaults())
def test_a_default_written_out_changes_nothing(kind, without, written):
    """What the editor fills in and the reference prints is what leaving the field out means to the code."""
    read_document = reader(kind)

    assert read_document(*read(json.dumps(without))) == read_document(*read(json.dumps(written)))


def test_every_setting_of_the_gateway_has_a_default():
    """A gateway document may leave out anything; a list is empty then, and what `kind` says is no setting."""
    root = json.loads(TEXTS["gateway"])
    values = [
        part
        for path, part in parts(root)
        if "/properties/" in path and path.rpartition("/")[2] not in {"kind", "items"}
    ]
    plain = [each for each in (resolved(part, root) for part in values) if each.get("type") not in {"object", "array"}]

    assert [] == [part["title"] for part in plain if "default" not in part]


@pytest.mark.parametrize("name", KINDS)
def test_a_default_in_words_is_the_default(name):
    """Editors show the sentence and fill in the value; a description that names one has it beside it."""
    named = [
        (path, NAMED_DEFAULT.search(part["description"])[1], part.get("default"))
        for path, part in parts(json.loads(TEXTS[name]))
        if NAMED_DEFAULT.search(part.get("description", ""))
    ]

    assert [] == [(path, text, value) for path, text, value in named if text != str(value)]


def test_definitions_of_one_name_are_equal_everywhere():
    """Each schema stands alone, so that an editor needs one file; what they share must not drift."""
    seen: dict[str, set[str]] = {}
    for name in KINDS:
        for key, part in json.loads(TEXTS[name]).get("$defs", {}).items():
            seen.setdefault(key, set()).add(json.dumps(part))

    assert [] == [key for key, forms in seen.items() if len(forms) > 1]


def test_the_dispatcher_knows_every_kind_once():
    """`document.json` is for editors that open a whole directory with one schema."""
    root = json.loads(TEXTS["document"])
    branches = [(rule["if"]["properties"]["kind"]["const"], rule["then"]["$ref"]) for rule in root["allOf"]]

    assert [(kind, f"{kind}.json") for kind in KINDS] == sorted(branches)
    assert KINDS == sorted(root["properties"]["kind"]["enum"])


def test_a_line_break_at_the_end_is_part_of_a_text():
    """Python's `$` would let it through, and an id with a line break would be in every log line."""
    assert [
        "a.yaml:2:5: `p\\n` is no policy id (write an id in lower case letters, digits, `.`, `_` and `-`)"
    ] == problems("kind: policy\nid: |\n  p\ntitle: t\nscope: acme\n")


def test_a_number_with_a_point_is_no_whole_number():
    """JSON Schema takes `1.0` for an integer; an expression made of it would not."""
    assert 1 == len(problems(POLICY + "require: {retention_days: 1.0}\n"))


def test_formats_are_checked():
    """An unknown region is found with the shape, at its item."""
    assert ["a.yaml:5:28"] == [
        line.partition(": ")[0] for line in problems(POLICY + "require: {processing: [eu, xx]}\n")
    ]


def test_truth_and_numbers_are_not_confused():
    """Python holds 0 and `false` for equal."""
    assert 1 == len(problems(POLICY + "require: {training: 0}\n"))
