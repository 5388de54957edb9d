"""How each agent is started: only its address, its key and its model are ours, and switches that its maker documents.

Claude Code 2.1.331 and Codex 0.169.0. Each gets an environment of its own: a home and a working folder that nobody else
uses, and a proxy that refuses whoever is called beside the gateway.
"""

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.clients import npm
from tests.support.clients.config import KEY

PACKAGE = Path(__file__).parent
ASKED_FOR = "FAIRLANE_AGENTS"
RUNNING = 100
PROMPT = "Write hello.txt, then say what is in it."
CLAUDE = "@anthropic-ai/claude-code-linux-x64/claude"
CODEX = "@openai/codex-linux-x64/vendor/x86_64-unknown-linux-musl/bin/codex"
CODEX_CONFIG = """
model = "{model}"
model_provider = "fairlane"
check_for_update_on_startup = false
analytics.enabled = false
features.apps = false
features.plugins = false
[model_providers.fairlane]
name = "Fairlane"
base_url = "{url}/v1"
wire_api = "responses"
env_key = "FAIRLANE_KEY"
"""
"""What is switched off calls its maker's servers, and none of it the model."""


@dataclass(frozen=True, kw_only=True)
class Task:
    """What an agent is given: a folder, a model of a gateway, and a proxy for whatever is not the gateway.

    `before` is how many calls the gateway had had.
    """

    folder: Path
    url: str
    model: str
    proxy: str
    before: int

    @property
    def home(self) -> Path:
        """The agent's home."""
        return self.folder / "home"

    @property
    def work(self) -> Path:
        """Where it works."""
        return self.folder / "work"

    def run(self, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run *command* in the working folder, with nothing of our own environment."""
        given = {
            "HOME": str(self.home),
            "PATH": "/usr/local/bin:/usr/bin:/bin",
            "LANG": "C.UTF-8",
            "HTTP_PROXY": self.proxy,
            "HTTPS_PROXY": self.proxy,
            "NO_PROXY": "127.0.0.1,localhost",
        }
        return subprocess.run(
            command,
            cwd=self.work,
            env={**given, **environment},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=RUNNING,
            check=False,
        )


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """How an agent ended, what it said last, and everything it wrote."""

    code: int
    said: str
    output: str


def packages() -> Path:
    """Return where the agents are; installs them only where that was asked for, since they are large."""
    if not (npm.is_required() or os.environ.get(ASKED_FOR) or npm.kept(PACKAGE).exists()):
        pytest.skip("the agents are not installed: `python -m tests.agents` does it (784 MB) and runs them")
    return npm.install(PACKAGE)


def program(name: str) -> str:
    """Return the path of an agent's program; gives up where its maker has none for this machine."""
    path = packages() / name
    if not path.exists():
        npm.give_up(f"there is no `{name}` for this machine")
    return str(path)


def claude_code(task: Task) -> Outcome:
    """Let Claude Code do the task in print mode."""
    done = task.run(
        program(CLAUDE),
        *("--print", PROMPT, "--output-format", "json", "--model", task.model),
        *("--permission-mode", "acceptEdits", "--allowedTools", "Bash"),
        ANTHROPIC_BASE_URL=task.url,
        ANTHROPIC_AUTH_TOKEN=KEY,
        CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC="1",
    )
    said = json.loads(done.stdout)["result"] if done.stdout.startswith("{") else ""
    return Outcome(code=done.returncode, said=said, output=done.stdout + done.stderr)


def codex(task: Task) -> Outcome:
    """Let Codex do the task; without its own sandbox, since not every machine lets it make one."""
    folder = task.home / ".codex"
    folder.mkdir()
    (folder / "config.toml").write_text(CODEX_CONFIG.format(model=task.model, url=task.url))
    flags = ("--json", "--skip-git-repo-check", "--dangerously-bypass-approvals-and-sandbox")
    done = task.run(program(CODEX), "exec", *flags, PROMPT, FAIRLANE_KEY=KEY)
    events = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    items = [event["item"] for event in events if event["type"] == "item.completed"]
    texts = [item["text"] for item in items if item["type"] == "agent_message"]
    return Outcome(code=done.returncode, said=texts[-1] if texts else "", output=done.stdout + done.stderr)
