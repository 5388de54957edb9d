"""What clients look up, by the official SDKs of OpenAI, Anthropic and Google, and OpenRouter's paths by plain HTTP."""

import time

import aiohttp
import anthropic
import openai
import pytest
from google import genai
from google.genai import errors as google_errors

from tests.support.configs import HEALTH, WEB
from tests.support.works import MODELS

MODEL = "openai/gpt-oss-120b"
LLAMA = "meta-llama/llama-3.3-70b-instruct"
ASKED = {"model": MODEL, "messages": [{"role": "user", "content": "Write 12 words about rivers."}]}
WAIT = 5.0


@pytest.fixture
def openais(works):
    """OpenAI's client of the web team."""
    with openai.OpenAI(base_url=f"{works.url}/v1", api_key=WEB, max_retries=0) as made:
        yield made


@pytest.fixture
def anthropics(works):
    """Anthropic's client of the web team."""
    with anthropic.Anthropic(base_url=works.url, api_key=WEB, max_retries=0) as made:
        yield made


@pytest.fixture
def googles(works):
    """Google's client of the web team."""
    with genai.Client(api_key=WEB, http_options={"base_url": works.url}) as made:
        yield made


@pytest.fixture
async def web(works):
    """Plain HTTP of the web team, as OpenRouter's clients make it."""
    async with aiohttp.ClientSession(works.url, headers={"Authorization": f"Bearer {WEB}"}) as session:
        yield session


@pytest.fixture
async def health(works):
    """The same of the health team."""
    async with aiohttp.ClientSession(works.url, headers={"Authorization": f"Bearer {HEALTH}"}) as session:
        yield session


async def get(session, path, **query):
    """Return status and document of a `GET`."""
    async with session.get(path, params=query) as answer:
        return answer.status, await answer.json()


def test_one_model_by_openais_client(openais):
    """The SDK escapes the slash; an unknown or unreachable model is not found."""
    assert (MODEL, "openai") == (openais.models.retrieve(MODEL).id, openais.models.retrieve(MODEL).owned_by)
    assert "mistralai" == openais.models.retrieve("fast").owned_by
    for name in ("openai/nothing", LLAMA):
        with pytest.raises(openai.NotFoundError):
            openais.models.retrieve(name)


def test_models_by_anthropics_client(anthropics):
    """The same path answers Anthropic's clients in their own shape, page by page, and only models that converse."""
    names = [model.id for model in anthropics.models.list(limit=1)]

    assert ["fast", "mistralai/mistral-small", MODEL] == names
    assert (131072, "GPT-OSS 120B") == (
        anthropics.models.retrieve(MODEL).max_input_tokens,
        anthropics.models.retrieve(MODEL).display_name,
    )


def test_models_by_googles_client(googles):
    """Under `models/`, with what can be called."""
    found = {model.name: model for model in googles.models.list()}

    assert {"models/fast", "models/mistralai/mistral-small", f"models/{MODEL}"} == set(found)
    assert 131072 == googles.models.get(model=MODEL).input_token_limit
    assert "countTokens" in found["models/fast"].supported_actions
    with pytest.raises(google_errors.ClientError, match="404"):
        googles.models.get(model=LLAMA)


def test_tokens_are_estimated_for_anthropics_client(anthropics):
    """A figure, and a header that says that it is an estimate; nobody is called."""
    asked = {"model": MODEL, "messages": [{"role": "user", "content": "rivers " * 100}]}
    raw = anthropics.messages.with_raw_response.count_tokens(**asked)

    assert 100 < raw.parse().input_tokens < 400
    assert "true" == raw.headers["x-fairlane-estimate"]
    assert "x-fairlane-endpoint" not in raw.headers


def test_tokens_are_estimated_for_googles_client(googles):
    """In Google's shape."""
    assert 100 < googles.models.count_tokens(model=MODEL, contents="rivers " * 100).total_tokens < 400


def test_counting_needs_a_key_and_a_model(works, anthropics):
    """Errors are in the client's own shape."""
    asked = {"messages": [{"role": "user", "content": "a"}]}
    with pytest.raises(anthropic.NotFoundError):
        anthropics.messages.count_tokens(model="nobody/knows", **asked)
    with (
        anthropic.Anthropic(base_url=works.url, api_key="wrong", max_retries=0) as stranger,
        pytest.raises(anthropic.AuthenticationError),
    ):
        stranger.messages.count_tokens(model=MODEL, **asked)


