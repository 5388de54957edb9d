"""The command as people run it: what it prints, what it exits with."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BODY = '{"model": "openai/gpt-oss-120b", "messages": [{"role": "user", "content": "hi"}]}'


def fairlane(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess:
    """Run one command to its end."""
    return subprocess.run(
        [sys.executable, "-m", "proxy", *arguments],
        cwd=ROOT,
        input=stdin,
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )


@pytest.fixture(scope="module")
def demo():
    """What the demo said, for programs."""
    ended = fairlane("demo", "--once", "--format", "json", "--port", "0", "--admin-port", "0")
    assert (0, "") == (ended.returncode, ended.stderr)
    return json.loads(ended.stdout)["calls"]


def test_the_demo_keeps_patient_data_in_europe(demo):
    """The PHI call's lane has European endpoints that keep nothing, and every other is out by name and line."""
    lane = [each["endpoint"] for each in demo[0]["explanation"]["lane"]]
    out = {each["endpoint"]: each["policy"] for each in demo[0]["explanation"]["removed"]}

    assert (["nordlys-gpt-oss", "alpenhost-gpt-oss"], "nordlys-gpt-oss") == (lane, demo[0]["endpoint"])
    assert {"atlantic-gpt-oss", "bargain-gpt-oss"} == set(out)
    assert all("policies.yaml:" in each["place"] for each in demo[0]["explanation"]["removed"])


def test_the_demo_is_thrifty_where_it_may_be(demo):
    """The same model costs the web team less, though the cheapest host stays out because its facts are unknown."""
    assert ("atlantic-gpt-oss", True) == (demo[1]["endpoint"], demo[1]["cost_usd"] < demo[0]["cost_usd"])
    assert {"bargain-gpt-oss"} == {each["endpoint"] for each in demo[1]["explanation"]["removed"]}


def test_the_demo_shows_a_refusal(demo):
    """A call that has nowhere to go is told why."""
    assert (403, "phi-stays-in-europe") == (demo[2]["status"], demo[2]["error"]["policy"])


def test_the_demo_shows_an_outage(demo):
    """The first endpoint is down and the second answers, inside the same lane."""
    assert (200, "alpenhost-gpt-oss") == (demo[3]["status"], demo[3]["endpoint"])


def test_the_demo_streams(demo):
    """The streamed call has text, usage and a price."""
    assert demo[4]["text"]
    assert demo[4]["cost_usd"] > 0


def test_the_demo_speaks_to_people():
    """Without a terminal there are no colour codes, and each scene names endpoint and cost."""
    ended = fairlane("demo", "--once", "--port", "0", "--admin-port", "0")

    assert 0 == ended.returncode
    assert "\x1b[" not in ended.stdout
    assert ended.stdout.count("endpoint ") >= 4
    assert "Patient data stays in Europe" in ended.stdout


@pytest.mark.parametrize("directory", ["examples/quickstart", "policies/catalog"])
def test_what_is_shipped_is_valid(directory):
    """Examples and catalogue build without a problem."""
    ended = fairlane("validate", directory)

    assert (0, "") == (ended.returncode, ended.stderr)
    assert ended.stdout.startswith("ok: revision ")


@pytest.fixture
def misspelt(tmp_path):
    """A directory with one mistake."""
    (tmp_path / "policy.yaml").write_text("kind: policy\nid: p\ntitle: A rule\nscop: acme\nscope: acme\n")
    return tmp_path


def test_a_problem_is_listed_with_its_line(misspelt):
    """People see place, code, hint and the line itself on standard error."""
    ended = fairlane("validate", str(misspelt))

    assert (3, "") == (ended.returncode, ended.stdout)
    assert [
        f"{misspelt}/policy.yaml:4:1: error FL003: unknown key `scop` (did you mean `scope`?)",
        "    scop: acme",
        "    ^",
    ] == ended.stderr.splitlines()


@pytest.mark.parametrize(
    ("form", "read"),
    [
        ("json", lambda text: json.loads(text)["problems"][0]["code"]),
        ("sarif", lambda text: json.loads(text)["runs"][0]["results"][0]["ruleId"]),
        ("github", lambda text: text.partition("title=")[2][:5]),
    ],
)
def test_a_problem_is_listed_for_programs(misspelt, form, read):
    """Each form stands alone on standard output, with the code."""
    ended = fairlane("validate", str(misspelt), "--format", form)

    assert (3, "", "FL003") == (ended.returncode, ended.stderr, read(ended.stdout))


