"""The codes of problems, and the pages that explain them."""

import re
from pathlib import Path

import pytest

from proxy.config.codes import Code, Severity
from tests.support.problems import blocks_of, problems_of_example

ROOT = Path(__file__).parents[3]
PAGES = ROOT / "docs" / "reference" / "problems"


def row(code: Code) -> str:
    """Return the line of the index that *code* should have."""
    return f"| [{code}]({code}.md) | {code.severity} | {code.heading} | {code.meaning} |"


def test_a_code_is_its_number():
    """What programs read is the code; the words about it may become better."""
    assert ("FL005", "FL005") == (str(Code.CEL), Code("FL005").value)


@pytest.mark.parametrize("code", Code)
def test_errors_and_warnings_are_told_apart_by_number(code):
    """Below 100 nothing is built; from 100 on it is, with a warning."""
    assert re.fullmatch(r"FL\d{3}", code)
    assert (Severity.ERROR if int(code[2:]) < 100 else Severity.WARNING) is code.severity


def test_the_index_has_every_code_and_no_other():
    """A code without a page explains nothing, and a page without a code misleads."""
    rows = [line for line in (PAGES / "README.md").read_text().splitlines() if line.startswith("| [")]

    assert [row(code) for code in Code] == rows
    assert {f"{code}.md" for code in Code} | {"README.md"} == {path.name for path in PAGES.iterdir()}


@pytest.mark.parametrize("code", Code)
def test_a_page_says_what_the_table_says(code):
    """The words of a code stand in one place and are repeated, not reworded."""
    page = (ROOT / code.page).read_text()

    assert page.startswith(f"# {code}: {code.heading}\n\n{code.meaning} ")
    assert ("An error: " if code.severity is Severity.ERROR else "A warning: ") in page
    assert "\n## What to do\n" in page


@pytest.mark.parametrize("code", Code)
def test_the_example_on_a_page_gives_the_message_on_it(code):
    """An example that does something else is worse than none."""
    page = (ROOT / code.page).read_text()

    assert blocks_of(page)["text"].splitlines() == problems_of_example(page, code)
