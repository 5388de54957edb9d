"""VS Code's settings: what is there stays, what is ours comes once."""

import json

import pytest

from proxy.cli.vscode import DISPATCH, EXTENSION, Unmergeable, merge_extensions, merge_settings, write_setup

SCHEMAS = {"document": "{}\n", "policy": '{"title": "Policy"}\n'}
THEIRS = """\
{
  "editor.tabSize": 2,
  "yaml.schemas": {
    "https://json.schemastore.org/github-workflow.json": ".github/workflows/*.yaml"
  }
}
"""


@pytest.fixture
def settings(tmp_path):
    """Where settings would be."""
    return tmp_path / "settings.json"


def test_a_folder_is_set_up(tmp_path):
    """Every schema as a file, the dispatching one for every document, and the extension that reads it."""
    written = write_setup(tmp_path, SCHEMAS, None)
    home = tmp_path / ".vscode"

    assert [home / "fairlane/document.json", home / "fairlane/policy.json"] == list(written[:2])
    assert SCHEMAS["policy"] == (home / "fairlane/policy.json").read_text()
    assert {"yaml.schemas": {DISPATCH: "**/*.yaml"}} == json.loads((home / "settings.json").read_text())
    assert {"recommendations": [EXTENSION]} == json.loads((home / "extensions.json").read_text())
    assert (tmp_path / DISPATCH).exists()


def test_a_second_time_changes_nothing(tmp_path):
    """Not a byte, also not of files that somebody else has indented."""
    (tmp_path / ".vscode").mkdir()
    (tmp_path / ".vscode" / "settings.json").write_text(THEIRS)
    once = {path: path.read_bytes() for path in write_setup(tmp_path, SCHEMAS, None)}

    assert once == {path: path.read_bytes() for path in write_setup(tmp_path, SCHEMAS, None)}


def test_what_stands_in_a_file_stays(settings):
    """Other settings, other schemas, their order and the indentation."""
    settings.write_text(THEIRS)

    ours = f'workflows/*.yaml",\n    "{DISPATCH}": "**/*.yaml"\n'

    assert THEIRS.replace('workflows/*.yaml"\n', ours) == merge_settings(settings, None)


def test_other_recommendations_stay(settings):
    """A list is added to, once."""
    settings.write_text('{"recommendations": ["ms-python.python"], "unwantedRecommendations": []}')
    merged = merge_extensions(settings)
    settings.write_text(merged)

    assert {"recommendations": ["ms-python.python", EXTENSION], "unwantedRecommendations": []} == json.loads(merged)
    assert merged == merge_extensions(settings)


def test_a_glob_that_was_chosen_stays_until_another_is(settings):
    """Whoever narrowed our entry is not overruled by the default."""
    settings.write_text(merge_settings(settings, "policies/**/*.yaml"))

    assert {DISPATCH: "policies/**/*.yaml"} == json.loads(merge_settings(settings, None))["yaml.schemas"]
    assert {DISPATCH: "*.yaml"} == json.loads(merge_settings(settings, "*.yaml"))["yaml.schemas"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('{"a": 1} // mine', "has comments"),
        ('{"a": 1,}', "no plain JSON"),
        ('{"a": 1, "a": 2}', "no plain JSON"),
        ("[]", "is no JSON object"),
        ('{"yaml.schemas": []}', "`yaml.schemas` that is no JSON object"),
    ],
)
def test_a_file_that_would_lose_something_is_refused(settings, text, reason):
    """The error names the file and carries what to paste."""
    settings.write_text(text)
    with pytest.raises(Unmergeable, match=reason) as refused:
        merge_settings(settings, "a.yaml")

    assert str(settings) in str(refused.value)
    assert {"yaml.schemas": {DISPATCH: "a.yaml"}} == json.loads(refused.value.paste)


def test_a_refusal_writes_nothing(tmp_path):
    """Half a set-up would work in one place and not in the other."""
    (tmp_path / ".vscode").mkdir()
    (tmp_path / ".vscode" / "extensions.json").write_text('{"recommendations": {}}')
    with pytest.raises(Unmergeable, match="no list"):
        write_setup(tmp_path, SCHEMAS, None)

    assert ["extensions.json"] == [path.name for path in (tmp_path / ".vscode").iterdir()]


def test_an_empty_file_is_an_empty_object(settings):
    """As the editor itself reads it."""
    settings.write_text("\n")

    assert {"yaml.schemas": {DISPATCH: "**/*.yaml"}} == json.loads(merge_settings(settings, None))
