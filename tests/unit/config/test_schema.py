"""The schemas: sound, documented, self-contained, and read as strictly as we promise."""

import json

import pytest
from jsonschema import Draft202012Validator

from proxy.config.schema import read_schemas
from proxy.config.sources.shipped import shipped_schemas
from tests.support.configuration import POLICY, tree

TEXTS = shipped_schemas()
KINDS = sorted(set(TEXTS) - {"document"})


def problems(text: str) -> list[str]:
    """Return what the schemas say about the document *text*."""
    return [str(problem) for problem in read_schemas(TEXTS).check("a.yaml", tree(text))]


def resolved(schema: dict, root: dict) -> dict:
    """Return *schema* with what it refers to, its own words first."""
    reference = schema.get("$ref", "")
    return {**root["$defs"][reference.removeprefix("#/$defs/")], **schema} if reference.startswith("#") else schema


def parts(schema: object):
    """Yield every schema inside *schema* that describes a property, an item or a definition."""
    if isinstance(schema, dict):
        for key, inner in schema.items():
            if key == "if":
                continue
            if key in {"properties", "$defs"}:
                yield from inner.items()
            elif key == "items":
                yield key, inner
            yield from parts(inner)


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_a_schema_is_valid(name):
    """Editors use the same files, so they must be sound JSON Schema 2020-12."""
    Draft202012Validator.check_schema(json.loads(TEXTS[name]))


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_every_field_is_documented(name):
    """Title and description are what an editor shows over a key."""
    root = json.loads(TEXTS[name])
    undocumented = [key for key, part in parts(root) if not {"title", "description"} <= set(resolved(part, root))]

    assert [] == undocumented


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
    """What an editor offers must be accepted."""
    root = json.loads(TEXTS[name])
    wrong = [
        (key, example)
        for key, part in parts(root)
        for example in part.get("examples", ())
        if not Draft202012Validator({**part, "$defs": root.get("$defs", {})}).is_valid(example)
    ]

    assert [] == wrong


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
