"""The made part of the reference: current, and true of what it was made from."""

import json
import re
from pathlib import Path

import pytest

from proxy.cli.reference import COMMAND, reference_pages
from proxy.cli.reference.markdown import slug
from proxy.config.sources.shipped import shipped_schemas
from proxy.policy.environment import CALL_AND_ENDPOINT
from tests.support.schemas import parts, resolved

REFERENCE = Path(__file__).parents[3] / "docs" / "reference"
SCHEMAS = shipped_schemas()
PAGES = reference_pages(SCHEMAS)
HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)
LINK = re.compile(r"\]\(#([^)]*)\)")


@pytest.mark.parametrize("path", sorted(PAGES))
def test_a_made_page_is_current(path):
    """What is committed is what would be made now."""
    committed = (REFERENCE / path).read_text("utf-8") if (REFERENCE / path).exists() else "nothing"

    assert PAGES[path] == committed, f"run `{COMMAND}` to bring `docs/reference/{path}` up to date"


def test_a_kind_that_has_gone_has_no_page():
    """Nothing stands among the made pages that is not made any more."""
    standing = {str(path.relative_to(REFERENCE)) for path in (REFERENCE / "kinds").rglob("*") if path.is_file()}

    assert {path for path in PAGES if path.startswith("kinds/")} == standing, f"run `{COMMAND}`, and remove the rest"


@pytest.mark.parametrize("path", sorted(path for path in PAGES if path.endswith(".md")))
def test_links_inside_a_page_lead_to_a_heading(path):
    """Tables of inner mappings are found by their links, and each heading is there once."""
    headings = [slug(heading) for heading in HEADING.findall(PAGES[path])]

    assert set(LINK.findall(PAGES[path])) <= set(headings)
    assert len(set(headings)) == len(headings)


@pytest.mark.parametrize("kind", sorted(set(SCHEMAS) - {"document"}))
def test_every_field_of_a_kind_is_on_its_page(kind):
    """A field in the schema is a line of a table, with its meaning."""
    root = json.loads(SCHEMAS[kind])
    fields = {
        (path.rpartition("/")[2], resolved(part, root)["description"].partition(" Default `")[0].replace("|", "\\|"))
        for path, part in parts(root)
        if path.rpartition("/")[0].endswith("/properties")
    }
    lines = PAGES[f"kinds/{kind}.md"].splitlines()

    assert [] == [
        name
        for name, text in fields
        if not any(line.startswith(f"| `{name}` |") and f"| {text} |" in line for line in lines)
    ]


def test_every_fact_is_on_the_page():
    """With its record, as an expression writes it."""
    names = [f"`{record}.{name}`" for record, kind in CALL_AND_ENDPOINT.items() for name in kind.fields]

    assert [] == [name for name in names if f"| {name} |" not in PAGES["facts.md"]]
