"""A body from a distance."""

import pytest

from proxy.canonical.jsontext import dump
from proxy.dialects import weights
from proxy.dialects.cohere_chat import outline
from proxy.errors import InvalidRequest

HELLO = {"role": "user", "content": "Hello!"}


def read(*messages, **members):
    """Return the outline of a body."""
    return outline.read(dump({"model": "m", "messages": list(messages or [HELLO]), **members}))


def test_a_plain_body():
    """A text needs nothing, and its bytes bound its tokens."""
    seen = read(stream=True)

    assert ("cohere_chat", "m", True, True) == (seen.dialect, seen.model, seen.stream, seen.include_usage)
    assert ((), ("text",), frozenset(), ()) == (seen.tools, seen.modalities, seen.needs, seen.natives)
    assert (len(seen.body), None, 1) == (seen.input_tokens, seen.max_output_tokens, seen.choices)


def test_what_a_request_needs():
    """By what it holds and what it asks for."""
    blocks = [{"type": "image_url", "image_url": {"url": "data:xx"}}, {"type": "text"}, {"type": "video"}]
    seen = read(
        {"role": "user", "content": blocks},
        {"role": "assistant", "content": None},
        tools=[{"type": "function", "function": {"name": "f"}}, {"type": "web"}],
        response_format={"type": "json_object", "json_schema": {"a": 1}},
        documents=["d"],
        max_tokens=9,
    )

    assert (("image", "text", "video"), ("f", "web")) == (seen.modalities, seen.tools)
    assert ({"vision", "tools", "json_schema"}, ("web", "documents"), 9) == (
        seen.needs,
        seen.natives,
        seen.max_output_tokens,
    )
    weight = weights.weigh_image(7) + weights.OPAQUE_TOKENS + weights.TOOLS_TOKENS
    assert len(seen.body) + weight == seen.input_tokens


def test_parameters_have_their_canonical_names():
    """A null sets none."""
    assert {"top_p", "stop", "reasoning"} == read(p=0.5, k=None, stop_sequences=[], thinking={}).parameters


def test_suffix_and_wishes_of_the_lane():
    """As in every dialect."""
    seen = read(model="m:floor", provider={"only": ["a"]})

    assert ("m", ("provider.only", "model:floor")) == (seen.model, seen.preferences.named)


@pytest.mark.parametrize(
    "body",
    [
        b"[]",
        b"{}",
        b'{"model":"m"}',
        b'{"model":"m","messages":[]}',
        b'{"model":"m","messages":[3]}',
        b'{"model":"m","messages":[{"content":3}]}',
        b'{"model":"m","messages":[{"content":[3]}]}',
        b'{"model":"m","messages":[{"content":[{}]}]}',
        b'{"model":"m","messages":[{}],"tools":[3]}',
        b'{"model":"m","messages":[{}],"tools":[{"type":"function"}]}',
        b'{"model":"m","messages":[{}],"tools":[{"type":"function","function":{}}]}',
        b'{"model":"m","messages":[{}],"max_tokens":-1}',
        b'{"model":"m","model":"m","messages":[{}]}',
    ],
)
def test_what_the_gateway_relies_on_is_checked(body):
    """The rest is the provider's to judge."""
    with pytest.raises(InvalidRequest):
        outline.read(body)
