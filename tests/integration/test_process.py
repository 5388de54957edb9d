"""The process: it refuses a bad start, keeps its journal, drains, and goes on where it stopped."""

import asyncio
import json
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import aiohttp
import pytest

from tests.support.configs import HEALTH, SECRETS, WEB, quickstart_at
from tests.support.processes import ROOT, process

BODY = {"model": "openai/gpt-oss-120b", "messages": [{"role": "user", "content": "Write 5 words."}]}


def fairlane(*arguments: str, **options) -> subprocess.CompletedProcess:
    """Run one command to its end."""
    return subprocess.run(
        [sys.executable, "-m", "proxy", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        **options,
    )


@pytest.fixture
def config(running, tmp_path):
    """A configuration of its own, at the module's simulator."""
    return quickstart_at(running.simulator, tmp_path)


def serve(config, state):
    """Start a gateway on free ports."""
    arguments = ("--config", str(config), "--state", str(state), "--port", "0", "--admin-port", "0")
    return process("serve", *arguments, environment=SECRETS)


async def call(url: str, *, words: int = 5, stream: bool = False) -> tuple[int, str]:
    """Make one call; return status and body."""
    body = {**BODY, "messages": [{"role": "user", "content": f"Write {words} words."}], "stream": stream}
    async with aiohttp.ClientSession() as session:
        headers = {"Authorization": f"Bearer {WEB}"}
        async with session.post(f"{url}/v1/chat/completions", json=body, headers=headers) as answer:
            return answer.status, (await answer.read()).decode()


def test_a_bad_directory_is_refused_with_every_problem(config):
    """A process never starts on a directory that does not build; exit 3, all problems at once, each with its place."""
    (config / "one.yaml").write_text("kind: policy\nid: one\ntitle: One\nscope: acme\nrequire: {retention_day: 0}\n")
    (config / "two.yaml").write_text("kind: alias\nid: quick\nmodle: openai/gpt-oss-120b\n")
    ended = fairlane("serve", "--config", str(config), "--port", "0", "--admin-port", "0")

    assert 3 == ended.returncode
    assert "one.yaml:5:11" in ended.stderr
    assert "did you mean `retention_days`" in ended.stderr
    assert "two.yaml:3:1" in ended.stderr


def test_a_missing_secret_is_told_with_its_place_and_never_its_value(config):
    """A credential that cannot be read names variable and line."""
    ended = fairlane("validate", "--secrets", str(config), env={"PATH": "/usr/bin"})

    assert 3 == ended.returncode
    assert "providers.yaml:" in ended.stderr
    assert "NORDLYS_API_KEY" in ended.stderr


async def test_the_journal_verifies_and_holds_no_prompt_and_no_key(config, tmp_path):
    """Two lines for each call, chained across a restart, without a word of the conversation or a secret."""
    state = tmp_path / "state"
    for _ in range(2):
        with serve(config, state) as gateway:
            url = gateway.wait_for('"serving"')["url"]
            assert 200 == (await call(url))[0]
            assert 200 == (await call(url, stream=True))[0]
    text = "".join(path.read_text() for path in state.glob("journal/*.jsonl"))
    ended = fairlane("journal", "verify", str(state), "--format", "json")

    assert {"ok": True, "lines": 8, "kinds": {"decided": 4, "settled": 4}} == json.loads(ended.stdout)
    assert not [word for word in ("words", WEB, *SECRETS.values()) if word in text]


async def test_a_crash_leaves_a_journal_that_goes_on(config, tmp_path):
    """After kill -9 and a torn last line, the next process removes the torn bytes and continues the chain."""
    state = tmp_path / "state"
    with serve(config, state) as gateway:
        await call(gateway.wait_for('"serving"')["url"])
        (segment,) = state.glob("journal/*.jsonl")
        for _ in range(1000):
            if segment.read_bytes().count(b"\n") == 2:
                break  # the settlement follows the answer within a turn of the gateway's loop
            await asyncio.sleep(0.001)
        gateway.stop(signal.SIGKILL)
    with segment.open("ab") as file:
        file.write(b'{"seq":3,"kind":"deci')
    with serve(config, state) as gateway:
        await call(gateway.wait_for('"serving"')["url"])

    assert 4 == json.loads(fairlane("journal", "verify", str(state), "--format", "json").stdout)["lines"]


def test_a_tampered_journal_is_found(config, tmp_path):
    """A changed word is named by file and line, with exit 2."""
    state = tmp_path / "state"
    with serve(config, state) as gateway:
        asyncio.run(call(gateway.wait_for('"serving"')["url"]))
    (segment,) = state.glob("journal/*.jsonl")
    segment.write_text(segment.read_text().replace('"scope":"acme/web"', '"scope":"acme/wob"'))
    ended = fairlane("journal", "verify", str(segment))

    assert 2 == ended.returncode
    assert f"{segment}:1: the line was changed" in ended.stderr


def test_one_journal_has_one_process(running, config):
    """A second gateway on the same state is refused with the way out."""
    arguments = ("--config", str(config), "--state", str(running.state), "--port", "0", "--admin-port", "0")
    with process("serve", *arguments, environment=SECRETS) as second:
        code = second.running.wait(timeout=30)
        second.reader.join(timeout=5)
        said = "".join(second.lines.queue)

    assert 1 == code
    assert "in use by another process" in said


async def test_sigterm_drains(tmp_path):
    """A stream that is under way finishes; new calls are refused and the probe says so."""
    async with aiohttp.ClientSession() as session:
        with process("simulate", "--tokens-per-second", "200", "--format", "json") as simulated:
            config = quickstart_at(simulated.wait_for("url")["url"], tmp_path)
            with serve(config, tmp_path / "state") as gateway:
                said = gateway.wait_for('"serving"')
                body = {**BODY, "messages": [{"role": "user", "content": "Write 400 words."}], "stream": True}
                headers = {"Authorization": f"Bearer {HEALTH}"}
                async with session.post(f"{said['url']}/v1/chat/completions", json=body, headers=headers) as answer:
                    await answer.content.readany()
                    gateway.running.send_signal(signal.SIGTERM)
                    gateway.wait_for('"draining"')
                    async with session.get(f"{said['admin']}/readyz") as probe:
                        probed = probe.status, (await probe.json())["status"]
                    refused = await call(said["url"])
                    rest = (await answer.read()).decode()
                code = gateway.running.wait(timeout=30)

    assert (503, "draining") == probed
    assert 503 == refused[0]
    assert rest.endswith("data: [DONE]\n\n")
    assert '"error"' not in rest
    assert 0 == code


def swap_config_map(mount: Path, files: Path, number: int) -> None:
    """Put *files* in force in *mount* the way the kubelet does: a new folder, and one atomic rename of a link to it."""
    shutil.copytree(files, mount / f"..2026_{number}")
    (mount / "..data_tmp").symlink_to(f"..2026_{number}")
    (mount / "..data_tmp").rename(mount / "..data")


async def test_a_config_map_swap_reloads_again_and_again(config, tmp_path):
    """A Kubernetes mount changes by a swapped link, three times in a row; watching files would see the first only."""
    mount = tmp_path / "mount"
    mount.mkdir()
    swap_config_map(mount, config, 0)
    for file in config.iterdir():
        (mount / file.name).symlink_to(f"..data/{file.name}")
    models = (config / "models.yaml").read_text()
    revisions = set()
    with serve(mount, tmp_path / "state") as gateway:
        revisions.add(gateway.wait_for('"serving"')["revision"])
        for number in (1, 2, 3):
            (config / "models.yaml").write_text(f"{models}# {number}\n")
            swap_config_map(mount, config, number)
            revisions.add(gateway.wait_for('"reloaded"', seconds=3)["revision"])

    assert 4 == len(revisions)


def status_of(url: str, header: str, chunks: list[bytes]) -> int:
    """Send a request by hand, and return the status that comes back."""
    host, port = url.removeprefix("http://").split(":")
    head = f"POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {WEB}\r\n{header}\r\n\r\n"
    with socket.create_connection((host, int(port)), timeout=20) as connection:
        connection.sendall(head.encode())
        for chunk in chunks:
            connection.sendall(b"%x\r\n%b\r\n" % (len(chunk), chunk))
        return int(connection.recv(4096).split()[1])


def test_too_large_a_body_is_refused(running):
    """Every input has a bound: a body that says it is too large is not read, one that turns out to be is not kept."""
    declared = status_of(running.url, "Content-Length: 11000000", [])
    chunked = status_of(running.url, "Transfer-Encoding: chunked", [b"x" * 100_000] * 110)

    assert (413, 413) == (declared, chunked)


async def test_what_is_no_route_says_what_is(running):
    """A wrong path or method is answered in the dialect's shape, with the paths there are."""
    async with aiohttp.ClientSession() as session:
        async with session.post(f"{running.url}/v1/chat/complete") as answer:
            unknown = answer.status, (await answer.json())["error"]["message"]
        async with session.get(f"{running.url}/v1/chat/completions") as answer:
            wrong = answer.status

    assert 404 == unknown[0]
    assert "POST /v1/chat/completions" in unknown[1]
    assert 405 == wrong
