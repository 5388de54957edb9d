"""Blocks of a turn."""

import pytest

from proxy.canonical.cache import CacheMark
from proxy.canonical.content import RefusalPart, TextPart, UnknownPart
from proxy.dialects.bedrock_converse import content
from proxy.errors import InvalidRequest, MalformedStream

POINT = {"cachePoint": {"type": "default"}}
WHOLE = [
    {"video": {"format": "mp4"}},
    {"searchResult": {"source": "s"}},
    {"document": {"name": "a", "source": {"text": "t"}}},
    {"document": {"name": "a", "source": {"content": [{"text": "t"}]}}},
    {"audio": {"format": "mp3", "source": {"s3Location": {"uri": "s3://b/a"}}}},
    {"toolUse": {"toolUseId": "t", "name": "n", "type": "server_tool_use"}},
    {"image": {"format": "png", "error": {"message": "m"}}},
]


@pytest.mark.parametrize("block", WHOLE)
def test_what_the_hub_has_no_word_for_is_kept_whole(block):
    """It is replayed as it came."""
    part = content.decode(block, "p")

    assert UnknownPart(kind=next(iter(block)), extra=block) == part
    assert block == content.encode(part)


@pytest.mark.parametrize("block", [3, None, {}, {"text": 3}, {"toolUse": {}}])
def test_a_client_s_block_that_is_none_is_its_mistake(block):
    """The place is named."""
    with pytest.raises(InvalidRequest, match="`p"):
        content.decode(block, "p")


def test_a_provider_s_odd_block_is_kept_whole():
    """An answer is not lost for one block; only what is no object is not Converse."""
    assert UnknownPart(kind="text", extra={"text": 3}) == content.decode_answer({"text": 3})
    with pytest.raises(MalformedStream):
        content.decode_answer(3)


def test_a_point_that_marks_nothing_stays():
    """At the beginning, after another, or after what carries no mark."""
    video = {"video": {}}
    parts = content.decode_all([POINT, {"text": "a"}, POINT, POINT, video, POINT], "p")

    assert ["cachePoint", None, "cachePoint", "video", "cachePoint"] == [getattr(part, "kind", None) for part in parts]
    assert [POINT, {"text": "a"}, POINT, POINT, video, POINT] == list(content.encode_all(parts, caches=True))


@pytest.mark.parametrize("blank", ["", " ", "\n\t"])
def test_a_blank_text_has_no_block(blank):
    """Bedrock refuses one; its mark goes with it."""
    parts = (TextPart(text=blank, cache=CacheMark()), RefusalPart(text=blank))

    assert [] == list(content.encode_all(parts, caches=True))


def test_a_refusal_is_a_text():
    """Converse has no block for it."""
    assert {"text": "No."} == content.encode(RefusalPart(text="No."))


def test_a_model_without_a_cache_gets_no_points():
    """It would answer with an error."""
    assert [{"text": "a"}] == list(content.encode_all((TextPart(text="a", cache=CacheMark()),), caches=False))
