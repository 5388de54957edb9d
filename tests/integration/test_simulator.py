"""Simulated providers over real sockets, as aiohttp and the official `openai` SDK see them."""

import asyncio
import json

import aiohttp
import jsonschema
import pytest
import uvloop
from openai import APIConnectionError, APIError, AsyncOpenAI, RateLimitError

from proxy.dialects.openai_chat import OPENAI_CHAT
from proxy.simulator.behaviour import Behaviour
from proxy.simulator.faults import Fault, FaultKind
from proxy.simulator.server import MOST_RECORDS, Simulator

ASK = {"model": "gpt-x", "messages": [{"role": "user", "content": "Tell me a story in 40 words"}]}
SCHEMA = {
    "type": "object",
    "properties": {
        "city": {"type": "string", "minLength": 12},
        "days": {"type": "integer", "minimum": 3, "maximum": 5},
        "unit": {"enum": ["C", "F"]},
        "spots": {"type": "array", "items": {"$ref": "#/$defs/spot"}, "minItems": 2},
    },
    "required": ["city", "days", "unit", "spots"],
    "additionalProperties": False,
    "$defs": {
        "spot": {
            "type": "object",
            "properties": {
                "name": {"type": "string"},
                "since": {"type": "string", "format": "date"},
                "next": {"anyOf": [{"$ref": "#/$defs/spot"}, {"type": "null"}]},
            },
            "required": ["name", "since", "next"],
            "additionalProperties": False,
        }
    },
}
WEATHER = {"type": "function", "function": {"name": "get_weather", "parameters": SCHEMA}}


@pytest.fixture
async def simulator():
    """Run a simulator."""
    simulated = Simulator(models={"nordlys": ["gpt-x", "gpt-y"]})
    await simulated.start()
    yield simulated
    await simulated.stop()


@pytest.fixture
async def http():
    """Open a plain HTTP client."""
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=10)) as session:
        yield session


@pytest.fixture
async def sdk(simulator):
    """Open the official SDK at the provider `nordlys`."""
    async with AsyncOpenAI(base_url=simulator.url("nordlys"), api_key="k", max_retries=0) as client:
        yield client


def endpoint(simulator, provider="nordlys"):
    """Return where *provider* answers chat completions."""
    return f"{simulator.url(provider)}/chat/completions"


async def gather(chunks, received):
    """Append *chunks* to *received*, so that what came before an exception is seen."""
    async for chunk in chunks:
        received.append(chunk)


async def test_an_answer_has_the_words_that_were_asked_for(sdk, simulator):
    """The SDK reads the answer, and the count is that of its text."""
    answer = await sdk.chat.completions.create(**ASK)
    [call] = simulator.calls

    assert 40 == len(answer.choices[0].message.content.split())
    assert "stop" == answer.choices[0].finish_reason
    assert answer.usage.total_tokens == answer.usage.prompt_tokens + answer.usage.completion_tokens
    assert ("nordlys", "gpt-x", False, 200) == (call.provider, call.model, call.stream, call.status)
    assert call.has_authorization
    assert answer.usage.completion_tokens == call.usage.output_tokens


async def test_a_stream_is_the_same_answer(sdk):
    """Streamed or whole, one question has one answer and one count."""
    whole = await sdk.chat.completions.create(**ASK)
    stream = await sdk.chat.completions.create(**ASK, stream=True, stream_options={"include_usage": True})
    chunks = [chunk async for chunk in stream]
    text = "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)

    assert whole.choices[0].message.content == text
    assert whole.usage == chunks[-1].usage
    assert [None] == list({chunk.usage for chunk in chunks[:-1]})


async def test_usage_is_streamed_only_on_request(sdk):
    """A client that did not ask gets no chunk without choices."""
    chunks = [chunk async for chunk in await sdk.chat.completions.create(**ASK, stream=True)]

    assert all(chunk.choices and chunk.usage is None for chunk in chunks)
    assert "stop" == chunks[-1].choices[0].finish_reason


@pytest.mark.parametrize("stream", [False, True])
async def test_a_tool_is_called_with_arguments_that_fit(sdk, stream):
    """The model calls the tool on offer, and its schema allows the arguments."""
    async with sdk.chat.completions.stream(**ASK, tools=[WEATHER]) as streamed:
        streamed_answer = await streamed.get_final_completion()
    answer = streamed_answer if stream else await sdk.chat.completions.create(**ASK, tools=[WEATHER])
    [call] = answer.choices[0].message.tool_calls

    assert ("tool_calls", "get_weather") == (answer.choices[0].finish_reason, call.function.name)
    jsonschema.validate(json.loads(call.function.arguments), SCHEMA)


