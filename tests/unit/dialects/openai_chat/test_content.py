"""Content of a message."""

import pytest

from proxy.canonical.content import AudioPart, FilePart, ImagePart, RefusalPart, TextPart, UnknownPart
from proxy.canonical.unset import UNSET
from proxy.dialects.openai_chat.content import decode, decode_part, encode, encode_part
from proxy.errors import InvalidRequest

PARTS = [
    ({"type": "text", "text": "hi", "x": 1}, TextPart(text="hi", extra={"x": 1})),
    ({"type": "refusal", "refusal": "no"}, RefusalPart(text="no")),
    (
        {"type": "image_url", "image_url": {"url": "u", "detail": "low"}},
        ImagePart(url="u", extra={"image_url": {"detail": "low"}}),
    ),
    ({"type": "input_audio", "input_audio": {"data": "AA==", "format": "wav"}}, AudioPart(data="AA==", format="wav")),
    ({"type": "file", "file": {"file_id": "f"}}, FilePart(extra={"file": {"file_id": "f"}})),
    ({"type": "video_url", "video_url": "v"}, UnknownPart(kind="video_url", extra={"video_url": "v"})),
]


@pytest.mark.parametrize(("wire", "part"), PARTS, ids=[wire["type"] for wire, _ in PARTS])
def test_parts_are_read_and_written(wire, part):
    """Each kind of part has one canonical form, and keeps what it has beside."""
    assert part == decode_part(wire, "part")
    assert wire == encode_part(part)


@pytest.mark.parametrize("content", ["text", None, UNSET, ()])
def test_the_form_of_content_is_kept(content):
    """A string, a list, null and absence are four things."""
    wire = encode(content)
    members = {} if wire is UNSET else {"content": wire}

    assert content == decode(members, "")
    assert {} == members


@pytest.mark.parametrize(
    ("content", "param"),
    [
        (7, "m.content"),
        (["x"], "m.content[0]"),
        ([{"text": "x"}], "m.content[0].type"),
        ([{"type": "text"}], "m.content[0].text"),
        ([{"type": "image_url", "image_url": "u"}], "m.content[0].image_url"),
        ([{"type": "image_url", "image_url": {}}], "m.content[0].image_url.url"),
        ([{"type": "input_audio", "input_audio": {"data": ""}}], "m.content[0].input_audio.format"),
        ([{"type": "file"}], "m.content[0].file"),
    ],
)
def test_the_part_at_fault_is_named(content, param):
    """The client learns which part of which message is wrong."""
    with pytest.raises(InvalidRequest) as caught:
        decode({"content": content}, "m.")

    assert param == caught.value.param
