"""Objects among inputs."""

import pytest

from proxy.dialects.passing.media import kinds_of, modalities_of, weigh_media
from proxy.dialects.weights import OPAQUE_TOKENS


@pytest.mark.parametrize(
    ("item", "kinds"),
    [
        ({"text": "a"}, ["text"]),
        ({"image_url": "u", "text": None}, ["image"]),
        ({"content": [{"type": "input_audio"}, {"type": 3}, "x"]}, ["audio"]),
        ({"content": "plain", "pdf": "u"}, ["file"]),
        ({"title": "a"}, []),
    ],
)
def test_each_piece_has_its_kind(item, kinds):
    """By the type of a part, or by the name of a member."""
    assert kinds == list(kinds_of(item))


def test_what_says_nothing_of_itself_is_text():
    """Reranked documents may be objects of any fields, which are texts."""
    assert ("text",) == modalities_of([{"title": "a"}], has_text=False)


def test_opaque_things_count_as_the_most():
    """A sound or a file is not weighed by its address."""
    assert weigh_media({"audio": "u"}) > OPAQUE_TOKENS > weigh_media({"text": "u"})
