"""Counting a prompt's tokens through the running process, by the SDKs that ask."""

import json
import urllib.request

import anthropic
import pytest

from tests.support.configs import WEB

MODEL = "openai/gpt-oss-120b"
ASKED = [{"role": "user", "content": "Write 12 words about rivers."}]


@pytest.fixture
def client(running):
    """A client of the web team."""
    with anthropic.Anthropic(base_url=running.url, api_key=WEB, max_retries=0) as made:
        yield made


def test_a_prompt_is_counted_without_calling_anyone(client):
    """A longer prompt counts for more, and nothing is asked of a provider."""
    short = client.messages.count_tokens(model=MODEL, messages=ASKED)
    long = client.messages.count_tokens(model=MODEL, messages=ASKED * 2 + [{"role": "user", "content": "word " * 500}])

    assert 0 < short.input_tokens < long.input_tokens


def test_the_figure_is_told_to_be_an_estimate(client):
    """Who reads headers knows that nobody has counted with the model's own tokenizer."""
    answer = client.messages.with_raw_response.count_tokens(model=MODEL, messages=ASKED)

    assert "true" == answer.headers["x-fairlane-estimate"]


def test_a_model_that_nobody_has_is_not_counted(client):
    """A wrong name is told here too, before a call is made."""
    with pytest.raises(anthropic.NotFoundError, match="unknown model"):
        client.messages.count_tokens(model="openai/gpt-osss", messages=ASKED)


def test_a_stranger_is_not_served(running):
    """Counting needs a key, as everything does."""
    with (
        anthropic.Anthropic(base_url=running.url, api_key="nobody", max_retries=0) as stranger,
        pytest.raises(anthropic.AuthenticationError),
    ):
        stranger.messages.count_tokens(model=MODEL, messages=ASKED)


def test_googles_clients_are_told_in_their_words(running):
    """`countTokens` has the model in its path, and takes contents or a whole request."""
    contents = [{"role": "user", "parts": [{"text": "Write 12 words about rivers."}]}]
    counts = []
    for body in ({"contents": contents}, {"generateContentRequest": {"contents": contents}}):
        asked = urllib.request.Request(  # noqa: S310 - the gateway under test, on loopback
            f"{running.url}/v1beta/models/{MODEL}:countTokens",
            data=json.dumps(body).encode(),
            headers={"x-goog-api-key": WEB, "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(asked) as answer:  # noqa: S310 - the same
            counts.append(json.load(answer)["totalTokens"])

    assert counts[0] == counts[1] > 0