async def test_a_tool_result_ends_the_calling(sdk):
    """After the result the model speaks; told not to call, it speaks at once."""
    first = await sdk.chat.completions.create(**ASK, tools=[WEATHER])
    turn = first.choices[0].message.model_dump(exclude_none=True)
    result = {"role": "tool", "tool_call_id": turn["tool_calls"][0]["id"], "content": "4 C"}
    turns = [*ASK["messages"], turn, result]
    after = await sdk.chat.completions.create(model="gpt-x", messages=turns, tools=[WEATHER])
    untooled = await sdk.chat.completions.create(**ASK, tools=[WEATHER], tool_choice="none")

    assert [None, None] == [each.choices[0].message.tool_calls for each in (after, untooled)]


async def test_named_tools_are_called_in_parallel(sdk):
    """A prompt that names two tools gets both, unless the client wants one at a time."""
    tools = [{"type": "function", "function": {"name": name}} for name in ("get_time", "get_weather")]
    ask = {"model": "m", "messages": [{"role": "user", "content": "get_time and get_weather"}], "tools": tools}
    both = await sdk.chat.completions.create(**ask)
    one = await sdk.chat.completions.create(**ask, parallel_tool_calls=False)

    assert [2, 1] == [len(each.choices[0].message.tool_calls) for each in (both, one)]


async def test_json_answers_are_what_was_asked_for(sdk):
    """JSON mode gives an object, structured output one that its schema allows."""
    schema = {"type": "json_schema", "json_schema": {"name": "trip", "schema": SCHEMA, "strict": True}}
    structured = await sdk.chat.completions.create(**ASK, response_format=schema)
    loose = await sdk.chat.completions.create(**ASK, response_format={"type": "json_object"})

    jsonschema.validate(json.loads(structured.choices[0].message.content), SCHEMA)
    assert 40 == json.loads(loose.choices[0].message.content)["words"]


async def test_the_token_limit_holds(sdk):
    """An answer that would be longer is cut, and says so."""
    answer = await sdk.chat.completions.create(**ASK, max_completion_tokens=5)

    assert (5, "length") == (answer.usage.completion_tokens, answer.choices[0].finish_reason)


async def test_several_choices_are_several_answers(sdk):
    """Each choice has its number and its own words."""
    answer = await sdk.chat.completions.create(**ASK, n=3)

    assert [0, 1, 2] == [choice.index for choice in answer.choices]
    assert 3 == len({choice.message.content for choice in answer.choices})


async def test_a_seed_is_an_answer(simulator, http):
    """The same seed answers the same bytes; another seed, or another model, others."""
    simulator.set_behaviour("other", Behaviour(seed=1))
    asks = [("nordlys", ASK), ("twin", ASK), ("other", ASK), ("nordlys", {**ASK, "model": "gpt-y"})]
    bodies = [await (await http.post(endpoint(simulator, name), json=ask)).read() for name, ask in asks]

    assert bodies[0] == bodies[1]
    assert 3 == len(set(bodies))


async def test_the_pace_is_kept(simulator, http):
    """The first token waits for its time, and the others come at their rate."""
    simulator.set_behaviour("nordlys", Behaviour(time_to_first_token=0.1, tokens_per_second=500, jitter=0.1))
    loop = asyncio.get_running_loop()
    begun = loop.time()
    async with http.post(endpoint(simulator), json={**ASK, "stream": True}) as response:
        await response.content.readuntil(b"\n\n")
        first = loop.time() - begun
        await response.read()

    assert 0.08 <= first
    assert first + 0.06 <= loop.time() - begun


async def test_models_are_listed(sdk):
    """A provider says which models it has."""
    assert ["gpt-x", "gpt-y"] == [model.id async for model in sdk.models.list()]


async def test_a_body_of_another_dialect_is_refused(simulator, http):
    """The provider answers as a real one would, and names the field."""
    async with http.post(endpoint(simulator), json={"model": "m"}) as response:
        error = (await response.json())["error"]

    assert (400, "messages", "invalid_request_error") == (response.status, error["param"], error["type"])
    assert [400] == [call.status for call in simulator.calls]


async def test_other_paths_are_not_found(simulator, http):
    """What no provider has is a clear 404."""
    async with http.get(f"{simulator.url('nordlys')}/embeddings") as response:
        assert 404 == response.status


