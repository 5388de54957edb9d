"""How likely tokens were."""

import pytest

from proxy.canonical.content import TokenLogprob
from proxy.dialects.cohere_chat import likelihoods


def test_a_chunk_of_several_tokens_is_as_likely_as_all_of_them():
    """Logarithms of probabilities are added."""
    item = {"text": "Hello", "token_ids": [1, 2], "logprobs": [-0.25, -0.5]}

    assert (TokenLogprob(token="Hello", logprob=-0.75),) == likelihoods.decode(item)


@pytest.mark.parametrize(
    "item", [None, {}, {"text": "a"}, {"text": "a", "logprobs": []}, {"text": "a", "logprobs": ["x"]}]
)
def test_what_tells_no_likelihood_is_none(item):
    """It is left where it was."""
    assert () == likelihoods.decode(item)
    assert () == likelihoods.decode_all([item])


def test_no_list_is_no_likelihoods():
    """As where the client did not ask."""
    assert () == likelihoods.decode_all(None)


def test_a_token_survives():
    """Its id is the provider's own, and is not known here."""
    token = TokenLogprob(token="a", logprob=-1.0)

    assert (token,) == likelihoods.decode_all(likelihoods.encode_all([token]))
