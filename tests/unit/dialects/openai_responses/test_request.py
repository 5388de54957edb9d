"""A request body."""

import pytest

from proxy.canonical.cache import CacheMark
from proxy.canonical.content import ReasoningPart, TextPart
from proxy.canonical.jsontext import dump
from proxy.canonical.request import CanonicalRequest, Message, Reasoning, Role
from proxy.canonical.seal import Seal, SealKind
from proxy.canonical.tools import ToolCall, ToolDefinition
from proxy.dialects.base import Aim
from proxy.dialects.flavour import Flavour
from proxy.dialects.openai_responses import FLAVOURS, request
from proxy.errors import InvalidRequest

PLAIN = FLAVOURS["openai_responses_compatible"]
HELLO = (Message(role=Role.USER, content="Hello!"),)


def asking(**fields):
    """Return a request."""
    return CanonicalRequest(**{"model": "m", "messages": HELLO, **fields})


def encode(asked, **aim):
    """Return *asked* as a body, encoded."""
    return request.encode(asked, Aim(**{"model": "up", "flavour": PLAIN, **aim}))


@pytest.mark.parametrize(
    ("beside", "param"),
    [
        ({"model": 7}, "model"),
        ({"tools": {}}, "tools"),
        ({"stream": "yes"}, "stream"),
        ({"max_output_tokens": 0}, "max_output_tokens"),
        ({"max_output_tokens": True}, "max_output_tokens"),
        ({"temperature": "hot"}, "temperature"),
        ({"reasoning": []}, "reasoning"),
        ({"include": "all"}, "include"),
        ({"metadata": []}, "metadata"),
        ({"instructions": 7}, "instructions"),
    ],
)
def test_a_member_of_another_kind_is_the_clients_mistake(beside, param):
    """The field at fault is named."""
    with pytest.raises(InvalidRequest) as caught:
        request.decode(dump({"model": "m", "input": "hi", **beside}))

    assert param == caught.value.param


def test_a_key_that_is_there_twice_is_refused():
    """Providers differ in which they read."""
    with pytest.raises(InvalidRequest, match="appears twice"):
        request.decode(b'{"model":"m","input":"a","input":"b"}')


@pytest.mark.parametrize(
    ("asked", "cap", "bound"),
    [({}, None, None), ({"max_output_tokens": 9}, None, 9), ({"max_output_tokens": 9}, 5, 5), ({}, 5, 5)],
)
def test_an_answer_is_bounded_by_client_and_policies(asked, cap, bound):
    """The smaller bound counts."""
    assert bound == encode(asking(**asked), output_tokens=cap).document.get("max_output_tokens")


@pytest.mark.parametrize(("cap", "bound"), [(None, 16), (20, 16), (5, 5)])
def test_a_bound_is_raised_to_what_openai_takes(cap, bound):
    """Clients ask for one token to see whether a model is there; a policy's cap is never raised."""
    openai = FLAVOURS["openai_responses"]

    assert bound == encode(asking(max_output_tokens=1), output_tokens=cap, flavour=openai).document["max_output_tokens"]
    assert 1 == encode(asking(max_output_tokens=1)).document["max_output_tokens"]


@pytest.mark.parametrize("stored", [True, False])
def test_nothing_is_ever_stored(stored):
    """Whether a policy allows it or not; a wish to be stored is named."""
    encoded = encode(asking(store=True), stores=stored)

    assert encoded.document["store"] is False
    assert ("store",) == encoded.dropped


@pytest.mark.parametrize(
    ("wish", "written"),
    [
        (Reasoning(is_enabled=False), {"effort": "none"}),
        (Reasoning(is_enabled=True), {"effort": "medium"}),
        (Reasoning(budget=0), {"effort": "none"}),
        (Reasoning(budget=800), {"effort": "high"}),
        (Reasoning(effort="low", summary="none"), {"effort": "low"}),
        (Reasoning(effort="low", summary="auto", is_hidden=True), {"effort": "low"}),
        (Reasoning(summary="concise"), {"summary": "concise"}),
    ],
)
def test_how_much_to_think_has_words_here(wish, written):
    """A budget becomes the effort whose share of the answer is nearest; what is not to be seen is not asked for."""
    assert written == encode(asking(reasoning=wish, max_output_tokens=1_000)).document["reasoning"]


