"""Bodies of requests, beside what the golden cases hold."""

import pytest

from proxy.canonical.content import ReasoningPart, TextPart
from proxy.canonical.jsontext import dump
from proxy.canonical.request import CanonicalRequest, Message, Reasoning, Role
from proxy.canonical.seal import Seal
from proxy.canonical.unset import UNSET
from proxy.dialects.anthropic_messages import request
from proxy.dialects.anthropic_messages.flavours import FLAVOURS
from proxy.dialects.base import Aim, Where
from proxy.errors import InvalidRequest

USER = {"role": "user", "content": "Hi"}
ASKED = (Message(role=Role.USER, content="Hi"),)
PLAIN = FLAVOURS["anthropic_messages"]


def body(**members):
    """Return a body."""
    return dump({"model": "m", "max_tokens": 10, "messages": [USER], **members})


def encode(aim=None, **members):
    """Return what a request becomes."""
    return request.encode(
        CanonicalRequest(model="m", **{"messages": ASKED, **members}), aim or Aim(model="m", flavour=PLAIN)
    )


@pytest.mark.parametrize("bound", [None, -1, 1.5, True, "10"])
def test_the_bound_is_required(bound):
    """Anthropic answers 400 without one, and so does every gateway in its place."""
    with pytest.raises(InvalidRequest) as raised:
        request.decode(body(max_tokens=bound))

    assert "max_tokens" == raised.value.param


def test_no_bound_where_tokens_are_counted():
    """A body that is only counted has none, and one that has it is counted all the same."""
    for members in ({"model": "m", "messages": [USER]}, {"model": "m", "messages": [USER], "max_tokens": 10}):
        assert UNSET is request.decode(dump(members), has_bound=False).max_output_tokens


def test_the_bound_may_be_zero():
    """Anthropic fills its cache and writes nothing."""
    assert 0 == request.decode(body(max_tokens=0)).max_output_tokens


def test_nulls_are_as_if_not_sent():
    """SDKs of some languages write them."""
    nulls = dict.fromkeys(("system", "tools", "tool_choice", "thinking", "output_config", "metadata", "stop_sequences"))

    assert request.decode(body()) == request.decode(body(**nulls, stream=None, temperature=None))


def test_what_is_the_gateways_own_is_no_part():
    """Wishes of the lane are read elsewhere; a suffix of the model is one of them."""
    ours = {"provider": {"only": ["x"]}, "fallbacks": [{"model": "n"}], "session_id": "s", "plugins": [], "trace": {}}

    assert CanonicalRequest(model="m", messages=ASKED, max_output_tokens=10) == request.decode(
        body(model="m:nitro", **ours)
    )


def test_path_and_header_may_say_model_and_stream():
    """Google's path says both."""
    asked = request.decode(dump({"max_tokens": 1, "messages": [USER]}), Where(model="x", stream=True))

    assert ("x", True) == (asked.model, asked.stream)


@pytest.mark.parametrize(
    ("members", "user"),
    [
        ({"metadata": {"user_id": "a"}, "user": "b"}, "a"),
        ({"user": "b"}, "b"),
        ({"metadata": {"user_id": None}}, UNSET),
    ],
)
def test_the_user(members, user):
    """Anthropic's place for it goes before OpenRouter's."""
    assert user == request.decode(body(**members)).user


def test_a_user_with_a_session():
    """Others are told the user alone, as they bound its length; Anthropic gets back what the client sent."""
    told = '{"device_id":"d","account_uuid":"","session_id":"s"}'
    asked = request.decode(body(metadata={"user_id": told}))

    assert "d" == asked.user
    assert {"user_id": told} == request.encode(asked, Aim(model="m", flavour=PLAIN)).document["metadata"]


@pytest.mark.parametrize(
    ("members", "param"),
    [
        ({"messages": []}, "messages"),
        ({"messages": "x"}, "messages"),
        ({"model": ""}, "model"),
        ({"system": 1}, "system"),
        ({"stream": "yes"}, "stream"),
        ({"stop_sequences": [1]}, "stop_sequences"),
        ({"top_k": 1.5}, "top_k"),
        ({"tools": [1]}, "tools[0]"),
    ],
)
def test_what_is_wrong_is_named(members, param):
    """The client is told which field is at fault."""
    with pytest.raises(InvalidRequest) as raised:
        request.decode(body(**members))

    assert param == raised.value.param


@pytest.mark.parametrize(
    ("wished", "cap", "limit", "bound"),
    [(100, None, None, 100), (100, 50, 70, 50), (UNSET, 50, 70, 50), (UNSET, None, 70, 70), (UNSET, None, None, 8192)],
)
def test_the_least_bound_holds(wished, cap, limit, bound):
    """Client, policies and endpoint each say one or none; Anthropic wants one."""
    aim = Aim(model="m", flavour=PLAIN, output_tokens=cap, output_limit=limit)

    assert bound == encode(aim, max_output_tokens=wished).document["max_tokens"]


def test_thoughts_that_do_not_fit_the_bound():
    """The client is told that there is no room for a thought."""
    encoded = encode(max_output_tokens=1000, reasoning=Reasoning(budget=2000))

    assert ({"type": "disabled"}, ("reasoning",)) == (encoded.document["thinking"], encoded.dropped)


@pytest.mark.parametrize(
    ("members", "said", "lost"),
    [
        ({"stop": ("\n", "a")}, {"stop_sequences": ["a"]}, ("stop",)),
        ({"stop": (" ",)}, {}, ("stop",)),
        ({"stop": ()}, {}, ()),
        ({"temperature": 1.5}, {"temperature": 1.0}, ("temperature",)),
        ({"service_tier": "default"}, {"service_tier": "standard_only"}, ()),
        ({"service_tier": "flex"}, {}, ("service_tier",)),
        ({"user": "u"}, {"metadata": {"user_id": "u"}}, ()),
        ({"metadata": {"a": "b"}}, {}, ("metadata",)),
    ],
)
def test_what_anthropic_has_less_of(members, said, lost):
    """What can be said is, and the rest is named."""
    encoded = encode(max_output_tokens=10, **members)

    assert {"model": "m", "max_tokens": 10, "messages": [USER], **said} == encoded.document
    assert lost == encoded.dropped


def test_thoughts_of_other_families_are_left_out():
    """Anthropic refuses a signature that it did not make; the client is told."""
    thought = ReasoningPart(text="Hm.", seal=Seal(family="google", data="s"))
    encoded = encode(messages=(*ASKED, Message(role=Role.ASSISTANT, content=(thought, TextPart(text="a")))))

    assert [{"type": "text", "text": "a"}] == encoded.document["messages"][1]["content"]
    assert ("reasoning",) == encoded.dropped


def test_what_the_dialect_kept_goes_back():
    """Members that only Anthropic knows are said again, inside the members that are known too."""
    extra = {"output_config": {"task_budget": 1}, "metadata": {"x": 1}, "container": "c"}
    encoded = encode(reasoning=Reasoning(effort="low", extra={"thinking": None}), user="u", extra=extra)

    assert {"effort": "low", "task_budget": 1} == encoded.document["output_config"]
    assert ({"user_id": "u", "x": 1}, "c") == (encoded.document["metadata"], encoded.document["container"])
