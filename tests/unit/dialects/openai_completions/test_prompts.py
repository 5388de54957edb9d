"""Prompts, and what cannot be done with one."""

import pytest

from proxy.dialects.openai_completions.prompts import read_logprobs, read_prompt, refuse_continuations
from proxy.errors import InvalidRequest


@pytest.mark.parametrize("prompt", ["Once", ["Once"], ""])
def test_one_prompt(prompt):
    """Written as a text or as a list of one."""
    assert ("".join(prompt)) == read_prompt({"prompt": prompt})


@pytest.mark.parametrize(
    ("prompt", "words"),
    [
        (["a", "b"], "2 prompts; send one call for each"),
        ([1, 2], "in tokens"),
        ([[1, 2]], "in tokens"),
        ([], "must be a string"),
        (None, "must be a string"),
        (7, "must be a string"),
    ],
)
def test_any_other_prompt_is_refused(prompt, words):
    """The message says which way is open."""
    with pytest.raises(InvalidRequest, match=words) as caught:
        read_prompt({"prompt": prompt})

    assert "prompt" == caught.value.param


@pytest.mark.parametrize(
    "document",
    [{}, {"suffix": None, "echo": False, "best_of": 1}, {"suffix": "", "best_of": None}, {"n": 3, "best_of": 3}],
)
def test_what_means_nothing_passes(document):
    """Clients send these members with values that ask for nothing."""
    refuse_continuations(document)


@pytest.mark.parametrize(
    ("document", "param"),
    [
        ({"suffix": "end"}, "suffix"),
        ({"echo": True}, "echo"),
        ({"best_of": 4}, "best_of"),
        ({"n": 2, "best_of": 4}, "best_of"),
    ],
)
def test_what_only_a_continuation_could_do_is_refused(document, param):
    """Imitating it would give another answer than was asked for."""
    with pytest.raises(InvalidRequest, match="chat/completions") as caught:
        refuse_continuations(document)

    assert (param, "unsupported_parameter") == (caught.value.param, caught.value.code)


def test_logprobs_are_a_number():
    """Zero asks for the chosen tokens alone."""
    assert (None, 0, 5) == tuple(map(read_logprobs, ({}, {"logprobs": 0}, {"logprobs": 5})))
    for wrong in (True, -1, "1", 1.5):
        with pytest.raises(InvalidRequest, match="logprobs"):
            read_logprobs({"logprobs": wrong})
