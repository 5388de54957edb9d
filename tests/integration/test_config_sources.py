"""The edges of configuration against a real file system: reading, links, bounds, changes, secrets, shipped folders."""

import asyncio
import os
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from proxy.catalog.secret import Secret
from proxy.config.source import revision_of
from proxy.config.sources import files as files_module
from proxy.config.sources.files import read_files
from proxy.config.sources.secrets import read_secret
from proxy.config.sources.shipped import shipped, shipped_schemas
from proxy.config.sources.watch import changes
from proxy.errors import InvalidConfiguration, SecretUnavailable
from tests.support.snapshots import build_snapshot

NOTICED = 0.5
"""Seconds in which an edit must be seen, poll or no poll."""

RARELY = 30.0
"""A poll that no test waits for, so that what is seen is seen by events."""


def names(*paths: Path | str) -> list[str]:
    """Return how the files below *paths* are called."""
    return [file.path for file in read_files([str(path) for path in paths])]


def problems(*paths: Path | str) -> list[str]:
    """Return why *paths* cannot be read."""
    with pytest.raises(InvalidConfiguration) as caught:
        read_files([str(path) for path in paths])
    return [str(problem) for problem in caught.value.problems]


def mount(folder: Path, revision: str, text: str) -> None:
    """Write a ConfigMap's revision as the kubelet does: a hidden folder, then one rename of the link to it."""
    (folder / revision).mkdir(parents=True)
    (folder / revision / "policy.yaml").write_text(text)
    (folder / "..data_tmp").symlink_to(revision)
    (folder / "..data_tmp").rename(folder / "..data")
    if not (folder / "policy.yaml").is_symlink():
        (folder / "policy.yaml").symlink_to("..data/policy.yaml")


def test_yaml_files_are_found_at_any_depth_and_hidden_ones_are_not(tmp_path):
    """Only what an author sees in a listing is configuration."""
    for name in ("a.yaml", "sub/b.yml", "sub/deep/c.yaml", ".hidden.yaml", ".git/d.yaml", "notes.md", "e.yaml~"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("kind: model\n")

    assert [f"{tmp_path}/{name}" for name in ("a.yaml", "sub/b.yml", "sub/deep/c.yaml")] == names(tmp_path)


def test_paths_are_called_as_the_user_called_them(tmp_path, monkeypatch):
    """A message names a file so that it can be opened from where the command ran."""
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "a.yaml").write_text("")
    monkeypatch.chdir(tmp_path)

    assert [["rules/a.yaml"], ["rules/a.yaml"], ["./rules/a.yaml"], ["rules/a.yaml"]] == [
        names("rules"),
        names("rules/"),
        names("./rules"),
        names("rules/a.yaml"),
    ]


def test_several_paths_are_read_and_no_file_twice(tmp_path):
    """Overlapping paths and links lead to one reading of a file."""
    (tmp_path / "a.yaml").write_text("")
    (tmp_path / "link.yaml").symlink_to("a.yaml")
    (tmp_path / "again").symlink_to(".")

    assert [f"{tmp_path}/a.yaml"] == names(tmp_path, tmp_path / "a.yaml")


def test_a_config_map_is_read_once_through_its_link(tmp_path):
    """The hidden revisions, old and new, are not configuration of their own."""
    mount(tmp_path, "..2026_1", "kind: one\n")
    mount(tmp_path, "..2026_2", "kind: two\n")

    assert [(f"{tmp_path}/policy.yaml", b"kind: two\n")] == [
        (file.path, file.text) for file in read_files([str(tmp_path)])
    ]


