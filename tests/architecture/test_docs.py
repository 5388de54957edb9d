"""Documents that point somewhere point to something."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LINK = re.compile(r"\]\((?!https?:)([^)#]+)")
PATH = re.compile(r"`(proxy|docs|tests|policies|schemas|examples)(/[\w./-]+)`")


def documents() -> list[Path]:
    """Return every Markdown file."""
    return [ROOT / "README.md", *sorted(ROOT.glob("docs/**/*.md")), *sorted(ROOT.glob("examples/**/*.md"))]


@pytest.mark.parametrize("document", documents(), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_somewhere(document):
    """A link inside the repository names a file that is there."""
    links = LINK.findall(document.read_text())

    assert [] == [link for link in links if not (document.parent / link).exists()]


@pytest.mark.parametrize("source", sorted((ROOT / "proxy").rglob("*.py")), ids=lambda path: path.name)
def test_every_file_named_in_a_docstring_exists(source):
    """A docstring that sends its reader to another file sends them to one that exists; `proxy/share` does in a wheel."""
    named = {"".join(found) for found in PATH.findall(source.read_text())}

    assert set() == {name for name in named if not (ROOT / name).exists() and not name.startswith("proxy/share")}


def test_the_readme_has_its_two_commands():
    """One command runs the demo and one passes the tests; the pipeline runs both as they stand."""
    commands = [line for line in (ROOT / "README.md").read_text().splitlines() if line.startswith("python3 -m venv")]

    assert ["fairlane demo", "-m pytest"] == [
        re.search(r"(fairlane demo|-m pytest)$", line).group() for line in commands
    ]
