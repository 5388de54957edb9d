"""A request as the provider that an attempt aims at takes it."""

import pytest

from proxy.canonical.cache import CacheMark
from proxy.canonical.content import AudioPart, ImagePart, ReasoningPart, TextPart
from proxy.canonical.request import CanonicalRequest, Message, Role
from proxy.canonical.seal import Seal
from proxy.canonical.tools import ToolCall, ToolDefinition
from proxy.dialects.base import Aim
from proxy.dialects.flavour import Flavour
from proxy.dialects.openai_chat.flavour import PLAIN, ChatFlavour
from proxy.dialects.openai_chat.writing import encode

HELLO = Message(role=Role.USER, content="hi")
OPENROUTER = ChatFlavour(name="x", title="X", has_marks=True, has_details=True)


def written(flavour=PLAIN, *, messages=(HELLO,), aim=None, **members):
    """Return the body of a request and what was dropped."""
    request = CanonicalRequest(model="client's", messages=messages, **members)
    encoded = encode(request, Aim(**{"model": "m", "flavour": flavour, **(aim or {})}))
    return encoded.document, encoded.dropped


def test_a_plain_request_is_no_longer_than_it_must_be():
    """What was not asked for is not mentioned."""
    assert ({"model": "m", "messages": [{"role": "user", "content": "hi"}]}, ()) == written()


@pytest.mark.parametrize(
    ("asked", "cap", "expected"),
    [({}, 10, 10), ({"max_output_tokens": 50}, 10, 10), ({"max_output_tokens": 5}, 10, 5), ({}, None, None)],
)
def test_the_answer_is_capped(asked, cap, expected):
    """By the smaller of what the client and the policies allow."""
    document, _ = written(aim={"output_tokens": cap}, **asked)

    assert expected == document.get("max_completion_tokens")


@pytest.mark.parametrize(
    ("stores", "asked", "expected"),
    [
        (False, {"store": True}, False),
        (True, {"store": True}, True),
        (False, {"store": False}, False),
        (False, {}, None),
    ],
)
def test_nothing_is_stored_that_must_not_be(stores, asked, expected):
    """What was not asked for is not mentioned: not every provider knows the word."""
    assert expected is written(aim={"stores": stores}, **asked)[0].get("store")


@pytest.mark.parametrize("asked", [{}, {"include_usage": False}, {"extra": {"stream_options": {"x": 1}}}])
def test_every_stream_is_asked_for_its_usage(asked):
    """The gateway needs the count, whether or not the client wants to see it."""
    assert written(stream=True, **asked)[0]["stream_options"]["include_usage"] is True


def test_only_openrouter_gets_sealed_thoughts():
    """Chat Completions has no place for them, not even for OpenAI's own; a call stays, without its seal."""
    parts = (
        ReasoningPart(text="hm", seal=Seal(family="openai", data="s")),
        ToolCall(id="1", name="f", arguments="{}", seal=Seal(family="google", data="s")),
    )
    turn = Message(role=Role.ASSISTANT, content=parts)
    plain, dropped = written(messages=(turn,))
    detailed, kept = written(OPENROUTER, messages=(turn,))

    assert {"role", "content", "tool_calls"} == plain["messages"][0].keys()
    assert (("reasoning",), ()) == (dropped, kept)
    assert 2 == len(detailed["messages"][0]["reasoning_details"])


@pytest.mark.parametrize(
    "members",
    [
        {"cache": CacheMark()},
        {"tools": (ToolDefinition(name="f", cache=CacheMark()),)},
        {"messages": (Message(role=Role.USER, content=(TextPart(text="a", cache=CacheMark()),)),)},
        {"messages": (Message(role=Role.TOOL, tool_call_id="1", content="a", cache=CacheMark()),)},
    ],
)
def test_marks_that_are_not_taken_are_named(members):
    """The client is told that its prompt is not kept as it wished."""
    assert ("cache",) == written(**members)[1]
    assert () == written(OPENROUTER, **members)[1]


def test_what_an_earlier_answer_showed_is_named_where_it_is_lost():
    """Only OpenRouter takes an assistant's images back, and nobody its audio."""
    parts = (TextPart(text="a"), ImagePart(url="u"), AudioPart(data="", format="wav"))
    turn = Message(role=Role.ASSISTANT, content=parts)

    assert ("audio", "image") == written(messages=(turn,))[1]
    assert ("audio",) == written(OPENROUTER, messages=(turn,))[1]


def test_what_a_provider_refuses_is_named_as_the_hub_calls_it():
    """A flavour of any kind will do."""
    flavour = Flavour(name="x", title="X", dialect="openai_chat", refuses=frozenset({"n", "top_k"}))
    document, dropped = written(flavour, choices=2, top_k=3, top_p=0.5)

    assert ("choices", "top_k") == dropped
    assert {"model", "messages", "top_p"} == document.keys()


def test_what_is_known_of_this_dialect_alone_comes_back():
    """The client's own words for it, where its request stays in its dialect."""
    assert {"type": "content"} == written(extra={"prediction": {"type": "content"}})[0]["prediction"]