async def test_openrouters_models(web):
    """With prices, bounds, and what each model is for; an alias says what it stands for."""
    status, told = await get(web, "/api/v1/models")
    rows = {row["id"]: row for row in told["data"]}

    assert (200, len(rows)) == (status, told["total_count"])
    assert {"fast", MODEL, "mistralai/mistral-small", *MODELS.values()} == set(rows)
    assert {"prompt": "0.0000001", "completion": "0.0000005"} == rows[MODEL]["pricing"]
    assert ("mistralai/mistral-small", 131072) == (rows["fast"]["alias_target"]["slug"], rows[MODEL]["context_length"])
    assert {"tools", "structured_outputs", "temperature"} <= set(rows[MODEL]["supported_parameters"])
    assert "text->embeddings" == rows[MODELS["embeddings"]]["architecture"]["modality"]


async def test_a_model_has_the_endpoints_that_the_key_may_reach(web, health):
    """The health team's policies leave two of four."""
    path = f"/api/v1/models/{MODEL}/endpoints"
    (_, all_of_them), (_, in_europe) = await get(web, path), await get(health, path)

    assert 4 > len(in_europe["data"]["endpoints"])
    assert ["alpenhost-gpt-oss", "nordlys-gpt-oss"] == [row["tag"] for row in in_europe["data"]["endpoints"]]
    assert {"nordlys", "alpenhost", "atlantic"} <= {row["provider_name"] for row in all_of_them["data"]["endpoints"]}
    assert 404 == (await get(web, f"/api/v1/models/{LLAMA}/endpoints"))[0]


async def generation(session, name):
    """Return status and document of a generation, once it is settled."""
    limit = time.monotonic() + WAIT
    while True:
        status, told = await get(session, "/api/v1/generation", id=name)
        if status == 200 or time.monotonic() > limit:
            return status, told


async def test_what_became_of_a_call(web, health):
    """To the team that made it, and to no other."""
    async with web.post("/api/v1/chat/completions", json=ASKED) as answer:
        said, name = await answer.json(), answer.headers["X-Generation-Id"]
    status, told = await generation(web, name)
    row = told["data"]

    assert (200, said["id"], said["usage"]["cost"]) == (status, row["id"], row["total_cost"])
    assert (MODEL, said["provider"], "stop", False) == (
        row["model"],
        row["provider_name"],
        row["finish_reason"],
        row["streamed"],
    )
    assert (said["usage"]["prompt_tokens"], said["usage"]["completion_tokens"]) == (
        row["native_tokens_prompt"],
        row["native_tokens_completion"],
    )
    assert 0 < row["latency"]
    status, told = await get(health, "/api/v1/generation", id=name)
    assert (404, "generation_not_found") == (status, told["error"]["code"])


async def test_what_became_of_other_calls(web):
    """A stream, and a call that is no conversation."""
    async with web.post("/api/v1/chat/completions", json={**ASKED, "stream": True}) as answer:
        await answer.read()
        streamed = answer.headers["X-Generation-Id"]
    async with web.post("/api/v1/embeddings", json={"model": MODELS["embeddings"], "input": "a"}) as answer:
        embedded = answer.headers["X-Generation-Id"]

    row = (await generation(web, streamed))[1]["data"]
    assert (True, "stop", False) == (row["streamed"], row["finish_reason"], row["cancelled"])
    assert "embeddings" == (await generation(web, embedded))[1]["data"]["api_type"]


@pytest.mark.parametrize(("query", "status"), [({}, 400), ({"id": "fl-nothing"}, 404), ({"id": "x" * 300}, 404)])
async def test_a_call_that_nobody_knows(web, query, status):
    """It is asked for by its id."""
    assert status == (await get(web, "/api/v1/generation", **query))[0]


@pytest.mark.parametrize("path", ["/api/v1/key", "/api/v1/auth/key"])
async def test_the_key_itself(web, path):
    """Its name and no more than is known."""
    status, told = await get(web, path)

    assert (200, "web-demo", None, 0) == (status, told["data"]["label"], told["data"]["limit"], told["data"]["usage"])
    assert WEB not in str(told)


@pytest.mark.parametrize(
    "path",
    ["/v1/models", f"/v1/models/{MODEL}", "/v1beta/models", "/api/v1/models", "/api/v1/key", "/api/v1/generation?id=x"],
)
async def test_nothing_is_told_to_strangers(works, path):
    """Every lookup needs a key."""
    async with aiohttp.ClientSession(works.url) as session, session.get(path) as answer:
        assert 401 == answer.status
