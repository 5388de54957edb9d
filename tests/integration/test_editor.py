"""The schemas in a real editor's hands: yaml-language-server, which VS Code and others run, over standard input and output."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from proxy.cli.vscode import write_setup
from proxy.config.sources.shipped import shipped_schemas
from tests.support.languageserver import editor

ROOT = Path(__file__).parents[2]
SHIPPED = sorted((ROOT / "examples" / "quickstart").glob("*.yaml"))
PACKAGE = "yaml-language-server@1.25.0"
NO_STORE = {"yaml.schemaStore.enable": False}
"""No look at the public catalogue of schemas."""

MODELINE = "# yaml-language-server: $schema=.vscode/fairlane/policy.json\n"
POLICY = """\
kind: policy
id: phi
title: Patient data stays in Europe
scope: acme
mode: enforce
require:
  retention_days: 0
prefer: {}
"""
UNFINISHED = POLICY.replace("prefer: {}", "prefer:\n  sort: ")
MISTAKES = """\
kind: policy
id: Phi
title: A rule
scope: acme
requires: {}
"""
EXAMPLES = {
    "gateway": "kind: gateway\nlimits: {body: 10MB}\n",
    "team": "kind: team\nscope: acme\nmodels: ['openai/*']\nlabels: {cost_center: '4711'}\n",
    "alias": "kind: alias\nid: fast\nmodel: openai/gpt-oss-120b\n",
}


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """How the language server is started; skips where there is none."""
    if found := shutil.which("yaml-language-server"):
        return [found, "--stdio"]
    npm = shutil.which("npm")
    if npm is None or not shutil.which("node") or os.environ.get("CI") != "true":
        pytest.skip(f"no yaml-language-server on the PATH: `npm install --global {PACKAGE}`, or CI=true with npm")
    folder = tmp_path_factory.mktemp("npm")
    ended = subprocess.run(
        [npm, "install", "--no-audit", "--no-fund", "--prefix", str(folder), PACKAGE],
        capture_output=True,
        text=True,
        timeout=50,
        check=False,
    )
    if ended.returncode:
        pytest.skip(f"npm cannot install {PACKAGE}: {ended.stderr.splitlines()[-1:]}")
    return [str(folder / "node_modules" / ".bin" / "yaml-language-server"), "--stdio"]


@pytest.fixture(scope="module")
def opened(server, tmp_path_factory):
    """An editor in a folder that `fairlane schema --write` has set up."""
    folder = tmp_path_factory.mktemp("configuration")
    write_setup(folder, shipped_schemas(), None)
    settings = json.loads((folder / ".vscode" / "settings.json").read_text())
    files = {
        "policy": POLICY,
        "unfinished": UNFINISHED,
        "modeline": MODELINE + POLICY,
        "mistakes": MISTAKES,
        **EXAMPLES,
    }
    files["both"] = f"{POLICY}---\n{EXAMPLES['team']}"
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text)
    with editor(server, folder, settings | NO_STORE) as started:
        yield started


@pytest.mark.parametrize(("name", "line"), [("policy.yaml", 6), ("modeline.yaml", 7)])
def test_hovering_over_a_key_says_what_it_means(opened, name, line):
    """By the written settings, and by a modeline that names one schema."""
    opened.open(name)

    assert "keeps prompts and answers for at most so many days" in opened.hover(name, line, 4)


def test_completion_offers_the_values_of_a_field(opened):
    """The values that the schema lists, and no others."""
    opened.open("unfinished.yaml")

    assert {"price", "id"} <= set(opened.complete("unfinished.yaml", 8, 8))


def test_completion_offers_the_fields_that_are_left(opened):
    """A key that stands already is not offered again."""
    opened.open("team.yaml")
    offered = opened.complete("team.yaml", 4, 0)

    assert {"tags", "keys", "title"} <= set(offered)
    assert "scope" not in offered


def test_a_mistake_is_shown_where_it_stands(opened):
    """An id with a capital, and a key that nobody knows."""
    found = {(each["range"]["start"]["line"], each["message"]) for each in opened.open("mistakes.yaml")}

    assert (1, "write an id in lower case letters, digits, `.`, `_` and `-`") in found
    assert {1, 4} == {line for line, _ in found}


@pytest.fixture(scope="module")
def checkout(server):
    """An editor in this repository, whose documents name their schemas themselves."""
    with editor(server, ROOT, NO_STORE) as started:
        yield started


@pytest.mark.parametrize("name", [*EXAMPLES, "policy", "both"])
def test_a_good_document_is_fine(opened, name):
    """Of any kind, and several of them in one file: what the editor underlines, the loader refuses."""
    assert [] == opened.open(f"{name}.yaml")


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_a_shipped_document_is_fine(checkout, path):
    """What people copy from has a modeline that leads to its schema, and nothing underlined."""
    name, lines = str(path.relative_to(ROOT)), path.read_text().splitlines()

    assert [] == checkout.open(name)
    assert "What this document is" in checkout.hover(
        name, next(at for at, line in enumerate(lines) if line.startswith("kind:")), 1
    )
