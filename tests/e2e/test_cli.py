"""The command as people run it: what it prints, what it exits with."""

import json
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


def test_a_new_key_fits_into_a_team_document(tmp_path):
    """What `key new` prints can be committed as it is, and holds the hash only."""
    said = json.loads(fairlane("key", "new", "ada-laptop", "--user", "ada@acme.example", "--format", "json").stdout)
    team = {"kind": "team", "scope": "acme", "title": "Acme", "models": ["*"], "keys": [said["entry"]]}
    (tmp_path / "team.yaml").write_text(json.dumps(team))

    assert 0 == fairlane("validate", str(tmp_path)).returncode
    assert said["key"] not in json.dumps(said["entry"])


def test_schemas_are_printed_and_written(tmp_path):
    """Editors get every schema as a file of its own."""
    written = fairlane("schema", "--write", str(tmp_path)).stdout.split()

    assert {path.name for path in (ROOT / "schemas").glob("*.json")} == {Path(name).name for name in written}
    assert "policy" in json.loads(fairlane("schema", "policy", "--format", "json").stdout)["title"].lower()


@pytest.mark.parametrize(
    "verb", ["demo", "serve", "validate", "test", "explain", "simulate", "journal", "key", "schema"]
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
