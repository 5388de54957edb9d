"""Every error in every client dialect, by the official SDKs over real HTTP; see `tests/support/errortable`."""

import asyncio

import pytest
from aiohttp import ClientSession

from proxy.canonical.failure import FailureKind
from proxy.dialects.base import ErrorReply
from proxy.dialects.registry import PROVIDERS
from proxy.simulator.faults import Fault, FaultKind
from proxy.simulator.sabotage import complaint
from proxy.simulator.server import Simulator
from proxy.upstream.failure import outcome_of
from tests.support.errortable.__main__ import PAGE
from tests.support.errortable.clients import CLIENTS
from tests.support.errortable.run import SENT, run
from tests.support.errortable.table import render
from tests.support.matrix.config import KEY, SECRET, write_config
from tests.support.processes import process

EXPECTED = {
    "invalid_request": (400, "BadRequestError", "BadRequestError", "ClientError"),
    "context_length": (400, "BadRequestError", "BadRequestError", "ClientError"),
    "content_filter": (400, "BadRequestError", "BadRequestError", "ClientError"),
    "too_large": (413, "APIStatusError", "ContentTooLargeError", "ClientError"),
    "not_found": (503, "InternalServerError", "ServiceUnavailableError", "ServerError"),
    "authentication": (503, "InternalServerError", "ServiceUnavailableError", "ServerError"),
    "permission": (503, "InternalServerError", "ServiceUnavailableError", "ServerError"),
    "billing": (503, "InternalServerError", "ServiceUnavailableError", "ServerError"),
    "rate_limit": (429, "RateLimitError", "RateLimitError", "ClientError"),
    "overloaded": (503, "InternalServerError", "OverloadedError", "ServerError"),
    "timeout": (504, "InternalServerError", "GatewayTimeoutError", "ServerError"),
    "server": (503, "InternalServerError", "ServiceUnavailableError", "ServerError"),
    "unknown key": (401, "AuthenticationError", "AuthenticationError", "ClientError"),
    "refused by a policy": (403, "PermissionDeniedError", "PermissionDeniedError", "ClientError"),
    "unknown model": (404, "NotFoundError", "NotFoundError", "ClientError"),
    "request too large": (413, "APIStatusError", "ContentTooLargeError", "ClientError"),
    "limit of the gateway reached": (429, "RateLimitError", "RateLimitError", "ClientError"),
    "gateway drains": (503, "InternalServerError", "ServiceUnavailableError", "ServerError"),
}
"""Error to its status, and what the SDKs of OpenAI, Anthropic and Google raise."""

COLUMN = {"openai_chat": 1, "openai_responses": 1, "anthropic_messages": 2, "gemini": 3}
OVERLOADED = {"anthropic_messages": 529}

UNTOLD = {
    ("gemini", FailureKind.CONTENT_FILTER): "a blocked prompt is an answer there, and no error",
    ("bedrock_converse", FailureKind.AUTHENTICATION): "the body says that access was denied, and no more",
    ("bedrock_converse", FailureKind.BILLING): "the same",
}
"""Complaints that a dialect has no words of its own for, so that they are read as the nearest."""


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    """What clients see of a provider's complaints, and of the gateway's own errors."""
    return asyncio.run(run(tmp_path_factory.mktemp("errors")))


@pytest.fixture(scope="module")
def seen(tables):
    """The same, by client and name."""
    complaints, own = tables
    return {client: {**complaints[client], **own[client]} for client in CLIENTS}


@pytest.mark.timeout(120)
def test_the_page_says_what_happens(tables):
    """The reference is what the SDKs saw."""
    assert render(*tables) == PAGE.read_text(), (
        "the page is not current: `python -m tests.support.errortable` writes it"
    )


@pytest.mark.parametrize("client", CLIENTS)
@pytest.mark.parametrize("name", EXPECTED)
def test_each_error_has_its_status_and_exception(seen, client, name):
    """A client can rely on status and exception, whichever provider complained in whatever words."""
    told, expected = seen[client][name], EXPECTED[name]
    status = OVERLOADED.get(client, expected[0]) if name == "overloaded" else expected[0]

    assert (status, expected[COLUMN[client]]) == (told.status, told.exception)


