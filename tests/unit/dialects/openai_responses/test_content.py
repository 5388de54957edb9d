"""Parts of a turn."""

import pytest

from proxy.canonical.cache import CacheMark
from proxy.canonical.content import AudioPart, FilePart, ImagePart, RefusalPart, TextPart, UnknownPart
from proxy.dialects.openai_responses import content
from proxy.errors import InvalidRequest


@pytest.mark.parametrize(
    ("value", "param"),
    [
        (7, "c"),
        (None, "c"),
        ([7], "c[0]"),
        ([{}], "c[0].type"),
        ([{"type": "input_text"}], "c[0].text"),
        ([{"type": "refusal", "refusal": 1}], "c[0].refusal"),
        ([{"type": "input_audio", "input_audio": {"data": "x"}}], "c[0].input_audio.format"),
        ([{"type": "input_file", "filename": "a"}], "c[0]"),
    ],
)
def test_what_is_no_part_is_the_clients_mistake(value, param):
    """The field at fault is named."""
    with pytest.raises(InvalidRequest) as caught:
        content.decode(value, "c")

    assert param == caught.value.param


def test_an_image_needs_a_url():
    """A picture by the provider's own id is kept, but is no image of the hub."""
    given = [{"type": "input_image", "image_url": None, "file_id": "f"}, {"type": "input_image", "image_url": "u"}]

    assert (
        UnknownPart(kind="input_image", extra={"image_url": None, "file_id": "f"}),
        ImagePart(url="u"),
    ) == content.decode(given, "c")


def test_a_part_of_another_kind_is_kept_whole():
    """So a client may send what only its provider knows."""
    part = {"type": "input_video", "video_url": "u"}
    (decoded,) = content.decode([part], "c")

    assert UnknownPart(kind="input_video", extra={"video_url": "u"}) == decoded
    assert part == content.encode_input(decoded)


@pytest.mark.parametrize(
    ("part", "written"),
    [
        (AudioPart(data="x", format="wav"), {"type": "input_audio", "input_audio": {"data": "x", "format": "wav"}}),
        (RefusalPart(text="no"), {"type": "input_text", "text": "no"}),
        (ImagePart(url="u"), {"type": "input_image", "image_url": "u", "detail": "auto"}),
        (
            FilePart(url="data:text/plain;base64,AA"),
            {"type": "input_file", "file_data": "data:text/plain;base64,AA", "filename": "file.txt"},
        ),
        (FilePart(file_id="f", name="n"), {"type": "input_file", "file_id": "f", "filename": "n"}),
    ],
)
def test_parts_of_other_dialects_have_what_is_required(part, written):
    """The detail of an image and the name of a file's data must be there."""
    assert written == content.encode_input(part)


def test_a_cache_mark_is_written_only_where_the_client_wrote_it():
    """Older models refuse a breakpoint, so a mark of another dialect's client stays here; OpenAI caches by itself."""
    marked = TextPart(text="a", cache=CacheMark(ttl="1h"))
    own = {"type": "input_text", "text": "a", "prompt_cache_breakpoint": {"mode": "explicit", "ttl": "30m"}}

    assert {"type": "input_text", "text": "a"} == content.encode_input(marked)
    assert CacheMark() == content.decode_part(own, "c").cache
    assert own == content.encode_input(content.decode_part(own, "c"))


def test_what_belongs_to_an_item_is_not_its_part_s():
    """An output text is written with its own unknown fields, without its message's."""
    part = TextPart(text="a", extra={"item": {"id": "m"}, "x": 1})

    assert {"type": "output_text", "text": "a", "annotations": [], "x": 1} == content.encode_output(part)