def test_what_cannot_be_read_is_a_problem(tmp_path):
    """A missing directory, an empty one and a broken link are said by name, all at once."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "a.yaml").symlink_to("nowhere.yaml")

    assert [
        f"{tmp_path}/broken/a.yaml:1:1: cannot be read: no such file or directory",
        f"{tmp_path}/empty:1:1: there is no `.yaml` or `.yml` file here",
        f"{tmp_path}/none:1:1: cannot be read: no such file or directory",
    ] == problems(*(tmp_path / name for name in ("none", "empty", "broken")))


def test_a_pipe_is_not_waited_for(tmp_path):
    """Only regular files are read; a pipe would never end."""
    os.mkfifo(tmp_path / "a.yaml")
    (tmp_path / "b.yaml").write_text("")

    assert [f"{tmp_path}/b.yaml"] == names(tmp_path)


def test_the_number_of_files_is_bounded(tmp_path, monkeypatch):
    """A path that was meant otherwise must not fill the memory."""
    for name in "abc":
        (tmp_path / f"{name}.yaml").write_text("")
    monkeypatch.setattr(files_module, "MAX_FILES", 3)
    within = len(names(tmp_path))
    monkeypatch.setattr(files_module, "MAX_FILES", 2)

    assert (3, [f"{tmp_path}:1:1: there are more than 2 files here"]) == (within, problems(tmp_path))


def test_the_size_of_all_files_is_bounded(tmp_path):
    """The bound is on what is read, not on what a file system says."""
    for number in range(5):
        with (tmp_path / f"{number}.yaml").open("wb") as file:
            file.truncate(13 * 1024 * 1024)

    assert [f"{tmp_path}:1:1: the files here are larger than 64 MiB together"] == problems(tmp_path)


@asynccontextmanager
async def watching(*paths: Path, poll: float = RARELY):
    """Watch *paths*; yield a function that waits for the next reading."""
    readings = changes([str(path) for path in paths], poll=poll)

    async def following(seconds: float = NOTICED):
        async with asyncio.timeout(seconds):
            return await anext(readings)

    try:
        yield following
    finally:
        await readings.aclose()


def texts(reading) -> list[bytes]:
    """Return the texts of a reading."""
    return [file.text for file in reading]


async def test_the_first_reading_comes_at_once(tmp_path):
    """Who watches without knowing anything is told what there is."""
    (tmp_path / "a.yaml").write_text("one")
    async with watching(tmp_path) as following:
        assert [b"one"] == texts(await following())


async def test_an_edit_is_noticed_within_half_a_second(tmp_path):
    """In place, by a rename over it, in a new file and in a new folder, one after the other."""
    path = tmp_path / "a.yaml"
    path.write_text("one")
    async with watching(tmp_path) as following:
        await following()
        path.write_text("two")
        edited = texts(await following())
        (tmp_path / "a.tmp").write_text("three")
        (tmp_path / "a.tmp").rename(path)
        renamed = texts(await following())
        (tmp_path / "sub").mkdir()
        (tmp_path / "sub" / "b.yaml").write_text("four")
        added = texts(await following())

    assert ([b"two"], [b"three"], [b"three", b"four"]) == (edited, renamed, added)


async def test_a_config_map_is_followed_through_every_swap(tmp_path):
    """A watch on the file would see the first swap and no other."""
    mount(tmp_path, "..2026_0", "swap 0")
    async with watching(tmp_path) as following:
        await following()
        seen = []
        for number in (1, 2, 3):
            mount(tmp_path, f"..2026_{number}", f"swap {number}")
            seen += texts(await following())

    assert [b"swap 1", b"swap 2", b"swap 3"] == seen


async def test_a_directory_that_a_link_points_to_anew_is_followed(tmp_path):
    """git-sync swaps the link above the files; afterwards the new directory is the one that is watched."""
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.yaml").write_text(name)
    current = tmp_path / "current"
    current.symlink_to("one")
    async with watching(current, poll=0.1) as following:
        await following()
        (tmp_path / "next").symlink_to("two")
        (tmp_path / "next").rename(current)
        swapped = texts(await following())
        (tmp_path / "two" / "a.yaml").write_text("edited")
        edited = texts(await following())

    assert ([b"two"], [b"edited"]) == (swapped, edited)


async def test_a_touch_without_a_change_is_nothing(tmp_path):
    """What counts is the content; the next real edit is the next reading."""
    path = tmp_path / "a.yaml"
    path.write_text("one")
    async with watching(tmp_path) as following:
        await following()
        path.touch()
        (tmp_path / "notes.md").write_text("not configuration")
        path.write_text("one")
        with pytest.raises(TimeoutError):
            await following(0.3)


async def test_a_known_revision_is_not_told_again(tmp_path):
    """Who has built a revision waits for the next one."""
    path = tmp_path / "a.yaml"
    path.write_text("one")
    known = revision_of(read_files([str(tmp_path)]))
    readings = changes([str(tmp_path)], known=known, poll=RARELY)
    waiting = asyncio.ensure_future(anext(readings))
    done, _ = await asyncio.wait([waiting], timeout=0.2)
    path.write_text("two")
    async with asyncio.timeout(NOTICED):
        reading = await waiting
    await readings.aclose()

    assert (set(), [b"two"]) == (done, texts(reading))


async def test_what_cannot_be_read_is_told_and_then_followed(tmp_path):
    """A directory that goes away for a moment is reported, not fatal."""
    folder = tmp_path / "rules"
    folder.mkdir()
    (folder / "a.yaml").write_text("one")
    async with watching(folder, poll=0.1) as following:
        await following()
        folder.rename(tmp_path / "away")
        lost = await following()
        (tmp_path / "away").rename(folder)
        found = texts(await following())

    assert (True, [b"one"]) == (isinstance(lost, InvalidConfiguration), found)


async def test_a_single_file_is_followed_through_renames(tmp_path):
    """Its directory is watched, for the file itself is another one after a rename."""
    path = tmp_path / "a.yaml"
    path.write_text("one")
    async with watching(path) as following:
        await following()
        seen = []
        for text in ("two", "three"):
            (tmp_path / "next").write_text(text)
            (tmp_path / "next").rename(path)
            seen += texts(await following())

    assert [b"two", b"three"] == seen


def test_a_secret_comes_from_the_environment(monkeypatch):
    """The last line break is the shell's, not the secret's."""
    monkeypatch.setenv("FAIRLANE_TEST_SECRET", "s3cret\n")

    assert Secret("s3cret", reference="env:FAIRLANE_TEST_SECRET") == read_secret("env:FAIRLANE_TEST_SECRET")


def test_a_secret_comes_from_a_file(tmp_path):
    """Mounted secrets end with a line break or not."""
    (tmp_path / "key").write_text("s3cret\r\n")

    assert Secret("s3cret", reference=f"file:{tmp_path}/key") == read_secret(f"file:{tmp_path}/key")


@pytest.mark.parametrize("content", [None, b"", b"\n", b"\xff", b"x" * 70_000])
def test_a_secret_that_is_none_is_unavailable(tmp_path, content):
    """An empty credential would be sent as one."""
    if content is not None:
        (tmp_path / "key").write_bytes(content)

    with pytest.raises(SecretUnavailable, match=str(tmp_path)):
        read_secret(f"file:{tmp_path}/key")


def test_a_variable_that_is_not_set_is_unavailable(monkeypatch):
    """The message names it, so that the operator can set it."""
    monkeypatch.delenv("FAIRLANE_TEST_SECRET", raising=False)

    with pytest.raises(SecretUnavailable, match="the environment variable `FAIRLANE_TEST_SECRET` is not set"):
        read_secret("env:FAIRLANE_TEST_SECRET")


def test_the_quickstart_loads_without_a_problem():
    """The example that everybody copies is right."""
    quickstart = read_files([str(shipped("examples") / "quickstart")])
    snapshot = build_snapshot(
        quickstart,
        schemas=shipped_schemas(),
        secret=lambda reference: Secret("x", reference=reference),
        today="2026-11-23",
    )

    assert (6, 2, 3) == (len(snapshot.catalog.endpoints), len(snapshot.principals), len(snapshot.catalog.models))
