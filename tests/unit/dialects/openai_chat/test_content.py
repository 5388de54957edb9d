"""Content of a message."""

import pytest

from proxy.canonical.cache import CacheMark
from proxy.canonical.content import (
    AudioPart,
    FilePart,
    ImagePart,
    ReasoningPart,
    RefusalPart,
    TextPart,
    UnknownPart,
)
from proxy.dialects.openai_chat.content import decode, decode_part, encode, encode_part
from proxy.errors import InvalidRequest

PARTS = [
    ({"type": "text", "text": "hi", "x": 1}, TextPart(text="hi", extra={"x": 1})),
    ({"type": "refusal", "refusal": "no"}, RefusalPart(text="no")),
    (
        {"type": "image_url", "image_url": {"url": "u", "detail": "low"}},
        ImagePart(url="u", detail="low"),
    ),
    ({"type": "input_audio", "input_audio": {"data": "AA==", "format": "wav"}}, AudioPart(data="AA==", format="wav")),
    ({"type": "file", "file": {"file_id": "f"}}, FilePart(file_id="f")),
    (
        {"type": "file", "file": {"file_data": "data:application/pdf;base64,AA==", "filename": "a.pdf", "x": 1}},
        FilePart(url="data:application/pdf;base64,AA==", name="a.pdf", extra={"file": {"x": 1}}),
    ),
    (
        {"type": "text", "text": "hi", "cache_control": {"type": "ephemeral", "ttl": "1h"}},
        TextPart(text="hi", cache=CacheMark(ttl="1h")),
    ),
    (
        {"type": "image_url", "image_url": {"url": "u"}, "prompt_cache_breakpoint": {"mode": "explicit"}},
        ImagePart(url="u", cache=CacheMark(), extra={"prompt_cache_breakpoint": {"mode": "explicit"}}),
    ),
    ({"type": "thinking", "thinking": [{"type": "text", "text": "hm"}]}, ReasoningPart(text="hm")),
    ({"type": "video_url", "video_url": "v"}, UnknownPart(kind="video_url", extra={"video_url": "v"})),
]


@pytest.mark.parametrize(("wire", "part"), PARTS, ids=[f"{at} {wire['type']}" for at, (wire, _) in enumerate(PARTS)])
def test_parts_are_read_and_written(wire, part):
    """Each kind of part has one canonical form, and keeps what it has beside."""
    assert part == decode_part(wire, "part")
    assert wire == encode_part(part)


@pytest.mark.parametrize("content", ["text", "", (TextPart(text="a"), TextPart(text="b"))])
def test_the_form_of_content_is_kept(content):
    """A string is one, and a list is one."""
    members = {"content": encode(content, has_marks=True)}

    assert content == decode(members, "")
    assert {} == members


@pytest.mark.parametrize("members", [{}, {"content": None}, {"content": []}])
def test_nothing_said_is_no_part(members):
    """Absence, null and an empty list mean the same, and are written as the one of them that every provider takes."""
    assert () == decode(dict(members), "")
    assert "" == encode((), has_marks=True)


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ({"file_data": "AA==", "filename": "A.PDF"}, "data:application/pdf;base64,AA=="),
        ({"file_data": "AA=="}, "data:application/octet-stream;base64,AA=="),
        ({"file_data": "https://example.org/a.pdf"}, "https://example.org/a.pdf"),
    ],
)
def test_a_file_is_carried_by_a_url(file, expected):
    """Bare base64, which some clients send, is made one."""
    assert expected == decode_part({"type": "file", "file": file}, "part").url


@pytest.mark.parametrize(
    ("url", "expected"),
    [("data:application/pdf;base64,AA==", "document.pdf"), ("data:text/csv;base64,AA==", "document")],
)
def test_a_file_without_a_name_gets_one(url, expected):
    """OpenAI wants a name beside the data."""
    assert expected == encode_part(FilePart(url=url))["file"]["filename"]


def test_marks_are_left_out_where_a_provider_does_not_take_them():
    """OpenAI refuses members that it does not know; its own mark is one that it does."""
    own = {"prompt_cache_breakpoint": {"mode": "explicit"}}
    plain = {"type": "text", "text": "a"}

    assert plain == encode_part(TextPart(text="a", cache=CacheMark()), has_marks=False)
    assert {**plain, **own} == encode_part(TextPart(text="a", cache=CacheMark(), extra=own))


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
        ([{"type": "file", "file": {}}], "m.content[0].file"),
        ([{"type": "thinking"}], "m.content[0].thinking"),
    ],
)
def test_the_part_at_fault_is_named(content, param):
    """The client learns which part of which message is wrong."""
    with pytest.raises(InvalidRequest) as caught:
        decode({"content": content}, "m.")

    assert param == caught.value.param
