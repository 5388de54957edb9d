"""`fairlane test` and gates, on the directories that are shipped and on a running gateway."""

import asyncio
import json
import re
import shutil
from pathlib import Path
from xml.etree import ElementTree as ET

import aiohttp
import pytest

from proxy.cli.main import main
from proxy.config.sources.files import read_files
from tests.support.configs import QUICKSTART, ROOT

BOUND = "certifications: [hipaa_baa]"
"""A line of the quickstart's policies that leaves a lane; with another certification it leaves none."""


def has_cases(folder: Path) -> bool:
    """Say whether *folder* states cases."""
    return any(b"kind: cases" in file.text for file in read_files([str(folder)]))


def folders() -> list[Path]:
    """Return every example, and the shipped policies that have cases."""
    examples = [path for path in sorted((ROOT / "examples").iterdir()) if path.is_dir()]
    policies = [path for path in sorted((ROOT / "policies").iterdir()) if path.is_dir() and has_cases(path)]
    return examples + policies


@pytest.fixture
def quickstart(tmp_path):
    """A copy of the quickstart to be changed."""
    return Path(shutil.copytree(QUICKSTART, tmp_path / "config"))


def edit(folder: Path, before: str, after: str) -> None:
    """Change the policies of *folder*."""
    file = folder / "policies.yaml"
    text = file.read_text()
    assert before in text
    file.write_text(text.replace(before, after))


@pytest.mark.parametrize("folder", folders(), ids=lambda path: str(path.relative_to(ROOT)))
def test_what_is_shipped_passes_its_own_cases_and_covers_its_policies(folder, capsys):
    """Nobody should start from policies that are not tested; the models that their fallbacks name are the catalogue's."""
    beside = [str(ROOT / "policies" / "catalog")] if folder.parent.name == "policies" else []

    assert 0 == main(["test", str(folder), *beside, "--min-coverage", "100"]), capsys.readouterr()


def test_the_example_of_the_reference_runs(quickstart, capsys):
    """What the documentation shows is what the program takes."""
    (example,) = re.findall(r"```yaml\n(.*?)```", (ROOT / "docs/reference/cases.md").read_text(), re.DOTALL)
    (quickstart / "house-rules.yaml").write_text(example)

    assert 0 == main(["test", str(quickstart), "--filter", "^(house-rules|no-training-alone)/"]), capsys.readouterr()
    assert 0 == main(["validate", str(quickstart)])


def test_a_failing_case_is_told_with_its_reason(quickstart, capsys):
    """Exit 2; for people, for programs and for a CI system."""
    edit(quickstart, "processing: [eu, ch]", "processing: [eu]")
    junit = quickstart.parent / "cases.xml"
    codes = [
        main(["test", str(quickstart), "--junit", str(junit)]),
        main(["test", str(quickstart), "--format", "json"]),
    ]
    told, row = capsys.readouterr().out.rsplit("\n", 2)[:2]
    suites = ET.parse(junit).getroot()  # noqa: S314 - the document is our own

    assert [2, 2] == codes
    assert f"FAILS  patient-data/stays in Europe ({quickstart}/cases.yaml:12:5)" in told
    assert 'policies.yaml:12:15: `endpoint.processing` is ["CH"]' in told
    assert ["2"] == [suites.get("failures")]
    assert ["lane"] == [each["field"] for each in json.loads(row)["cases"][0]["failures"]]


def test_coverage_below_the_minimum_is_a_no(quickstart, capsys):
    """Though all cases hold; what was not seen is listed."""
    code = main(["test", str(quickstart), "--filter", "stays in Europe", "--min-coverage", "90"])
    told = capsys.readouterr().out

    assert 2 == code
    assert "1 of 1 cases hold; coverage " in told
    assert "not seen: `phi-stays-in-europe`: a call that it is not about" in told


def test_no_cases_are_a_no_with_the_first_one_to_write(quickstart, capsys):
    """What is printed can be put into a file, and then there is one."""
    (quickstart / "cases.yaml").unlink()
    code = main(["test", str(quickstart)])
    hint = capsys.readouterr().err
    (quickstart / "first.yaml").write_text(hint.partition("\n\n")[2])

    assert (2, 0) == (code, main(["test", str(quickstart)]))
    assert 2 == main(["test", str(quickstart), "--filter", "no-such-case"])


def test_a_directory_that_does_not_build_is_invalid(quickstart, capsys):
    """The stages are those of every other command; a name in a case is one of them."""
    (quickstart / "more.yaml").write_text("kind: cases\nid: more\ncases: [{name: c, key: helth, request: fast}]\n")

    assert 3 == main(["test", str(quickstart)])
    assert "unknown key `helth`" in capsys.readouterr().err


def test_a_failing_gate_keeps_a_directory_from_being_valid_and_can_be_explained(quickstart, capsys):
    """`validate` is the reload path; `explain` shows what is wrong, whatever the gates say."""
    edit(quickstart, BOUND, "certifications: [c5]")
    code = main(["validate", str(quickstart)])
    problems = capsys.readouterr().err

    assert (3, True) == (
        code,
        f"{quickstart}/cases.yaml:12:5: error FL007: the gate `patient-data/stays in Europe` fails" in problems,
    )
    assert 2 == main(["explain", "--config", str(quickstart), "--case", "patient-data/stays in Europe"])
    assert "phi-stays-in-europe" in capsys.readouterr().out


def test_a_case_that_is_not_there_is_answered_with_the_nearest(capsys):
    """A typing error in a name is found at once."""
    assert 3 == main(["explain", "--config", str(QUICKSTART), "--case", "patient-data/stays in Erope"])
    assert "did you mean `patient-data/stays in Europe`?" in capsys.readouterr().err


async def ready(running, session) -> dict:
    """Return what the operator's probe says."""
    async with session.get(f"{running.admin}/readyz") as answer:
        return await answer.json()


async def until(running, session, is_so) -> dict:
    """Return what the probe says once *is_so* is true of it, or after five seconds."""
    for _ in range(500):
        state = await ready(running, session)
        if is_so(state):
            break
        await asyncio.sleep(0.01)
    return state


async def test_an_edit_that_breaks_a_gate_changes_nothing_and_says_which(running):
    """A running gateway keeps its revision, and the operator sees the case, its place and the reason."""
    async with aiohttp.ClientSession() as session:
        before = await ready(running, session)
        edit(running.config, BOUND, "certifications: [c5]")
        broken = await until(running, session, lambda state: state["problems"])
        edit(running.config, "certifications: [c5]", BOUND)
        mended = await until(running, session, lambda state: not state["problems"])

    assert (before["revision"], "failed") == (broken["revision"], broken["reload"])
    assert any(
        "cases.yaml:12:5: the gate `patient-data/stays in Europe` fails" in problem and "policies.yaml:14:" in problem
        for problem in broken["problems"]
    )
    assert (before["revision"], "ok") == (mended["revision"], mended["reload"])
