"""Reload while calls are running: nothing fails, no call sees two revisions, a broken edit changes nothing."""

import asyncio
import json
import time

import aiohttp
import pytest

from tests.support.configs import HEALTH, WEB

EDITS = 300
CALLERS = 50
PACE = 0.1
BODY = {"model": "openai/gpt-oss-120b", "messages": [{"role": "user", "content": "Write 5 words."}]}


@pytest.fixture
async def session():
    """A client session with as many connections as callers."""
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as made:
        yield made


async def ready(running, session) -> dict:
    """Return what the operator's probe says."""
    async with session.get(f"{running.admin}/readyz") as answer:
        return await answer.json()


async def revision_after(running, session, before: str, seconds: float = 5.0) -> tuple[str, float]:
    """Return the revision that follows *before*, and how long it took to come."""
    started = time.monotonic()
    while time.monotonic() - started < seconds:
        now = (await ready(running, session))["revision"]
        if now != before:
            return now, time.monotonic() - started
        await asyncio.sleep(0.01)
    raise AssertionError(f"revision {before} is still in force after {seconds} s")


def policy_text(cap: int) -> str:
    """Return a policy whose cap names the edit, so that an answer tells under which one it was made."""
    return f"kind: policy\nid: edited\ntitle: Edited\nscope: acme/web\ncaps: {{output_tokens: {cap}}}\n"


async def call_for_ever(running, session, seen: list, stopped: asyncio.Event) -> None:
    """Call until told to stop, keeping status and revision of each answer."""
    while not stopped.is_set():
        async with session.post(
            f"{running.url}/v1/chat/completions", json=BODY, headers={"Authorization": f"Bearer {WEB}"}
        ) as answer:
            await answer.read()
            headers = answer.headers
            seen.append((answer.status, headers.get("x-fairlane-revision"), headers.get("x-fairlane-decision")))


@pytest.mark.timeout(300)
async def test_edits_under_load_fail_no_call(running, session):
    """300 edits under 50 concurrent callers: every call succeeds, each under one revision that was really in force."""
    seen: list = []
    revisions = {(await ready(running, session))["revision"]}
    stopped = asyncio.Event()
    file = running.config / "edited.yaml"
    async with asyncio.TaskGroup() as tasks:
        for _ in range(CALLERS):
            tasks.create_task(call_for_ever(running, session, seen, stopped))
        for edit in range(EDITS):
            file.write_text(policy_text(1000 + edit))
            await asyncio.sleep(PACE)
            revisions.add((await ready(running, session))["revision"])
        await asyncio.sleep(1.0)
        last = (await ready(running, session))["revision"]
        stopped.set()

    assert {200} == {status for status, _, _ in seen}
    assert last in {revision for _, revision, _ in seen}
    assert len(revisions) > EDITS / 10
    assert_one_revision_each(running, seen)


def assert_one_revision_each(running, seen: list) -> None:
    """Hold every answer against the journal: one revision from decision to settlement, and one cap for a revision."""
    records = [
        json.loads(line) for path in running.state.glob("journal/*.jsonl") for line in path.read_text().splitlines()
    ]
    decided = {record["call"]: record for record in records if record["kind"] == "decided"}
    settled = {record["call"]: record for record in records if record["kind"] == "settled"}
    caps: dict[str, set] = {}
    for record in (decided[call] for _, _, call in seen):
        caps.setdefault(record["revision"], set()).add(record["caps"].get("output_tokens"))

    assert {1} == {len(found) for found in caps.values()}
    for status, revision, call in seen:
        assert (200, revision, revision) == (status, decided[call]["revision"], settled[call]["revision"])


async def test_an_edit_is_in_force_within_a_second(running, session):
    """From the write to the first answer under the new revision, three times in a row."""
    for edit in range(3):
        before = (await ready(running, session))["revision"]
        (running.config / "edited.yaml").write_text(policy_text(50 + edit))
        _, seconds = await revision_after(running, session, before)

        assert seconds < 1.0


async def test_a_broken_edit_changes_nothing_and_says_where(running, session):
    """The last good revision stays, calls go on, and the operator sees file, line, column and hint."""
    before = (await ready(running, session))["revision"]
    broken = running.config / "broken.yaml"
    broken.write_text("kind: policy\nid: broken\ntitle: Broken\nscope: acme\nmatch: request.tagz.size() > 0\n")
    for _ in range(500):
        state = await ready(running, session)
        if state["problems"]:
            break
        await asyncio.sleep(0.01)
    async with session.post(
        f"{running.url}/v1/chat/completions", json=BODY, headers={"Authorization": f"Bearer {HEALTH}"}
    ) as answer:
        status, revision = answer.status, answer.headers["x-fairlane-revision"]
    async with session.get(f"{running.admin}/metrics") as answer:
        metrics = await answer.text()
    broken.unlink()
    for _ in range(500):
        if not (await ready(running, session))["problems"]:
            break
        await asyncio.sleep(0.01)

    assert (200, before) == (status, revision)
    assert any("broken.yaml:5:16" in problem and "tags" in problem for problem in state["problems"])
    assert "fairlane_reload_failures_total 0.0" not in metrics
    assert "ok" == (await ready(running, session))["reload"]
