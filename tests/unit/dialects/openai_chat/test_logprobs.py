"""How likely the tokens of a text were."""

import pytest

from proxy.canonical.content import TokenLogprob
from proxy.dialects.openai_chat.logprobs import decode_all, encode_all, pull_logprobs

WIRE = {
    "token": "a",
    "logprob": -0.5,
    "bytes": [97],
    "top_logprobs": [{"token": "b", "logprob": -2.0, "bytes": None}],
}
MEANT = TokenLogprob(token="a", logprob=-0.5, octets=(97,), top=(TokenLogprob(token="b", logprob=-2.0),))


def test_tokens_are_read_and_written():
    """Bytes that are not told are null, since the field is always there."""
    assert (MEANT,) == decode_all([WIRE])
    assert {"content": [WIRE]} == encode_all([MEANT])


def test_a_probability_of_one_may_be_an_integer():
    """The logarithm of one is 0, which JSON writers shorten."""
    assert (TokenLogprob(token="a", logprob=0.0),) == decode_all([{"token": "a", "logprob": 0}])


@pytest.mark.parametrize("octets", ["YQ==", [256], [-1], [True], ["a"], {}])
def test_bytes_that_are_none_are_not_told(octets):
    """A token is worth more than the way its bytes are written."""
    assert (TokenLogprob(token="a", logprob=-0.5),) == decode_all([{"token": "a", "logprob": -0.5, "bytes": octets}])


@pytest.mark.parametrize(
    ("choice", "tokens", "left"),
    [
        ({"logprobs": {"content": [WIRE]}}, (MEANT,), {}),
        ({"logprobs": {"content": [WIRE], "refusal": None}}, (MEANT,), {}),
        ({"logprobs": {"content": [WIRE], "refusal": [1]}}, (MEANT,), {"logprobs": {"refusal": [1]}}),
        ({"logprobs": None}, (), {}),
        ({}, (), {}),
        ({"logprobs": {"content": [{"token": "a"}]}}, (), {"logprobs": {"content": [{"token": "a"}]}}),
        ({"logprobs": {"content": []}}, (), {"logprobs": {"content": []}}),
        ({"logprobs": [1]}, (), {"logprobs": [1]}),
    ],
)
def test_what_is_no_token_of_the_text_stays(choice, tokens, left):
    """A refusal's tokens have no place in the hub, and what cannot be read is kept whole."""
    assert tokens == pull_logprobs(choice)
    assert left == choice
