"""Calls that are no conversation, by the official OpenAI SDK and by plain HTTP, against the running process."""

import base64
import json
import time

import aiohttp
import openai
import pytest

from tests.support.configs import HEALTH, WEB
from tests.support.works import MODELS

SOUND = ("ä b.wav", b"RIFF\r\n--" * 500, "audio/wav")
WAIT = 5.0
HEADERS = {"Authorization": f"Bearer {WEB}"}


@pytest.fixture
def client(works):
    """A client of the web team."""
    with openai.OpenAI(base_url=f"{works.url}/v1", api_key=WEB, max_retries=0) as made:
        yield made


@pytest.fixture
async def http(works):
    """Plain HTTP, with the web team's key."""
    async with aiohttp.ClientSession(works.url, headers=HEADERS, timeout=aiohttp.ClientTimeout(total=15)) as session:
        yield session


def settled(works, call):
    """Return the settlement of *call*, which is in the journal a moment after the client has its answer."""
    limit = time.monotonic() + WAIT
    while time.monotonic() < limit:
        lines = (line for path in (works.state / "journal").glob("*.jsonl") for line in path.read_text().splitlines())
        for record in (json.loads(line) for line in lines if call in line):
            if record["kind"] == "settled":
                return record
        time.sleep(0.02)
    raise AssertionError(f"`{call}` was not settled within {WAIT} seconds")


async def fault(works, http, provider, document):
    """Let *provider* be unwell, or well again with `None`."""
    async with http.put(f"{works.simulator}/_control/faults/{provider}", data=json.dumps(document)) as answer:
        assert 204 == answer.status


def test_embeddings(client, works):
    """Vectors come as the SDK's own type, from the cheapest endpoint, and are settled with their tokens and cost."""
    raw = client.embeddings.with_raw_response.create(model=MODELS["embeddings"], input=["a river", "a lake"])
    answer = raw.parse()

    assert [8, 8] == [len(row.embedding) for row in answer.data]
    assert "offshore-embeddings" == raw.headers["x-fairlane-endpoint"]
    record = settled(works, raw.headers["x-fairlane-decision"])
    assert answer.usage.prompt_tokens == record["usage"]["input_tokens"] > 0
    assert ("complete", True) == (record["ending"], record["cost_micro_usd"] is not None)


def test_tokens_and_numbers_pass_as_they_are(client):
    """Tokens in, plain numbers out: neither is touched on the way."""
    answer = client.embeddings.create(
        model=MODELS["embeddings"], input=[1, 2, 3], encoding_format="float", dimensions=5
    )

    assert (5, 3) == (len(answer.data[0].embedding), answer.usage.prompt_tokens)


def test_policies_decide(works):
    """Patient data is embedded in Europe, where it costs more."""
    with openai.OpenAI(base_url=f"{works.url}/v1", api_key=HEALTH, max_retries=0) as client:
        raw = client.embeddings.with_raw_response.create(model=MODELS["embeddings"], input="a patient")

    assert "studio-embeddings" == raw.headers["x-fairlane-endpoint"]


def test_a_model_is_only_for_what_it_is_for(works):
    """Nobody embeds with a model that draws, nor talks to one that embeds."""
    with openai.OpenAI(base_url=f"{works.url}/v1", api_key=HEALTH, max_retries=0) as client:
        with pytest.raises(openai.BadRequestError, match="lacks embeddings"):
            client.embeddings.create(model=MODELS["images"], input="a")
        with pytest.raises(openai.BadRequestError, match="lacks chat"):
            client.chat.completions.create(model=MODELS["embeddings"], messages=[{"role": "user", "content": "a"}])


async def test_an_endpoint_that_is_down_is_passed_over(works, http):
    """Embeddings fall back like any call."""
    await fault(works, http, "offshore", {"kind": "status", "status": 503})
    try:
        async with http.post("/v1/embeddings", json={"model": MODELS["embeddings"], "input": "a"}) as answer:
            assert (200, "studio-embeddings") == (answer.status, answer.headers["x-fairlane-endpoint"])
    finally:
        await fault(works, http, "offshore", None)


def test_images(client):
    """A picture, and its tokens."""
    answer = client.images.generate(model=MODELS["images"], prompt="a river", n=2)

    assert [b"\x89PNG"] * 2 == [base64.b64decode(each.b64_json)[:4] for each in answer.data]
    assert answer.usage.output_tokens > 0


def test_a_stream_of_images(client, works):
    """Partial pictures, then the whole one; the last event's usage is settled."""
    with client.images.with_streaming_response.generate(
        model=MODELS["images"], prompt="a river", stream=True, partial_images=2
    ) as raw:
        events = list(raw.parse())
        call = raw.headers["x-fairlane-decision"]

    kinds = ["image_generation.partial_image"] * 2 + ["image_generation.completed"]
    assert kinds == [event.type for event in events]
    assert events[-1].usage.output_tokens == settled(works, call)["usage"]["image_output_tokens"]