@pytest.fixture
def doubtful(tmp_path):
    """A directory that builds, with one likely mistake."""
    (tmp_path / "policy.yaml").write_text("kind: policy\nid: p\ntitle: A rule\nscope: acme\nmatch: 1 > 2\n")
    return str(tmp_path)


def test_a_warning_is_told_and_stops_nothing(doubtful):
    """What builds is valid; people see the warning beside the verdict."""
    ended = fairlane("validate", doubtful)

    assert 0 == ended.returncode
    assert f"{doubtful}/policy.yaml:5:8: warning FL101: `match` is never true" in ended.stderr
    assert ended.stdout.endswith("1 policies, 1 warning\n")


@pytest.mark.parametrize("form", ["human", "plain", "json", "sarif", "github"])
def test_a_strict_check_allows_no_warnings(doubtful, form):
    """A pipeline that wants none says so, in whatever form it reads."""
    ended = fairlane("validate", "--strict", doubtful, "--format", form)

    assert 3 == ended.returncode
    assert "FL101" in ended.stdout + ended.stderr
    assert "ok: revision" not in ended.stdout
    assert form != "json" or json.loads(ended.stdout)["ok"] is False


def test_only_lists_of_problems_have_the_forms_for_them():
    """An explanation is no list of problems, and says so before it runs."""
    ended = fairlane("explain", "--config", "examples/quickstart", "--key", "web-demo", "--format", "sarif")

    assert 2 == ended.returncode
    assert "--format" in ended.stderr


def test_explain_shows_lane_and_reasons():
    """An explanation names the lane in order, and for each endpoint out the policy, the cause and the line."""
    ended = fairlane("explain", "--config", "examples/quickstart", "--key", "health-demo", stdin=BODY)

    assert 0 == ended.returncode
    assert ended.stdout.index("nordlys-gpt-oss") < ended.stdout.index("alpenhost-gpt-oss")
    assert "phi-stays-in-europe" in ended.stdout


def test_explain_answers_no_with_its_exit_code():
    """A call that would be refused exits 2, for scripts."""
    body = BODY.replace("openai/gpt-oss-120b", "meta-llama/llama-3.3-70b-instruct")
    ended = fairlane(
        "explain", "--config", "examples/quickstart", "--key", "health-demo", "--format", "json", stdin=body
    )

    assert (2, "refuse") == (ended.returncode, json.loads(ended.stdout)["effect"])


def test_explain_says_which_keys_there_are():
    """An unknown key id is answered with the known ones."""
    ended = fairlane("explain", "--config", "examples/quickstart", "--key", "helth", stdin=BODY)

    assert 3 == ended.returncode
    assert "health-demo, web-demo" in ended.stderr


CURL = """curl https://gateway.example/v1/chat/completions \\
  -H 'Authorization: Bearer %s' -H 'X-Fairlane-Tags: phi' --data-raw '%s'
"""


def test_explain_takes_a_curl_command():
    """Its headers give caller and tags, nothing is sent, and the key is not printed."""
    ended = fairlane("explain", "--config", "examples/quickstart", stdin=CURL % ("fl-demo-web", BODY))

    assert (0, "") == (ended.returncode, ended.stderr)
    assert "key `web-demo`" in ended.stdout
    assert "tags phi" in ended.stdout
    assert "fl-demo-web" not in ended.stdout


def test_explain_asks_who_calls_where_a_key_is_not_known(tmp_path):
    """A key of another gateway says nothing here, and is not repeated; `--key` does, and a file does as well."""
    command = CURL % ("sk-somebody-else", BODY)
    (tmp_path / "curl.txt").write_text(command)
    asked = fairlane("explain", "--config", "examples/quickstart", stdin=command)
    told = fairlane("explain", "--config", "examples/quickstart", "--key", "web-demo", str(tmp_path / "curl.txt"))

    assert (3, 0) == (asked.returncode, told.returncode)
    assert "--key ID" in asked.stderr
    assert "sk-somebody-else" not in asked.stderr + asked.stdout + told.stdout + told.stderr


