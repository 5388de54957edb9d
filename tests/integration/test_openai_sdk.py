"""The official OpenAI SDK, unchanged, against the running process: only its base URL is ours."""

import json

import openai
import pytest

from tests.support.configs import HEALTH, WEB

MODEL = "openai/gpt-oss-120b"
WEATHER = {
    "type": "function",
    "function": {
        "name": "get_weather",
        "description": "Weather of a city",
        "parameters": {
            "type": "object",
            "properties": {"city": {"type": "string"}, "days": {"type": "integer"}},
            "required": ["city"],
        },
    },
}
ASKED = [{"role": "user", "content": "Write 12 words about rivers."}]


@pytest.fixture
def client(running):
    """A client of the web team."""
    with openai.OpenAI(base_url=f"{running.url}/v1", api_key=WEB, max_retries=0) as made:
        yield made


@pytest.fixture
def health(running):
    """A client of the health team, whose calls carry `phi`."""
    with openai.OpenAI(base_url=f"{running.url}/v1", api_key=HEALTH, max_retries=0) as made:
        yield made


def test_a_plain_call(client):
    """Text, finish reason and usage arrive as the SDK's own types."""
    answer = client.chat.completions.create(model=MODEL, messages=ASKED)

    assert answer.choices[0].message.content
    assert "stop" == answer.choices[0].finish_reason
    assert answer.usage.total_tokens == answer.usage.prompt_tokens + answer.usage.completion_tokens > 0


async def test_an_asynchronous_call(running):
    """The asynchronous client works alike."""
    async with openai.AsyncOpenAI(base_url=f"{running.url}/v1", api_key=WEB, max_retries=0) as client:
        answer = await client.chat.completions.create(model="fast", messages=ASKED)

    assert answer.choices[0].message.content


def test_a_stream_gives_the_same_text(client):
    """What is streamed adds up to what a whole answer says; usage comes last where it was asked for."""
    whole = client.chat.completions.create(model=MODEL, messages=ASKED)
    chunks = list(
        client.chat.completions.create(model=MODEL, messages=ASKED, stream=True, stream_options={"include_usage": True})
    )

    text = "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)
    assert whole.choices[0].message.content == text
    assert whole.usage.total_tokens == chunks[-1].usage.total_tokens


def test_a_stream_without_usage_has_none(client):
    """The gateway asks for usage for its own ledger, and does not show it to a client that did not ask."""
    chunks = list(client.chat.completions.create(model=MODEL, messages=ASKED, stream=True))

    assert {None} == {chunk.usage for chunk in chunks}
    assert all(chunk.choices for chunk in chunks)


async def test_an_asynchronous_stream(running):
    """Streaming works alike in the asynchronous client."""
    async with openai.AsyncOpenAI(base_url=f"{running.url}/v1", api_key=WEB, max_retries=0) as client:
        stream = await client.chat.completions.create(model=MODEL, messages=ASKED, stream=True)
        text = "".join([chunk.choices[0].delta.content or "" async for chunk in stream])

    assert text


def test_tools_are_called_and_answered(client):
    """A tool is called with whole JSON arguments, and its result brings a text."""
    messages = [{"role": "user", "content": "How is the weather in Lund?"}]
    first = client.chat.completions.create(model=MODEL, messages=messages, tools=[WEATHER]).choices[0].message
    call = first.tool_calls[0]
    result = {"role": "tool", "tool_call_id": call.id, "content": "sunny"}
    second = client.chat.completions.create(model=MODEL, messages=[*messages, first, result], tools=[WEATHER])

    assert "get_weather" == call.function.name
    assert isinstance(json.loads(call.function.arguments)["city"], str)
    assert second.choices[0].message.content


def test_streamed_tool_arguments_are_whole(client):
    """Pieces of tool arguments add up to the JSON of the whole answer."""
    asked = {"model": MODEL, "messages": [{"role": "user", "content": "Weather in Lund?"}], "tools": [WEATHER]}
    whole = client.chat.completions.create(**asked).choices[0].message.tool_calls[0].function.arguments
    pieces = [
        call.function.arguments or ""
        for chunk in client.chat.completions.create(**asked, stream=True)
        for call in (chunk.choices[0].delta.tool_calls or [])
    ]

    assert json.loads(whole) == json.loads("".join(pieces))


def test_structured_output(client):
    """A JSON schema is honoured by an endpoint that has the feature."""
    schema = {"type": "object", "properties": {"name": {"type": "string"}}, "required": ["name"]}
    answer = client.chat.completions.create(
        model=MODEL,
        messages=ASKED,
        response_format={"type": "json_schema", "json_schema": {"name": "river", "schema": schema, "strict": True}},
    )

    assert {"name"} == set(json.loads(answer.choices[0].message.content))


def test_the_cap_of_a_policy_holds(client):
    """A client that asks for more than its policy allows gets what is allowed."""
    answer = client.chat.completions.create(
        model=MODEL, messages=[{"role": "user", "content": "Write 6000 words."}], max_completion_tokens=100_000
    )

    assert (4096, "length") == (answer.usage.completion_tokens, answer.choices[0].finish_reason)


