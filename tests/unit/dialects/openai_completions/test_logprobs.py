"""Logprobs in four lists."""

from proxy.canonical.content import TokenLogprob
from proxy.dialects.openai_completions.logprobs import encode, length, top

HI = TokenLogprob(
    token="hi", logprob=-0.5, top=(TokenLogprob(token="hi", logprob=-0.5), TokenLogprob(token="ho", logprob=-1.0))
)
PLAIN = TokenLogprob(token=" ü", logprob=-0.25)


def test_four_lists_of_one_length():
    """Offsets count characters of the text, from where the first token begins."""
    assert {
        "tokens": ["hi", " ü"],
        "token_logprobs": [-0.5, -0.25],
        "top_logprobs": [{"hi": -0.5, "ho": -1.0}, {}],
        "text_offset": [7, 9],
    } == encode([HI, PLAIN], 7)
    assert 4 == length([HI, PLAIN])


def test_no_likeliest_tokens_are_null():
    """Where none were asked for, none are told."""
    assert encode([PLAIN])["top_logprobs"] is None


def test_a_token_that_is_there_twice_is_the_likelier():
    """Two tokens of other bytes may be written alike."""
    twice = (TokenLogprob(token="?", logprob=-1.0), TokenLogprob(token="?", logprob=-3.0))

    assert {"?": -1.0} == top(TokenLogprob(token="?", logprob=-1.0, top=twice))
