"""LangChain's chat models, unchanged, against the running process: through them most agent frameworks call."""

import base64

import pytest

from tests.support.clients.config import CLOSED, KEY, PROVIDERS, model_of
from tests.support.clients.serving import serving

langchain_openai = pytest.importorskip("langchain_openai")
langchain_anthropic = pytest.importorskip("langchain_anthropic")

from anthropic import PermissionDeniedError as AnthropicPermissionDenied  # noqa: E402 - after what may skip
from langchain_core.messages import HumanMessage, ToolMessage  # noqa: E402 - the same
from langchain_core.tools import tool  # noqa: E402 - the same
from openai import PermissionDeniedError  # noqa: E402 - the same
from pydantic import BaseModel  # noqa: E402 - the same

ASKED = "Write 12 words about rivers."
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@tool
def get_weather(city: str) -> str:
    """Tell the weather of a city."""
    return f"sunny in {city}"


class River(BaseModel):
    """A river."""

    name: str
    length: int


def chat(url, model):
    """OpenAI's chat model on Chat Completions."""
    # LangChain asks for a stream's usage by itself only at OpenAI's own address.
    return langchain_openai.ChatOpenAI(base_url=f"{url}/v1", api_key=KEY, model=model, max_retries=0, stream_usage=True)


def responses(url, model):
    """The same on Responses."""
    return langchain_openai.ChatOpenAI(
        base_url=f"{url}/v1", api_key=KEY, model=model, max_retries=0, use_responses_api=True
    )


def messages(url, model):
    """Anthropic's chat model."""
    return langchain_anthropic.ChatAnthropic(base_url=url, api_key=KEY, model=model, max_retries=0, max_tokens=2000)


def added(chunks):
    """Return what a stream's *chunks* add up to."""
    first, *others = chunks
    return sum(others, first)


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """A gateway and its simulated providers, for the tests of this module."""
    with serving(tmp_path_factory.mktemp("gateway")) as served:
        yield served


@pytest.fixture(autouse=True)
def _no_tracing(monkeypatch):
    """LangChain tells nobody of its runs."""
    monkeypatch.setenv("LANGSMITH_TRACING", "false")


@pytest.fixture(params=[chat, responses, messages], ids=lambda made: made.__name__)
def make(request):
    """Each of LangChain's ways to call the gateway."""
    return request.param


@pytest.fixture(params=PROVIDERS)
def model(served, make, request):
    """A chat model on a provider of each dialect."""
    return make(served.url, model_of(request.param))


def test_invoke_gives_text_and_usage(model):
    """A whole answer arrives with its text and with usage that adds up."""
    answer = model.invoke(ASKED)

    assert answer.text
    usage = answer.usage_metadata
    assert usage["total_tokens"] == usage["input_tokens"] + usage["output_tokens"]
    assert usage["output_tokens"]


def test_a_stream_adds_up(model):
    """What is streamed adds up to what a whole answer says, and usage with it."""
    whole = model.invoke(ASKED)
    total = added(model.stream(ASKED))

    assert whole.text == total.text
    assert whole.usage_metadata["total_tokens"] == total.usage_metadata["total_tokens"]


def test_tools_are_called_and_answered(model):
    """A bound tool is called with arguments of its schema, and its result brings a text."""
    bound, asked = model.bind_tools([get_weather]), HumanMessage("How is the weather in Lund?")
    first = bound.invoke([asked])
    results = [get_weather.invoke(call) for call in first.tool_calls]
    second = bound.invoke([asked, first, *results])

    assert ["get_weather"] == [call["name"] for call in first.tool_calls]
    assert isinstance(results[0], ToolMessage)
    assert second.text
    assert not second.tool_calls


def test_streamed_tool_calls_are_whole(model):
    """Pieces of a streamed call add up to arguments that the tool takes, and its result brings a streamed text."""
    bound, asked = model.bind_tools([get_weather]), HumanMessage("How is the weather in Lund?")
    first = added(bound.stream([asked]))
    results = [get_weather.invoke(call) for call in first.tool_calls]

    assert ["get_weather"] == [call["name"] for call in first.tool_calls]
    assert "".join(chunk.text for chunk in bound.stream([asked, first, *results]))


@pytest.mark.parametrize("method", ["json_schema", "function_calling"])
def test_structured_output(model, method):
    """A class comes back filled, asked for as a schema and as a tool that must be called."""
    river = model.with_structured_output(River, method=method).invoke(ASKED)

    assert isinstance(river, River)


def test_an_image_is_taken(model):
    """LangChain's own form of an image arrives in every dialect."""
    image = {"type": "image", "base64": base64.b64encode(PIXEL).decode(), "mime_type": "image/png"}
    answer = model.invoke([HumanMessage([{"type": "text", "text": "What is this?"}, image])])

    assert answer.text


def test_a_refusal_is_a_permission_error(served, make):
    """A policy's refusal is the exception that the SDK beneath has for it."""
    with pytest.raises((PermissionDeniedError, AnthropicPermissionDenied), match="closed"):
        make(served.url, CLOSED).invoke(ASKED)