async def test_a_status_fault_has_its_status(sdk, simulator):
    """The SDK raises what it raises for a real provider, and sees how long to wait."""
    simulator.set_fault("nordlys", Fault(kind=FaultKind.STATUS, status=429, retry_after=7))
    with pytest.raises(RateLimitError) as caught:
        await sdk.chat.completions.create(**ASK)

    assert "7" == caught.value.response.headers["retry-after"]
    assert [(429, FaultKind.STATUS)] == [(call.status, call.fault) for call in simulator.calls]


@pytest.mark.parametrize("stream", [False, True])
async def test_a_reset_fault_sends_no_byte(simulator, http, stream):
    """The connection is reset; nobody took it for the client's doing."""
    simulator.set_fault("nordlys", Fault(kind=FaultKind.RESET))
    with pytest.raises(aiohttp.ClientConnectionError):
        await http.post(endpoint(simulator), json={**ASK, "stream": stream})
    [call] = await simulator.wait_for_calls(1)

    assert (None, False) == (call.status, call.closed_early)


async def test_a_hang_fault_never_answers(simulator, http):
    """The client gives up, and the simulator notices."""
    simulator.set_fault("nordlys", Fault(kind=FaultKind.HANG))
    with pytest.raises(TimeoutError):
        await http.post(endpoint(simulator), json=ASK, timeout=aiohttp.ClientTimeout(total=0.1))
    [call] = await simulator.wait_for_calls(1)

    assert (None, True) == (call.status, call.closed_early)


@pytest.mark.parametrize("stream", [False, True])
async def test_a_dripping_fault_delays_the_content(simulator, http, stream):
    """Bytes come at once and mean nothing; the answer comes after, and is whole."""
    simulator.set_fault("nordlys", Fault(kind=FaultKind.SLOW_DRIP, seconds=0.1))
    async with http.post(endpoint(simulator), json={**ASK, "stream": stream}) as response:
        first = await response.content.readexactly(1)
        rest = await response.read()

    assert first in b": "
    if stream:
        assert b": \n\n" in first + rest
        assert rest.endswith(b"data: [DONE]\n\n")
    else:
        assert "stop" == OPENAI_CHAT.read(first + rest).finish_reason


@pytest.mark.parametrize("stream", [False, True])
async def test_a_cut_fault_breaks_off(simulator, http, stream):
    """What was promised does not come: after two events, or in the middle of the body."""
    simulator.set_fault("nordlys", Fault(kind=FaultKind.CUT, after=2))
    received = []
    async with http.post(endpoint(simulator), json={**ASK, "stream": stream}) as response:
        with pytest.raises(aiohttp.ClientPayloadError):
            await gather(response.content.iter_any(), received)
    [call] = await simulator.wait_for_calls(1)

    assert b"".join(received)
    assert (2 if stream else 0) == b"".join(received).count(b"\n\n")
    assert (200, False) == (call.status, call.closed_early)


@pytest.mark.parametrize("stream", [False, True])
async def test_a_malformed_fault_is_not_the_dialect(simulator, http, stream):
    """The bytes end properly and cannot be read."""
    simulator.set_fault("nordlys", Fault(kind=FaultKind.MALFORMED, after=1))
    async with http.post(endpoint(simulator), json={**ASK, "stream": stream}) as response:
        body = await response.read()

    assert 200 == response.status
    assert (2 if stream else 0) == body.count(b"\n\n")
    with pytest.raises(json.JSONDecodeError):
        json.loads(body.split(b"\n\n")[-2].removeprefix(b"data: ") if stream else body)


async def test_a_page_fault_is_a_page(simulator, http):
    """Status 200 does not make it an answer."""
    simulator.set_fault("nordlys", Fault(kind=FaultKind.WRONG_CONTENT_TYPE))
    async with http.post(endpoint(simulator), json=ASK) as response:
        body = await response.read()

    assert (200, "text/html") == (response.status, response.content_type)
    assert body.startswith(b"<!doctype html>")


@pytest.mark.parametrize("stream", [False, True])
async def test_an_empty_fault_is_nothing(simulator, http, stream):
    """The answer ends properly before it begins."""
    simulator.set_fault("nordlys", Fault(kind=FaultKind.EMPTY))
    async with http.post(endpoint(simulator), json={**ASK, "stream": stream}) as response:
        assert (200, b"") == (response.status, await response.read())


async def test_an_error_event_is_raised_by_the_sdk(sdk, simulator):
    """The stream begins well and tells its failure in the middle."""
    simulator.set_fault("nordlys", Fault(kind=FaultKind.ERROR_EVENT, after=3))
    stream = await sdk.chat.completions.create(**ASK, stream=True)
    received = []
    with pytest.raises(APIError, match="unwell"):
        await gather(stream, received)

    assert 3 == len(received)