def test_thoughts_are_asked_for_once():
    """The encrypted content is asked for with the thoughts, beside what else the client includes."""
    words = ["file_search_call.results", "reasoning.encrypted_content"]
    wish = {"reasoning": Reasoning(effort="low"), "logprobs": True}

    assert [*words, "message.output_text.logprobs"] == encode(asking(**wish, extra={"include": words})).document[
        "include"
    ]
    assert "include" not in encode(asking(reasoning=Reasoning(effort="none"))).document


def test_a_thought_of_another_family_stays_here():
    """What only its maker can read is taken out and named; what belongs to the call stays."""
    own = Seal(family="openai", data="gAAA", kind=SealKind.ENCRYPTED, id="rs_1")
    foreign = Seal(family="google", data="Z29v")
    said = (
        ReasoningPart(text="a", seal=foreign),
        ReasoningPart(text="b", seal=own),
        ToolCall(id="1", name="f", arguments="{}", seal=foreign),
        TextPart(text="c"),
    )
    encoded = encode(asking(messages=(*HELLO, Message(role=Role.ASSISTANT, content=said))))

    assert ["reasoning", "function_call", "message"] == [item["type"] for item in encoded.document["input"][1:]]
    assert "rs_1" == encoded.document["input"][1]["id"]
    assert ("reasoning",) == encoded.dropped


def test_what_the_dialect_has_no_word_for_is_named():
    """Parameters, a tier of another provider's, and what one host refuses; what is asked for anyway is not."""
    refusing = Flavour(name="f", title="F", dialect="openai_responses", refuses=frozenset({"top_p"}))
    asked = asking(stop=("x",), seed=7, choices=2, service_tier="standard_only", top_p=0.5, modalities=("audio",))

    assert ("choices", "modalities", "seed", "service_tier", "stop", "top_p") == encode(asked, flavour=refusing).dropped
    assert () == encode(asking(choices=1, modalities=("text",), service_tier="flex")).dropped


@pytest.mark.parametrize(
    ("fields", "dropped"),
    [
        ({"cache": CacheMark()}, ("cache",)),
        ({"messages": (Message(role=Role.USER, content=(TextPart(text="a", cache=CacheMark()),)),)}, ("cache",)),
        ({"tools": (ToolDefinition(name="f", cache=CacheMark()),)}, ("cache",)),
        (
            {
                "messages": (
                    Message(
                        role=Role.USER,
                        content=(
                            TextPart(
                                text="a", cache=CacheMark(), extra={"prompt_cache_breakpoint": {"mode": "explicit"}}
                            ),
                        ),
                    ),
                )
            },
            (),
        ),
    ],
)
def test_a_mark_of_another_dialect_s_client_is_named_as_lost(fields, dropped):
    """OpenAI caches by itself; only its own clients' breakpoints are written."""
    assert dropped == encode(asking(**fields)).dropped


def test_metadata_that_is_no_text_is_kept_beside():
    """What imitators allow is replayed, and no fact of policies."""
    decoded = request.decode(dump({"model": "m", "input": "hi", "metadata": {"n": 1}}))

    assert {"metadata": {"n": 1}} == decoded.extra
    assert {"n": 1} == encode(decoded).document["metadata"]


def test_an_older_name_means_the_same():
    """`generate_summary` is `summary`."""
    decoded = request.decode(dump({"model": "m:nitro", "input": "hi", "reasoning": {"generate_summary": "auto"}}))

    assert Reasoning(summary="auto") == decoded.reasoning
    assert "m" == decoded.model
