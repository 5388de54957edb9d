"""Every fault of the simulator on the first endpoint, with a healthy second one behind it."""

import asyncio
import json

import aiohttp
import pytest

from proxy.simulator.faults import FaultKind
from tests.support.configs import HEALTH

FIRST, SECOND = "nordlys", "alpenhost"
MODEL = "openai/gpt-oss-120b"
PROMPT = "Write 30 words about bridges."
TIMEOUTS = "timeouts: {connect: 500ms, first_content: 1s, response: 1s, idle: 1s}"


@pytest.fixture(scope="module", autouse=True)
def _impatient(running):
    """Shorten the gateway's patience, so that a hang costs a second and not a minute; wait until it is in force."""
    gateway = running.config / "gateway.yaml"
    lines = [line for line in gateway.read_text().splitlines() if not line.startswith("timeouts:")]
    gateway.write_text("\n".join([*lines, TIMEOUTS, ""]))
    running.gateway.wait_for('"reloaded"')


@pytest.fixture
async def session():
    """A client session."""
    async with aiohttp.ClientSession() as made:
        yield made


async def set_fault(running, session, provider: str, fault: dict | None) -> None:
    """Order a fault at the simulator, or take it back."""
    text = json.dumps(fault).encode()
    async with session.put(f"{running.simulator}/_control/faults/{provider}", data=text) as answer:
        assert answer.status < 300, await answer.text()


async def call(running, session, *, stream: bool, prompt: str = PROMPT) -> tuple[int, str, str, str]:
    """Return status, endpoint, text and raw body of one call."""
    body = {"model": MODEL, "messages": [{"role": "user", "content": prompt}], "stream": stream}
    headers = {"Authorization": f"Bearer {HEALTH}"}
    async with session.post(f"{running.url}/v1/chat/completions", json=body, headers=headers) as answer:
        raw = (await answer.read()).decode()
        text = "".join(texts(raw)) if stream else whole_text(raw)
        return answer.status, answer.headers.get("x-fairlane-endpoint", ""), text, raw


def texts(raw: str) -> list[str]:
    """Return the pieces of text in a stream."""
    lines = [line.removeprefix("data: ") for line in raw.splitlines() if line.startswith("data: ")]
    chunks = [json.loads(line) for line in lines if line != "[DONE]"]
    return [choice["delta"].get("content") or "" for chunk in chunks for choice in chunk.get("choices", [])]


def whole_text(raw: str) -> str:
    """Return the text of a whole answer; nothing where it is an error."""
    return (json.loads(raw).get("choices") or [{"message": {"content": ""}}])[0]["message"]["content"]


@pytest.fixture(scope="module")
def healthy_text(running):
    """What the second endpoint says to the prompt: the correct answer after any fault of the first."""

    async def ask() -> str:
        async with aiohttp.ClientSession() as session:
            await set_fault(running, session, FIRST, {"kind": "status", "status": 503})
            _, endpoint, text, _ = await call(running, session, stream=False)
            await set_fault(running, session, FIRST, None)
            assert "alpenhost-gpt-oss" == endpoint
            return text

    return asyncio.run(ask())


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "stream"])
@pytest.mark.parametrize("kind", sorted(FaultKind, key=lambda kind: kind.value))
async def test_a_fault_before_content_is_invisible(running, session, healthy_text, kind, stream):
    """Whatever the first endpoint does before its first content, the client gets the second one's correct answer."""
    await set_fault(running, session, FIRST, {"kind": kind.value, "seconds": 30})
    status, endpoint, text, raw = await call(running, session, stream=stream)
    await set_fault(running, session, FIRST, None)

    assert (200, "alpenhost-gpt-oss", healthy_text) == (status, endpoint, text)
    assert "error" not in raw


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504, 529])
async def test_every_retryable_status_falls_back(running, session, healthy_text, status):
    """Rate limits, timeouts and server errors of one provider are no reason to fail a call."""
    await set_fault(running, session, FIRST, {"kind": "status", "status": status})
    answer = await call(running, session, stream=False)
    await set_fault(running, session, FIRST, None)

    assert (200, "alpenhost-gpt-oss", healthy_text) == answer[:3]


async def test_a_rejected_request_is_not_tried_elsewhere(running, session):
    """A 400 is about the request: the client gets it at once, with the provider's name."""
    await set_fault(running, session, FIRST, {"kind": "status", "status": 400})
    status, _, _, raw = await call(running, session, stream=False)
    await set_fault(running, session, FIRST, None)

    assert 400 == status
    assert "nordlys-gpt-oss" in json.loads(raw)["error"]["message"]


async def test_a_cut_after_content_is_told(running, session):
    """Once text has reached the client a cut is an error in its dialect, never a quiet end and never a second answer."""
    await set_fault(running, session, FIRST, {"kind": "cut", "after": 6})
    status, endpoint, text, raw = await call(running, session, stream=True)
    await set_fault(running, session, FIRST, None)

    assert (200, "nordlys-gpt-oss") == (status, endpoint)
    assert text
    assert '"error"' in raw
    assert raw.endswith("data: [DONE]\n\n")


async def test_a_lane_that_is_healthy_nowhere(running, session):
    """With every endpoint down the client gets 503 with each attempt by name."""
    for provider in (FIRST, SECOND):
        await set_fault(running, session, provider, {"kind": "status", "status": 500})
    status, _, _, raw = await call(running, session, stream=False)
    for provider in (FIRST, SECOND):
        await set_fault(running, session, provider, None)

    error = json.loads(raw)["error"]
    assert (503, "upstream_failed") == (status, error["code"])
    assert ["nordlys-gpt-oss", "alpenhost-gpt-oss"] == [attempt["endpoint"] for attempt in error["attempts"]]


async def test_everyone_busy_is_a_rate_limit_with_its_wait(running, session):
    """Where every endpoint says 429, the client is told 429, and when to come back."""
    for provider in (FIRST, SECOND):
        await set_fault(running, session, provider, {"kind": "status", "status": 429, "retry_after": 7})
    body = {"model": MODEL, "messages": [{"role": "user", "content": PROMPT}]}
    headers = {"Authorization": f"Bearer {HEALTH}"}
    async with session.post(f"{running.url}/v1/chat/completions", json=body, headers=headers) as answer:
        status, wait = answer.status, answer.headers.get("Retry-After")
    for provider in (FIRST, SECOND):
        await set_fault(running, session, provider, None)

    assert (429, "7") == (status, wait)


async def test_a_client_that_leaves_closes_the_upstream(running, session):
    """A provider is not paid to talk to nobody: the upstream sees the client go, and the call is settled as cancelled."""
    body = {"model": MODEL, "messages": [{"role": "user", "content": "Write 4000 words."}], "stream": True}
    headers = {"Authorization": f"Bearer {HEALTH}"}
    async with session.post(f"{running.url}/v1/chat/completions", json=body, headers=headers) as answer:
        decision = answer.headers["x-fairlane-decision"]
        await answer.content.readany()
        answer.close()
    for _ in range(300):
        async with session.get(f"{running.simulator}/_control/calls") as control:
            left = [seen for seen in await control.json() if seen["closed_early"]]
        ending = settled_as(running, decision)
        if left and ending:
            break
        await asyncio.sleep(0.01)

    assert left
    assert "cancelled" == ending


def settled_as(running, decision: str) -> str | None:
    """Return the ending of a call, once its settlement is in the journal."""
    records = [
        json.loads(line) for path in running.state.glob("journal/*.jsonl") for line in path.read_text().splitlines()
    ]
    return next((each["ending"] for each in records if each["kind"] == "settled" and each["call"] == decision), None)