async def test_an_error_object_can_have_status_200(simulator, http):
    """Some providers tell a failure in a body that claims success."""
    simulator.set_fault("nordlys", Fault(kind=FaultKind.ERROR_EVENT))
    async with http.post(endpoint(simulator), json=ASK) as response:
        error = (await response.json())["error"]

    assert (200, "simulated_fault") == (response.status, error["code"])


async def test_a_share_of_calls_is_struck(simulator, http):
    """The dice are the provider's own and seeded, so a drill can be repeated."""

    async def drill():
        simulator.set_fault("nordlys", Fault(kind=FaultKind.STATUS, share=0.5))
        return [(await http.post(endpoint(simulator), json=ASK)).status for _ in range(20)]

    first = await drill()

    assert {200, 503} == set(first)
    assert first == await drill()


async def test_a_fault_has_its_time(simulator, http):
    """A fault begins and ends as ordered, and can be taken back."""
    for fault, status in [
        (Fault(kind=FaultKind.STATUS, begins=60), 200),
        (Fault(kind=FaultKind.STATUS, lasts=0), 200),
        (Fault(kind=FaultKind.STATUS, lasts=60), 503),
        (None, 200),
    ]:
        simulator.set_fault("nordlys", fault)
        async with http.post(endpoint(simulator), json=ASK) as response:
            assert status == response.status


async def test_faults_are_one_providers_own(simulator, http):
    """A provider that fails leaves the others well."""
    simulator.set_fault("nordlys", Fault(kind=FaultKind.STATUS))
    statuses = [(await http.post(endpoint(simulator, name), json=ASK)).status for name in ("nordlys", "alpenhost")]

    assert [503, 200] == statuses


async def test_another_process_can_order_faults(simulator, http):
    """A drill from outside sets a fault, sees the calls, and heals the provider."""
    control = simulator.url("_control")
    order = {"kind": "status", "status": 500, "retry_after": 2, "for": 60}
    async with http.put(f"{control}/faults/nordlys", json=order) as response:
        assert 204 == response.status
    async with http.post(endpoint(simulator), json=ASK) as response:
        assert (500, "2") == (response.status, response.headers["Retry-After"])
    async with http.put(f"{control}/faults/nordlys", data=b"null") as response:
        assert 204 == response.status
    async with http.post(endpoint(simulator), json=ASK) as response:
        assert 200 == response.status
    async with http.get(f"{control}/calls") as response:
        calls = await response.json()

    assert [500, 200] == [call["status"] for call in calls]
    assert ["status", None] == [call["fault"] for call in calls]


async def test_another_process_can_write_the_answers(simulator, http):
    """They are given in order; then the provider makes up its own again, and other providers never stopped."""
    script = [
        {"reasoning": "hm", "tool_calls": [{"name": "f", "arguments": {"a": 1}}]},
        {"text": "done"},
    ]
    async with http.put(f"{simulator.url('_control')}/scripts/nordlys", json=script) as response:
        assert 204 == response.status
    names = ("nordlys", "alpenhost", "nordlys", "nordlys")
    answers = [await (await http.post(endpoint(simulator, name), json=ASK)).json() for name in names]
    first, other, second, third = (answer["choices"][0]["message"] for answer in answers)

    assert ("hm", "f", '{"a":1}') == (
        first["reasoning_content"],
        first["tool_calls"][0]["function"]["name"],
        first["tool_calls"][0]["function"]["arguments"],
    )
    assert "done" == second["content"]
    assert [40, 40] == [len(message["content"].split()) for message in (other, third)]


async def test_what_was_asked_is_recorded_on_order(simulator, http):
    """Bodies are listed only while somebody wants them, and only the last of them."""
    control = simulator.url("_control")
    await http.post(endpoint(simulator), json=ASK)
    async with http.put(f"{control}/recording", data=b"true") as response:
        assert 204 == response.status
    for at in range(MOST_RECORDS + 1):
        await http.post(endpoint(simulator), json={**ASK, "seed": at})
    async with http.get(f"{control}/calls") as response:
        calls = await response.json()

    assert [False, False, True] == ["request" in call for call in calls[:3]]
    assert {**ASK, "seed": MOST_RECORDS} == calls[-1]["request"]


@pytest.mark.parametrize("header", ["Authorization", "api-key", "x-api-key", "x-goog-api-key"])
async def test_a_credential_is_noticed_in_any_header(simulator, http, header):
    """Each dialect has its own, and the simulator keeps none of them."""
    await http.post(endpoint(simulator), json=ASK, headers={header: "k"})
    await http.post(endpoint(simulator), json=ASK)

    assert [True, False] == [call.has_authorization for call in simulator.calls]