@pytest.mark.parametrize("client", CLIENTS)
@pytest.mark.parametrize("name", EXPECTED)
def test_who_must_wait_is_told_how_long(seen, client, name):
    """`Retry-After` is the provider's, or the limit's; where nobody said, there is none."""
    waits = name in {"rate_limit", "overloaded", "limit of the gateway reached"}

    assert ("7" if waits else None) == seen[client][name].retry_after


@pytest.mark.parametrize("client", CLIENTS)
def test_a_refusal_has_its_reasons_in_every_dialect(seen, client):
    """Which decision, which policy, and why each endpoint is out."""
    error = seen[client]["refused by a policy"].error

    assert ("nothing-secret", "openai") == (error["policy"], error["reasons"][0]["endpoint"])
    assert error["decision"].startswith("fl-")


@pytest.mark.parametrize("client", CLIENTS)
def test_the_providers_words_are_kept_and_attributed(seen, client):
    """A message that is the provider's has the endpoint's name before it."""
    assert "endpoint `openai`: the simulated provider is unwell" in seen[client]["invalid_request"].text
    assert "blocked by the content filtering policy" in seen[client]["content_filter"].text


@pytest.mark.parametrize("client", CLIENTS)
@pytest.mark.parametrize("name", ["authentication", "permission", "billing"])
def test_of_our_credential_only_the_fact_is_told(seen, client, name):
    """That the gateway's account has trouble is not the client's fault, and its provider's words are not for it."""
    text = seen[client][name].text

    assert "the provider refused the gateway's credential" in text
    assert "unwell" not in text
    assert "credit balance" not in text


def test_claude_code_knows_a_prompt_that_is_too_long(seen):
    """It looks for these words, whoever complained."""
    assert "prompt is too long" in seen["anthropic_messages"]["context_length"].text.lower()


@pytest.mark.parametrize("provider", PROVIDERS)
@pytest.mark.parametrize("kind", FailureKind)
def test_every_provider_is_understood(provider, kind):
    """What each dialect writes of a complaint, it reads; else it is read as something with the same outcome, or vague."""
    status = SENT[kind]
    reply: ErrorReply = complaint(Fault(kind=FaultKind.STATUS, status=status, failure=kind))
    read = PROVIDERS[provider].read_error(PROVIDERS[provider].encode_error(reply), status).kind

    assert outcome_of(kind, status) is outcome_of(read, status)
    assert (read is not kind) is ((provider, kind) in UNTOLD)


@pytest.mark.timeout(120)
@pytest.mark.parametrize("stream", [False, True], ids=["whole", "stream"])
async def test_a_provider_that_repeats_the_credential_is_not_repeated(tmp_path, stream):
    """No client sees the key, whether the provider refuses the request or breaks off its answer."""
    simulator = Simulator()
    await simulator.start()
    config = write_config(tmp_path / "config", simulator.root)
    arguments = ("--config", str(config), "--state", str(tmp_path / "state"), "--port", "0", "--admin-port", "0")
    kind, after = (FaultKind.ERROR_EVENT, 4) if stream else (FaultKind.STATUS, 0)
    message = f"bad request with key {SECRET['MATRIX_KEY']}!"
    fault = Fault(kind=kind, status=400, failure=FailureKind.INVALID, message=message, after=after)
    simulator.set_fault("openai", fault)
    body = {"model": "sim/openai", "stream": stream, "messages": [{"role": "user", "content": "Write 20 words."}]}
    try:
        with process("serve", *arguments, environment=SECRET) as gateway:
            url = (await asyncio.to_thread(gateway.wait_for, '"serving"'))["url"]
            async with (
                ClientSession(headers={"Authorization": f"Bearer {KEY}"}) as session,
                session.post(f"{url}/v1/chat/completions", json=body) as answer,
            ):
                text = await answer.text()
    finally:
        await simulator.stop()

    assert "bad request with key (credential)!" in text
    assert SECRET["MATRIX_KEY"] not in text