def test_a_refusal_is_a_permission_error_with_reasons(health):
    """The SDK's own exception carries decision, policy and, for each endpoint, who removed it and where that stands."""
    with pytest.raises(openai.PermissionDeniedError) as caught:
        health.chat.completions.create(model="meta-llama/llama-3.3-70b-instruct", messages=ASKED)

    error = caught.value.body
    assert ("policy_refused", "phi-stays-in-europe") == (error["code"], error["policy"])
    assert error["decision"] == caught.value.response.headers["x-fairlane-decision"]
    assert ["atlantic-llama"] == [reason["endpoint"] for reason in error["reasons"]]
    assert "policies.yaml:" in error["reasons"][0]["place"]


def test_a_model_that_was_not_granted_is_refused(client):
    """The web team was not granted Llama, and the refusal says so."""
    with pytest.raises(openai.PermissionDeniedError) as caught:
        client.chat.completions.create(model="meta-llama/llama-3.3-70b-instruct", messages=ASKED)

    assert {"not_granted"} == {reason["reason"] for reason in caught.value.body["reasons"]}


def test_an_unknown_model_is_not_found(client):
    """A typing error is answered with the name that was meant."""
    with pytest.raises(openai.NotFoundError, match="did you mean `openai/gpt-oss-120b`"):
        client.chat.completions.create(model="openai/gpt-oss-12b", messages=ASKED)


def test_a_wrong_key_is_an_authentication_error(running):
    """A key that no team has gets nothing."""
    client = openai.OpenAI(base_url=f"{running.url}/v1", api_key="fl-stolen", max_retries=0)
    with pytest.raises(openai.AuthenticationError, match="unknown key"), client:
        client.chat.completions.create(model=MODEL, messages=ASKED)


def test_a_bad_request_names_the_field(client):
    """What breaks the dialect is told with the parameter at fault."""
    with pytest.raises(openai.BadRequestError) as caught:
        client.chat.completions.create(model=MODEL, messages=[])

    assert "messages" == caught.value.body["param"]


def test_work_that_no_endpoint_can_do(health):
    """An image for a lane without vision is refused with what each endpoint lacks."""
    image = [{"type": "image_url", "image_url": {"url": "https://example.org/a.png"}}]
    with pytest.raises(openai.BadRequestError, match="`nordlys-gpt-oss` lacks vision"):
        health.chat.completions.create(model=MODEL, messages=[{"role": "user", "content": image}])


def test_a_fallback_model_may_do_what_the_first_cannot(client):
    """The web team's fallback sees images, so the call goes there, inside the lane."""
    image = [{"type": "image_url", "image_url": {"url": "https://example.org/a.png"}}]
    answer = client.chat.completions.with_raw_response.create(
        model=MODEL, messages=[{"role": "user", "content": image}]
    )

    assert "nordlys-mistral" == answer.headers["x-fairlane-endpoint"]


def test_models_lists_what_the_key_reaches(client, health):
    """Each team sees its own models and aliases, under its own policies."""
    assert ["fast", "mistralai/mistral-small", MODEL] == sorted(model.id for model in client.models.list())
    assert "meta-llama/llama-3.3-70b-instruct" not in {model.id for model in health.models.list()}


def test_headers_say_what_was_decided(running, health):
    """Decision, revision, endpoint and timing travel with every answer."""
    answer = health.chat.completions.with_raw_response.create(model=MODEL, messages=ASKED)

    assert "nordlys-gpt-oss" == answer.headers["x-fairlane-endpoint"]
    assert answer.headers["x-fairlane-decision"].startswith("fl-")
    assert 12 == len(answer.headers["x-fairlane-revision"])
    assert ["policy", "queue", "upstream"] == [
        part.strip().partition(";")[0] for part in answer.headers["server-timing"].split(",")
    ]


def test_a_legacy_completion(client):
    """Old clients are answered by models that converse: a text, its end and its tokens."""
    answer = client.completions.create(model=MODEL, prompt="Write 12 words about rivers.", max_tokens=60, n=2)

    assert 2 == len([choice.text for choice in answer.choices if choice.text])
    assert ("text_completion", "stop") == (answer.object, answer.choices[0].finish_reason)
    assert answer.usage.total_tokens > 0


def test_a_legacy_stream(client):
    """It adds up to what a whole completion says; what nobody knows is named as dropped."""
    asked = {"model": MODEL, "prompt": "Write 12 words about rivers."}
    whole = client.completions.create(**asked)
    raw = client.completions.with_raw_response.create(**asked, stream=True, extra_body={"guided_choice": ["x"]})

    assert whole.choices[0].text == "".join(chunk.choices[0].text for chunk in raw.parse() if chunk.choices)
    assert "guided_choice" == raw.headers["x-fairlane-dropped"]


def test_what_a_legacy_completion_cannot_be(client):
    """Several prompts, tokens, a suffix: refused, with the way out."""
    for asked in ({"prompt": ["a", "b"]}, {"prompt": [1, 2]}, {"prompt": "a", "suffix": "b"}):
        with pytest.raises(openai.BadRequestError, match="send"):
            client.completions.create(model=MODEL, **asked)
