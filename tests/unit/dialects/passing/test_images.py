"""Images from a distance."""

import json

import pytest

from proxy.canonical.usage import Usage
from proxy.dialects.passing.images import Images
from proxy.dialects.passing.reading import MARKS
from proxy.dialects.weights import IMAGE_TOKENS
from proxy.errors import InvalidRequest, MalformedStream

IMAGES = Images()


def outline(**members):
    """Return the outline of a body with these members."""
    return IMAGES.outline(json.dumps({"model": "acme/draws", "prompt": "a river", **members}).encode())


def test_a_prompt_is_text():
    """Its bytes bound its tokens."""
    found = outline(stream=None)

    assert (7 + MARKS, ("text",), False, 1) == (found.input_tokens, found.modalities, found.stream, found.choices)


def test_pictures_to_start_from_are_seen():
    """Under any of the names that imitators give them, each as heavy as an image may be."""
    found = outline(image=["a", "b"], input_references=[{"url": "c"}])

    assert (7 + MARKS + 3 * IMAGE_TOKENS, ("image", "text")) == (found.input_tokens, found.modalities)


@pytest.mark.parametrize(
    ("members", "param"),
    [
        ({"prompt": ""}, "prompt"),
        ({"prompt": None}, "prompt"),
        ({"n": 0}, "n"),
        ({"n": 99}, "n"),
        ({"stream": 1}, "stream"),
    ],
)
def test_the_field_at_fault_is_named(members, param):
    """What cannot be weighed does not pass."""
    with pytest.raises(InvalidRequest, match=f"`{param}`"):
        outline(**members)


def test_usage_has_its_pictures_apart():
    """Tokens of pictures are part of the totals; without details all output is picture."""
    told = {"input_tokens": 50, "output_tokens": 50, "input_tokens_details": {"image_tokens": 40, "text_tokens": 10}}
    detailed = {**told, "output_tokens_details": {"image_tokens": 30}}
    usage = Usage(input_tokens=50, output_tokens=50, image_input_tokens=40, image_output_tokens=50)

    assert usage == IMAGES.read(json.dumps({"created": 1, "data": [], "usage": told}).encode()).usage
    assert 30 == IMAGES.read(json.dumps({"data": [], "usage": detailed}).encode()).usage.image_output_tokens
    assert IMAGES.read(b'{"created": 1, "data": [{"url": "u"}]}').usage is None


def test_a_stream_is_whole_once_all_images_are():
    """Two images end with two events, in a body that asked for two."""
    tap = IMAGES.tap(outline(stream=True, n=2))
    event = (
        b'data: {"type":"image_generation.completed","b64_json":"","usage":{"input_tokens":1,"output_tokens":2}}\n\n'
    )

    assert event == tap.feed(event)
    assert not tap.is_complete
    tap.feed(event)
    assert (True, 2) == (tap.is_complete, tap.usage.output_tokens)


def test_an_answer_is_of_the_kind_that_was_asked_for():
    """Events for a stream, JSON for a whole answer."""
    assert IMAGES.streams(outline(stream=True), "text/event-stream")
    assert not IMAGES.streams(outline(), "application/json")
    with pytest.raises(MalformedStream, match="text/html"):
        IMAGES.streams(outline(), "text/html")
