"""The providers that speak Chat Completions."""

import pytest

from proxy.canonical.cache import CacheMark
from proxy.canonical.content import ReasoningPart, TextPart
from proxy.canonical.request import CanonicalRequest, Message, Reasoning, Role
from proxy.dialects.base import Aim
from proxy.dialects.flavour import Auth
from proxy.dialects.openai_chat.flavours import FLAVOURS
from proxy.dialects.openai_chat.writing import encode

TURNS = (
    Message(role=Role.DEVELOPER, content="Be brief."),
    Message(role=Role.USER, content=(TextPart(text="a", cache=CacheMark()), TextPart(text="b"))),
    Message(role=Role.ASSISTANT, content=(ReasoningPart(text="hm"), TextPart(text="4"))),
)
REQUEST = CanonicalRequest(
    model="m",
    messages=TURNS,
    stream=True,
    max_output_tokens=9,
    seed=7,
    top_k=40,
    repetition_penalty=1.1,
    logprobs=True,
    reasoning=Reasoning(effort="none"),
)


def written(name):
    """Return the body for the provider *name*, and what was dropped."""
    encoded = encode(REQUEST, Aim(model="m", flavour=FLAVOURS[name]))
    return encoded.document, encoded.dropped


def test_every_provider_is_found_by_its_own_name():
    """Documents name a flavour by the word it uses for itself, and each is of this dialect."""
    assert [*FLAVOURS] == [flavour.name for flavour in FLAVOURS.values()]
    assert {"openai_chat"} == {flavour.dialect for flavour in FLAVOURS.values()}
    assert len(FLAVOURS) == len({flavour.title for flavour in FLAVOURS.values()})


@pytest.mark.parametrize(
    ("name", "members", "dropped"),
    [
        ("openai_chat", {"max_completion_tokens", "seed", "top_k", "repetition_penalty"}, ["cache"]),
        ("openai_compatible", {"max_tokens", "seed", "top_k"}, ["cache"]),
        ("openai", {"max_completion_tokens", "seed"}, ["cache", "repetition_penalty", "top_k"]),
        (
            "mistral",
            {"max_tokens", "random_seed"},
            ["cache", "logprobs", "repetition_penalty", "stream_options", "top_k"],
        ),
        ("deepseek", {"max_tokens", "seed", "thinking"}, ["cache"]),
        ("groq", {"max_completion_tokens", "seed", "top_k"}, ["cache", "logprobs"]),
        ("perplexity", {"max_tokens", "top_k"}, ["cache", "logprobs", "seed"]),
        ("openrouter", {"max_completion_tokens", "reasoning", "top_k"}, []),
        ("vllm", {"max_completion_tokens", "top_k", "repetition_penalty"}, ["cache"]),
        ("llama_cpp", {"max_tokens", "repeat_penalty", "top_k"}, ["cache"]),
        ("ollama", {"max_tokens", "seed"}, ["cache", "repetition_penalty", "top_k"]),
        ("lm_studio", {"max_tokens", "repeat_penalty", "top_k"}, ["cache"]),
    ],
)
def test_a_provider_gets_what_it_takes(name, members, dropped):
    """Under its own names, and the client is told what it does not take."""
    document, lost = written(name)

    assert members <= document.keys()
    assert dropped == [*lost]
    assert FLAVOURS[name].refuses.isdisjoint(document)
    assert set(FLAVOURS[name].renames).isdisjoint(document)


@pytest.mark.parametrize(
    ("name", "role"), [("openai", "developer"), ("mistral", "system"), ("deepseek", "system"), ("ollama", "system")]
)
def test_developers_are_not_known_everywhere(name, role):
    """Where they are not, they speak for the system."""
    assert role == written(name)[0]["messages"][0]["role"]


@pytest.mark.parametrize(
    ("name", "member"),
    [
        ("openai", None),
        ("groq", None),
        ("mistral", None),
        ("deepseek", "reasoning_content"),
        ("llama_cpp", "reasoning_content"),
        ("openrouter", "reasoning"),
        ("vllm", "reasoning"),
        ("ollama", "reasoning"),
    ],
)
def test_plain_thoughts_go_back_under_the_providers_name(name, member):
    """DeepSeek refuses a turn with a call whose thought is missing; Groq one whose thought is there."""
    turn = written(name)[0]["messages"][2]

    assert {"role", "content"} | ({member} if member else set()) == turn.keys()


@pytest.mark.parametrize(("name", "is_flat"), [("deepseek", True), ("ollama", True), ("openai", False)])
def test_texts_are_one_where_they_must_be(name, is_flat):
    """DeepSeek wants a string, and Ollama would make messages of the parts."""
    assert is_flat is ("a\n\nb" == written(name)[0]["messages"][1]["content"])


@pytest.mark.parametrize(
    ("name", "path", "query"),
    [
        ("azure_openai", "openai/v1/chat/completions", {}),
        (
            "azure_openai_deployments",
            "openai/deployments/{model}/chat/completions",
            {"api-version": "2024-10-21"},
        ),
    ],
)
def test_azure_is_addressed_in_its_own_ways(name, path, query):
    """With the key in a header of its own."""
    flavour = FLAVOURS[name]

    assert (path, query, Auth.API_KEY) == (flavour.path, flavour.query, flavour.auth)


def test_groq_gets_no_names_in_turns():
    """Nor thoughts under the name that others give them, also of a client's own bytes."""
    turns = [
        {"role": "user", "name": "ann", "content": "hi"},
        {"role": "assistant", "content": "a", "reasoning_content": ""},
    ]
    changes = FLAVOURS["groq"].changes({"messages": turns})

    assert [{"role": "user", "content": "hi"}, {"role": "assistant", "content": "a"}] == changes["messages"]