@pytest.mark.parametrize(
    ("arguments", "stdin", "expected"),
    [
        ((), CURL % ("fl-demo-web", "@body.json"), "is not JSON"),
        ((), f"curl https://gateway.example/v1/chat/completions -d @body.json {BODY!r}", "`@file` is not read"),
        (("--key", "health-demo"), CURL % ("fl-demo-web", BODY), "leave one of them out"),
        (("--key", "web-demo", "--header", "X-Other=1"), BODY, "`x-other`"),
        (("--decision", "fl-1"), "", "`--journal PATH`"),
        (("--decision", "fl-1", "--journal", "x", "--key", "web-demo"), "", "leave FILE"),
        (("--decision", "fl-1", "--journal", "no-such-journal"), "", "no journal segments"),
    ],
)
def test_explain_says_what_it_cannot_take(arguments, stdin, expected):
    """One line with the way out, and exit 3."""
    ended = fairlane("explain", "--config", "examples/quickstart", *arguments, stdin=stdin)

    assert (3, 1) == (ended.returncode, len(ended.stderr.splitlines()))
    assert expected in ended.stderr


@pytest.fixture(scope="module")
def journal(tmp_path_factory):
    """The journal of a demo, and its refused decision."""
    state = tmp_path_factory.mktemp("state")
    ended = fairlane("demo", "--once", "--state", str(state), "--port", "0", "--admin-port", "0")
    lines = [line for path in state.glob("journal/*.jsonl") for line in path.read_text().splitlines()]
    [refused] = [row["call"] for row in map(json.loads, lines) if row.get("effect") == "refuse"]

    assert 0 == ended.returncode
    return state, refused


def explain_decision(journal, config: str, *, state: Path | None = None) -> subprocess.CompletedProcess:
    """Explain the refused decision of *journal* under *config*."""
    folder, refused = journal
    path = str(state or folder)
    return fairlane("explain", "--config", config, "--decision", refused, "--journal", path, "--format", "json")


def test_explain_finds_a_decision_and_makes_it_again(journal):
    """Under the same revision it is the same, and the line it stands on is named."""
    ended = explain_decision(journal, "examples/quickstart")
    recorded = json.loads(ended.stdout)["recorded"]

    assert (2, True, True, []) == (ended.returncode, recorded["same_revision"], recorded["same"], recorded["differs"])
    assert ".jsonl:" in recorded["place"]


def test_explain_says_what_differs_under_other_policies(journal, tmp_path):
    """Without the policy that refused it, the recorded call would pass."""
    config = quickstart_without("phi-stays-in-europe", tmp_path)
    ended = explain_decision(journal, config)
    recorded = json.loads(ended.stdout)["recorded"]

    assert (0, False, False) == (ended.returncode, recorded["same_revision"], recorded["same"])
    assert {"effect", "lane", "policies", "reasons"} == {each["field"] for each in recorded["differs"]}


def test_explain_does_not_guess_what_was_not_recorded(journal, tmp_path):
    """Policies that read a fact that no policy read then: exit 4."""
    config = quickstart_without("phi-stays-in-europe", tmp_path)
    with (Path(config) / "policies.yaml").open("a") as file:
        file.write("---\nkind: policy\nid: long\ntitle: Long\nscope: acme\nmatch: request.input_tokens > 9\n")
    ended = explain_decision(journal, config)

    assert (4, ["request.input_tokens"]) == (ended.returncode, json.loads(ended.stdout)["recorded"]["missing"])


def test_explain_refuses_a_record_that_was_changed(journal, tmp_path):
    """A line whose hash does not hold proves nothing."""
    [segment] = journal[0].glob("journal/*.jsonl")
    changed = tmp_path / "changed.jsonl"
    changed.write_text(segment.read_text().replace('"effect":"refuse"', '"effect":"allow"'))
    ended = explain_decision(journal, "examples/quickstart", state=changed)

    assert 1 == ended.returncode
    assert "the line was changed" in ended.stderr


def quickstart_without(policy: str, folder: Path) -> str:
    """Copy the quickstart to *folder* without one policy, nor the cases that name it; return the copy."""
    copy = shutil.copytree(ROOT / "examples" / "quickstart", folder / "config")
    (copy / "cases.yaml").unlink()
    documents = (copy / "policies.yaml").read_text().split("\n---\n")
    (copy / "policies.yaml").write_text("\n---\n".join(each for each in documents if f"id: {policy}\n" not in each))
    return str(copy)


