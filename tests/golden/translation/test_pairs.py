"""Every pair of a client's dialect and a provider's says what its file in `expected/` says."""

import json

import pytest

from proxy.canonical.jsontext import dump
from proxy.dialects.registry import DIALECTS
from tests.golden.translation.cases import expected, narrow, read
from tests.golden.translation.pairs import PAIRS, Pair, frames
from tests.support.gathering import gathered

ALL = [(*pair, name) for pair in PAIRS for name in Pair(client=pair[0], provider=pair[1]).names]


@pytest.mark.parametrize(("client", "provider", "name"), ALL, ids=map("-".join, ALL))
def test_a_case_is_as_expected(client, provider, name):
    """The request upstream, the answer and every frame of the stream are the expected ones."""
    found = Pair(client=client, provider=provider).run(name)

    assert expected(client, provider).get(name) == json.loads(narrow(json.dumps(found))), (
        "if the change is meant, `python -m tests.golden.translation` writes it"
    )


def told(choice):
    """Return what a choice says, calls and gives as its end."""
    calls = [(call.id, call.name, json.loads(call.arguments)) for call in choice.tool_calls]
    return choice.text, calls, choice.finish_reason, choice.native_finish_reason


TWICE = [
    (client, provider, name)
    for client, provider, name in ALL
    if read("providers", provider).get(name, {}).keys() >= {"answer", "stream"} and name != "custom_tool"
]


@pytest.mark.parametrize(("client", "provider", "name"), TWICE, ids=map("-".join, TWICE))
def test_a_stream_says_what_the_whole_answer_says(client, provider, name):
    """A client that streams is told the same, under the same ids, and the same usage is settled."""
    pair, case, dialect = Pair(client=client, provider=provider), read("providers", provider)[name], DIALECTS[client]
    whole, relay = pair.way(name).whole(dump(case["answer"])), pair.way(name, stream=True).relay()
    streamed = gathered(dialect.decoder(), relay.feed(frames(provider, case["stream"])) + relay.close())
    answer = dialect.decode_response(whole.body)

    assert list(map(told, answer.choices)) == list(map(told, streamed.choices))
    assert (answer.id, answer.model, answer.created) == (streamed.id, streamed.model, streamed.created)
    assert whole.usage == relay.usage


@pytest.mark.parametrize(("client", "provider"), PAIRS, ids=map("-".join, PAIRS))
def test_nothing_else_is_expected(client, provider):
    """A file has no case that nobody runs, and enough of them."""
    names = Pair(client=client, provider=provider).names

    assert names == sorted(expected(client, provider))
    assert len(names) >= 25
