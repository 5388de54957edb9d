"""Every mistake that we know of, with the problems it gives: `bad/<name>.yaml` and `bad/<name>.problems`."""

from pathlib import Path

import pytest

from proxy.config.source import SourceFile
from proxy.config.sources.shipped import shipped_schemas
from proxy.errors import InvalidConfiguration, SecretUnavailable
from tests.support.snapshots import build_snapshot

BAD = Path(__file__).parent / "bad"


def no_secrets(reference):
    """Stand for a machine that has no secret at all."""
    raise SecretUnavailable(f"`{reference}` is not here")


def problems_of(*files: SourceFile) -> list[str]:
    """Return what a build says about *files*."""
    with pytest.raises(InvalidConfiguration) as caught:
        build_snapshot(files, schemas=shipped_schemas(), secret=no_secrets, today="2026-11-23")
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize("path", sorted(BAD.glob("*.yaml")), ids=lambda path: path.stem)
def test_a_mistake_is_named_with_its_place_and_the_way_out(path):
    """All problems of a stage are reported, each at the line and column that has to change."""
    actual = problems_of(SourceFile(path=path.name, text=path.read_bytes()))
    expected = path.with_suffix(".problems").read_text().splitlines()

    assert expected == actual


def test_no_mistake_repeats_a_secret():
    """What may be a secret is never in a message, or it would be in every log."""
    texts = "".join(path.read_text() for path in BAD.glob("*.problems"))

    assert [] == [secret for secret in ("sk-live", "fl-live", "hunter2", "1234567890") if secret in texts]


def test_a_file_of_10_megabytes_is_refused_unread():
    """A file over the limit is one problem, whatever stands in it."""
    big = SourceFile(path="big.yaml", text=b"kind: [\n" + b"# \xff\n" * 2_500_000)

    assert ["big.yaml:1:1: the file is larger than 1 MiB (split it; the layout of files is free)"] == problems_of(big)


def test_deep_nesting_is_a_problem_and_no_crash():
    """A hundred thousand brackets cost a comparison each and no stack."""
    deep = SourceFile(path="deep.yaml", text=b"[" * 100_000)

    assert ["deep.yaml:1:33: nested deeper than 32 levels"] == problems_of(deep)


def test_files_do_not_hide_each_others_problems():
    """Every file is looked at in a stage, and problems come in the order of files and lines."""
    files = [SourceFile(path=name, text=b"kind: modle\n") for name in ("b.yaml", "a.yaml")]

    assert [
        "a.yaml:1:7: unknown kind `modle` (did you mean `model`?)",
        "b.yaml:1:7: unknown kind `modle` (did you mean `model`?)",
    ] == problems_of(*files)


def test_a_stage_with_problems_is_the_last():
    """What follows from an earlier problem is not reported beside it."""
    broken = SourceFile(path="a.yaml", text=b"kind: [\n")
    misspelt = SourceFile(path="b.yaml", text=b"kind: modle\n")

    assert ["a.yaml"] == [line.partition(":")[0] for line in problems_of(broken, misspelt)]