def test_a_new_key_fits_into_a_team_document(tmp_path):
    """What `key new` prints can be committed as it is, and holds the hash only."""
    said = json.loads(fairlane("key", "new", "ada-laptop", "--user", "ada@acme.example", "--format", "json").stdout)
    team = {"kind": "team", "scope": "acme", "title": "Acme", "models": ["*"], "keys": [said["entry"]]}
    (tmp_path / "team.yaml").write_text(json.dumps(team))

    assert 0 == fairlane("validate", str(tmp_path)).returncode
    assert said["key"] not in json.dumps(said["entry"])


def test_schemas_are_printed_and_written(tmp_path):
    """Editors get every schema as a file of its own."""
    written = fairlane("schema", "--to", str(tmp_path)).stdout.split()

    assert {path.name for path in (ROOT / "schemas").glob("*.json")} == {Path(name).name for name in written}
    assert set(tmp_path.iterdir()) == {Path(name) for name in written}
    assert "policy" in json.loads(fairlane("schema", "policy", "--format", "json").stdout)["title"].lower()


def test_an_editor_is_set_up_once(tmp_path):
    """A second run changes nothing, and says the same."""
    first = fairlane("schema", "--write", str(tmp_path))
    files = {path: path.read_bytes() for path in tmp_path.rglob("*.json")}
    second = fairlane("schema", "--write", str(tmp_path))

    assert (0, 0, first.stdout) == (first.returncode, second.returncode, second.stdout)
    assert set(files) == {Path(name) for name in first.stdout.split()}
    assert files == {path: path.read_bytes() for path in tmp_path.rglob("*.json")}


def test_settings_with_comments_are_left_alone(tmp_path):
    """One line says why, and what to paste is on standard output."""
    settings = tmp_path / ".vscode" / "settings.json"
    settings.parent.mkdir()
    settings.write_text("{} // mine\n")
    ended = fairlane("schema", "--write", str(tmp_path), "--glob", "lanes/*.yaml")

    assert (3, 1, "{} // mine\n") == (ended.returncode, len(ended.stderr.splitlines()), settings.read_text())
    assert {"./.vscode/fairlane/document.json": "lanes/*.yaml"} == json.loads(ended.stdout)["yaml.schemas"]


@pytest.mark.parametrize(
    "verb", ["demo", "serve", "validate", "test", "explain", "simulate", "journal", "key", "schema", "bench"]
)
def test_every_verb_explains_itself(verb):
    """`--help` says what a verb does, and exits 0."""
    ended = fairlane(verb, "--help")

    assert 0 == ended.returncode
    assert len(ended.stdout) > 200


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("validate", "no-such-directory"), 3),
        (("journal", "verify", "no-such-journal"), 1),
        (("schema", "polcy"), 3),
        (("simulate", "--fault", "nordlys"), 3),
    ],
)
def test_what_cannot_be_done_says_why(arguments, code):
    """A command that cannot run exits with its code and one line on standard error, never a traceback."""
    ended = fairlane(*arguments)

    assert code == ended.returncode
    assert 1 == len(ended.stderr.splitlines())
    assert arguments[-1].partition("=")[0] in ended.stderr


def test_policies_can_be_measured_and_held_to_each_other():
    """Figures for people and for programs; the engines agree on the quickstart's own policies."""
    ended = fairlane("bench", "policy", "--config", "examples/quickstart", "--selftest", "1", "--format", "json")
    told = json.loads(ended.stdout)

    assert (0, None) == (ended.returncode, told["mismatch"])
    assert told["cases"] > 0 < told["decide_us"]


def test_policies_without_keys_are_measured_too():
    """A library of policies has no teams; somebody stands in for each scope."""
    ended = fairlane("bench", "policy", "--config", "policies", "--selftest", "0.5")

    assert 0 == ended.returncode, ended.stderr
    assert "decide the same" in ended.stdout


def test_the_python_that_decides_can_be_read():
    """An auditor sees one block for each policy, by its id and place."""
    ended = fairlane("bench", "policy", "--config", "examples/quickstart", "--source")

    assert 0 == ended.returncode
    assert "# phi-stays-in-europe (examples/quickstart/policies.yaml:2:1)" in ended.stdout
    assert "if ('phi' in request.tags):" in ended.stdout


def test_policies_can_be_evaluated_by_cel_python_itself(tmp_path):
    """`engine: reference` decides the quickstart's cases alike."""
    copy = shutil.copytree(ROOT / "examples" / "quickstart", tmp_path / "config")
    (copy / "gateway.yaml").write_text("kind: gateway\nengine: reference\nheaders: [x-project]\n")
    ended = fairlane("test", str(copy))

    assert 0 == ended.returncode, ended.stdout
