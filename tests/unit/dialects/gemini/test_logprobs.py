"""How likely the tokens were."""

import pytest

from proxy.canonical.content import TokenLogprob
from proxy.dialects.gemini import logprobs


def test_tokens_have_the_likeliest_beside_them():
    """The two lists of Google are one in the hub."""
    value = {
        "chosenCandidates": [{"token": "a", "logProbability": -1}, {"token": "b"}],
        "topCandidates": [{"candidates": [{"token": "a", "logProbability": -1}, {"token": "c", "logProbability": -2}]}],
    }
    first, second = logprobs.decode(value)

    assert ("a", -1.0, ["a", "c"]) == (first.token, first.logprob, [each.token for each in first.top])
    assert TokenLogprob(token="b", logprob=0.0) == second


@pytest.mark.parametrize(
    "value",
    [
        None,
        {},
        {"chosenCandidates": "x"},
        {"chosenCandidates": [1, {}, {"token": 1}, {"token": "a", "logProbability": "x"}]},
        {"chosenCandidates": [], "topCandidates": 7},
    ],
)
def test_what_tells_no_token_is_none(value):
    """Shapes that tell nothing are passed over."""
    assert () == logprobs.decode(value)


def test_tops_are_written_where_there_are_any():
    """A client that did not ask for them gets none."""
    alone = TokenLogprob(token="a", logprob=-1.0)

    assert {"chosenCandidates"} == logprobs.encode([alone]).keys()
    assert 2 == len(logprobs.encode([alone, TokenLogprob(token="b", logprob=-1.0, top=(alone,))])["topCandidates"])