async def test_azures_paths_are_served(simulator, http):
    """The newer one and the one with the deployment's name."""
    paths = ("openai/v1/chat/completions", "openai/deployments/gpt-x/chat/completions?api-version=2024-10-21")
    statuses = [(await http.post(f"{simulator.url('azure')}/{path}", json=ASK)).status for path in paths]

    assert [200, 200] == statuses


async def test_a_prompt_cache_is_filled_and_read(sdk):
    """The second call with a prefix reads what the first has written."""
    system = {
        "role": "system",
        "content": [{"type": "text", "text": "Be brief.", "cache_control": {"type": "ephemeral"}}],
    }
    asks = [{**ASK, "messages": [system, *ASK["messages"]], "seed": seed} for seed in (1, 2)]
    first, second = [(await sdk.chat.completions.create(**ask)).usage.prompt_tokens_details for ask in asks]

    assert first.cache_write_tokens == second.cached_tokens > 0


async def test_a_thought_comes_with_its_seal(sdk):
    """Streamed or whole, as OpenRouter shows the thoughts of OpenAI's models."""
    answer = await sdk.chat.completions.create(**ASK, reasoning_effort="low")
    stream = await sdk.chat.completions.create(**ASK, reasoning_effort="low", stream=True)
    deltas = [chunk.choices[0].delta.model_extra or {} async for chunk in stream]
    message = answer.choices[0].message.model_extra
    details = [detail for delta in deltas for detail in delta.get("reasoning_details", [])]

    assert ["reasoning.summary", "reasoning.encrypted"] == [each["type"] for each in message["reasoning_details"]]
    assert message["reasoning_content"] == "".join(delta.get("reasoning_content", "") for delta in deltas)
    assert message["reasoning_details"][-1]["data"] == details[-1]["data"]
    assert answer.usage.completion_tokens_details.reasoning_tokens


@pytest.mark.parametrize("order", [b"{", b"{}", b'{"kind":"fire"}', b'{"kind":"hang","share":"half"}', b"[]"])
async def test_an_impossible_order_is_refused(simulator, http, order):
    """A drill with a typing error does not run as something else."""
    async with http.put(f"{simulator.url('_control')}/faults/nordlys", data=order) as response:
        assert 400 == response.status


@pytest.mark.parametrize(
    ("method", "path", "body", "expected"),
    [
        ("PUT", "scripts/nordlys", b"{}", 400),
        ("PUT", "recording", b"1", 400),
        ("PUT", "recording/nordlys", b"true", 404),
        ("PUT", "scripts", b"[]", 404),
        ("POST", "scripts/nordlys", b"[]", 404),
        ("PUT", "weather", b"{}", 404),
    ],
)
async def test_other_orders_are_not_known(simulator, http, method, path, body, expected):
    """What cannot be done is said, and nothing is done."""
    async with http.request(method, f"{simulator.url('_control')}/{path}", data=body) as response:
        assert expected == response.status


async def test_a_client_that_goes_is_noticed(simulator, http):
    """The call is listed as left early, and its handler is gone."""
    simulator.set_behaviour("nordlys", Behaviour(tokens_per_second=20))
    async with http.post(endpoint(simulator), json={**ASK, "stream": True}) as response:
        await response.content.readuntil(b"\n\n")
    [call] = await simulator.wait_for_calls(1)

    assert (200, True, True) == (call.status, call.stream, call.closed_early)


async def test_the_sdk_sees_a_cut_as_a_lost_connection(sdk, simulator):
    """The official SDK tells a cut stream from one that ended."""
    simulator.set_fault("nordlys", Fault(kind=FaultKind.CUT, after=2))
    stream = await sdk.chat.completions.create(**ASK, stream=True)

    with pytest.raises((APIConnectionError, APIError)):
        [chunk async for chunk in stream]


async def stop_in_the_middle():
    """Stop the simulator while it answers; return its calls, and the tasks that are left."""
    simulated = Simulator(behaviour=Behaviour(time_to_first_token=60))
    await simulated.start()
    async with aiohttp.ClientSession() as session, session.post(endpoint(simulated), json=ASK) as response:
        await simulated.stop()
        with pytest.raises(aiohttp.ClientPayloadError):
            await response.read()
    return [call.closed_early for call in simulated.calls], asyncio.all_tasks() - {asyncio.current_task()}


@pytest.mark.parametrize("run", [asyncio.run, uvloop.run])
def test_stopping_leaves_nothing_behind(run):
    """No task outlives the simulator, on either event loop; a call it breaks off is not the client's doing."""
    assert ([False], set()) == run(stop_in_the_middle())