def test_speech_is_bytes(client, works):
    """The provider's own content type comes along; a call without usage is settled without."""
    with client.audio.speech.with_streaming_response.create(
        model=MODELS["speech"], input="hello", voice="alloy"
    ) as raw:
        sound, call = raw.read(), raw.headers["x-fairlane-decision"]
        assert "audio/wav" == raw.headers["content-type"]

    record = settled(works, call)
    assert sound.startswith(b"RIFF")
    assert ("complete", None, None) == (record["ending"], record["usage"], record["cost_micro_usd"])


async def test_speech_in_events(http):
    """The same sound in base64, with its usage at the end."""
    body = {"model": MODELS["speech"], "input": "hello", "voice": "alloy", "stream_format": "sse"}
    async with http.post("/v1/audio/speech", json=body) as answer:
        text = await answer.text()

    assert "text/event-stream" == answer.content_type
    events = [json.loads(line[6:]) for line in text.splitlines() if line.startswith("data: ")]
    assert b"RIFF" == b"".join(base64.b64decode(event["audio"]) for event in events[:-1])[:4]
    assert "speech.audio.done" == events[-1]["type"]


async def test_audio_that_breaks_off_does_not_end(works, http):
    """In a stream that has no words for an error, the connection breaks off too: half a sound is no whole one."""
    await fault(works, http, "studio", {"kind": "cut", "after": 2})
    try:
        answer = await http.post("/v1/audio/speech", json={"model": MODELS["speech"], "input": "a", "voice": "alloy"})
        with pytest.raises(aiohttp.ClientPayloadError):
            await answer.read()
        call = answer.headers["x-fairlane-decision"]
    finally:
        await fault(works, http, "studio", None)

    assert "cut" == settled(works, call)["ending"]


def test_a_transcription(client, works):
    """A form goes through with the model's name changed, and its tokens come back."""
    raw = client.audio.transcriptions.with_raw_response.create(
        model=MODELS["transcription"], file=SOUND, timestamp_granularities=["word", "segment"], temperature=0.1
    )
    answer = raw.parse()

    assert f"I heard {len(SOUND[1])} bytes." == answer.text
    assert answer.usage.input_tokens == settled(works, raw.headers["x-fairlane-decision"])["usage"]["input_tokens"]


def test_a_transcription_as_text_and_as_a_stream(client):
    """In every form that OpenAI has."""
    asked = {"model": MODELS["transcription"], "file": SOUND}
    text = client.audio.transcriptions.create(**asked, response_format="text")
    events = list(client.audio.transcriptions.create(**asked, stream=True))

    assert text.strip() == events[-1].text == "".join(event.delta for event in events[:-1])


async def test_other_clients_forms(works, http):
    """The forms of aiohttp are written otherwise, and they are read all the same; what goes upstream has the upstream's name."""
    form = aiohttp.FormData({"model": MODELS["transcription"], "response_format": "json"})
    form.add_field("file", SOUND[1], filename="a.wav", content_type="audio/wav")
    async with http.post("/api/v1/audio/transcriptions", data=form) as answer:
        body = await answer.json()
    async with http.get(f"{works.simulator}/_control/calls") as calls:
        last = (await calls.json())[-1]

    assert (200, f"I heard {len(SOUND[1])} bytes.") == (answer.status, body["text"])
    assert answer.headers["X-Generation-Id"] == answer.headers["x-fairlane-decision"]
    assert "up-transcription" == last["model"]


async def test_a_form_that_parsers_read_differently_is_refused(http):
    """A second `model` behind bare line feeds would be another model to another parser."""
    body = (
        f'--b\r\nContent-Disposition: form-data; name="model"\r\n\r\n{MODELS["transcription"]}\r\n'
        '--b\r\nContent-Disposition: form-data; name="prompt"\r\n\r\n'
        '\n--b\nContent-Disposition: form-data; name="model"\n\nother\r\n--b--\r\n'
    )
    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    async with http.post("/v1/audio/transcriptions", data=body.encode(), headers=headers) as answer:
        error = (await answer.json())["error"]

    assert (400, "invalid_form") == (answer.status, error["code"])


@pytest.mark.parametrize("path", ["/v1/rerank", "/api/v1/rerank"])
async def test_rerank(works, http, path):
    """The best document first; also where OpenRouter's clients look for it."""
    body = {"model": MODELS["rerank"], "query": "a river", "documents": ["a lake", "a river"], "top_n": 1}
    async with http.post(path, json=body) as answer:
        told = await answer.json()

    assert [1] == [each["index"] for each in told["results"]]
    assert (
        told["usage"]["total_tokens"] == settled(works, answer.headers["x-fairlane-decision"])["usage"]["input_tokens"]
    )


async def test_explain_knows_every_operation(http):
    """The decision for a body of any path, without calling anyone."""
    body = {"model": MODELS["embeddings"], "input": "a"}
    async with http.post("/v1/explain", params={"path": "/v1/embeddings"}, json=body) as answer:
        told = await answer.json()

    assert "openai_embeddings" == told["request"]["dialect"]
    assert ["offshore-embeddings", "studio-embeddings"] == [row["endpoint"] for row in told["lane"]]
