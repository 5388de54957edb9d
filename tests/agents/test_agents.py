"""Agents that people use, unchanged, on providers of every dialect: they work as on their maker's own service."""

import pytest

from tests.agents.agents import RUNNING, Task, claude_code, codex, packages
from tests.agents.outside import outside
from tests.support.clients.config import CLOSED, PROVIDERS, model_of
from tests.support.clients.npm import INSTALLING
from tests.support.clients.serving import serving

pytestmark = [pytest.mark.agents, pytest.mark.timeout(INSTALLING + RUNNING)]

TEXT = "hello from the gateway"
SAID = f"The file says: {TEXT}."


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """A gateway and its simulated providers, for the tests of this module."""
    packages()
    with serving(tmp_path_factory.mktemp("gateway")) as served:
        yield served


@pytest.fixture
def beside():
    """Hears of every call that is not to the gateway."""
    with outside() as listening:
        yield listening


@pytest.fixture
def give(served, beside, tmp_path):
    """Make the task of an agent on a model."""
    (tmp_path / "home").mkdir()
    (tmp_path / "work").mkdir()
    before = len(served.endings())
    return lambda model: Task(folder=tmp_path, url=served.url, model=model, proxy=beside.url, before=before)


def check(served, task, beside, outcome):
    """The files that the provider's calls were to write are there, no call failed, and nobody but the gateway was called.

    An agent tries again with less where it is refused, so that it ended well says too little.
    """
    assert (0, SAID) == (outcome.code, outcome.said), outcome.output
    assert f"{TEXT}\n" == (task.work / "hello.txt").read_text()
    assert f"{TEXT}\n" == (task.work / "seen.txt").read_text()
    # Codex hangs up at the last event, which may be before the gateway has closed the stream: then it is `cancelled`.
    assert {"complete", "cancelled"} >= set(served.endings()[task.before :])
    assert [] == beside.asked


@pytest.mark.parametrize("provider", PROVIDERS)
def test_claude_code_writes_a_file_and_reads_it_back(served, beside, give, provider):
    """Claude Code's edits and commands run as the provider calls them, and its last text is the provider's.

    Between them it loads a tool that it had kept back, as it does on its maker's own service.
    """
    task = give(model_of(provider))
    write = {"file_path": str(task.work / "hello.txt"), "content": f"{TEXT}\n"}
    load = {"query": "select:WebFetch", "max_results": 1}
    read = {"command": "cat hello.txt | tee seen.txt", "description": "Show the file"}
    served.script(
        provider,
        [
            {"reasoning": "A file.", "text": "First the file.", "tool_calls": [{"name": "Write", "arguments": write}]},
            {"tool_calls": [{"name": "ToolSearch", "arguments": load}]},
            {"tool_calls": [{"name": "Bash", "arguments": read}]},
            {"text": SAID},
        ],
    )

    check(served, task, beside, claude_code(task))


@pytest.mark.parametrize("provider", PROVIDERS)
def test_codex_writes_a_file_and_reads_it_back(served, beside, give, provider):
    """Codex runs the commands that the provider calls, and its last text is the provider's.

    It offers a search of OpenAI's own beside its functions, which other providers are not told of.
    """
    task = give(model_of(provider))
    commands = f"echo '{TEXT}' > hello.txt", "cat hello.txt | tee seen.txt"
    calls = [[{"name": "exec_command", "arguments": {"cmd": command}}] for command in commands]
    served.script(
        provider,
        [
            {"reasoning": "A file.", "text": "First the file.", "tool_calls": calls[0]},
            {"tool_calls": calls[1]},
            {"text": SAID},
        ],
    )

    check(served, task, beside, codex(task))


@pytest.mark.parametrize("start", [claude_code, codex])
def test_a_refusal_reaches_the_person_at_the_agent(give, start):
    """An agent whose call a policy refuses ends with an error that says why."""
    outcome = start(give(CLOSED))

    assert outcome.code
    assert "403" in outcome.output
    assert "closed" in outcome.output
