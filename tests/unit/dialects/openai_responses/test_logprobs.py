"""How likely the tokens of an output text were."""

import pytest

from proxy.canonical.content import TokenLogprob
from proxy.dialects.openai_responses import logprobs


def test_what_is_no_token_is_left_out():
    """A list may hold anything; only tokens come out, with bytes and others where they are told."""
    told = [{"token": "a", "logprob": 0}, {"token": "b"}, 7, {"logprob": -1}]

    assert (TokenLogprob(token="a", logprob=0.0),) == logprobs.decode(told)


@pytest.mark.parametrize("told", [None, "x", {"token": "a"}])
def test_no_list_is_no_tokens(told):
    """What is not a list has no tokens."""
    assert () == logprobs.decode(told)


def test_bytes_that_nobody_told_are_the_text_s():
    """`bytes` is required, so a token of a provider that does not tell them has those of its text."""
    written = logprobs.encode((TokenLogprob(token="é", logprob=-0.5),))

    assert [{"token": "é", "bytes": [195, 169], "logprob": -0.5, "top_logprobs": []}] == written


def test_bytes_need_be_no_characters():
    """Half of a character keeps its bytes."""
    token = TokenLogprob(token="\ufffd", logprob=-0.5, octets=(240, 159))

    assert (token,) == logprobs.decode(logprobs.encode((token,)))
