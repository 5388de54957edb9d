"""A whole answer."""

import pytest

from proxy.canonical.content import TextPart
from proxy.canonical.jsontext import dump, parse
from proxy.canonical.response import CanonicalResponse, Choice, FinishReason
from proxy.dialects.openai_responses import response
from proxy.errors import MalformedStream


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"<html>", "is not JSON"),
        (b"[]", "is not a JSON object"),
        (b"{}", "no list of output items"),
        (b'{"output":[7]}', "no list of output items"),
        (b'{"output":[],"status":"in_progress"}', "is not finished"),
        (b'{"output":[],"status":"failed","error":{"message":"busy"}}', "is an error: busy"),
        (b'{"output":[],"status":"cancelled"}', "is an error"),
        (b'{"error":{"message":"no","code":"x"}}', "is an error: no"),
        (b'{"choices":[]}', "no list of output items"),
    ],
)
def test_what_is_no_answer_is_malformed(body, words):
    """A failure that is told with status 200, and an answer of another dialect, are none."""
    for reader in (response.read, response.decode):
        with pytest.raises(MalformedStream, match=words):
            reader(body)


def test_of_several_choices_the_first_is_told():
    """A response has one answer; without any it is empty."""
    choices = tuple(Choice(index=index, parts=(TextPart(text=text),)) for index, text in enumerate("ab"))
    several, none = (CanonicalResponse(id="r", model="m", created=0, choices=each) for each in (choices, ()))

    assert "a" == parse(response.encode(several))["output"][0]["content"][0]["text"]
    assert [] == parse(response.encode(none))["output"]


def test_items_of_an_answer_are_named_after_it():
    """Each item has an id, the same each time, that is dropped when it is read."""
    answer = CanonicalResponse(
        id="r", model="m", created=0, choices=(Choice(parts=(TextPart(text="a"),), finish_reason=FinishReason.STOP),)
    )
    body = response.encode(answer)

    assert body == response.encode(answer)
    assert parse(body)["output"][0]["id"].startswith("msg_")
    assert answer == response.decode(body)


def test_time_may_have_a_fraction():
    """OpenAI's type has a float, and the hub counts seconds."""
    assert 1_741_369_938 == response.decode(dump({"output": [], "created_at": 1741369938.0})).created
