"""Media in a part."""

import pytest

from proxy.canonical.content import AudioPart, FilePart, ImagePart, UnknownPart
from proxy.dialects.gemini import media
from proxy.errors import InvalidRequest


def inline(media_type, data="AAA=", **beside):
    """Return media as a part."""
    return {"inlineData": {"mimeType": media_type, "data": data, **beside}}


def remote(uri, **beside):
    """Return a part that names a file."""
    return {"fileData": {"fileUri": uri, **beside}}


@pytest.mark.parametrize(
    ("part", "meant"),
    [
        (inline("image/png", "-_8="), ImagePart(url="data:image/png;base64,+/8=")),
        (
            inline("audio/x-wav"),
            AudioPart(data="AAA=", format="wav", extra={"inlineData": {"mimeType": "audio/x-wav"}}),
        ),
        (inline("audio/mpeg"), AudioPart(data="AAA=", format="mp3", extra={"inlineData": {"mimeType": "audio/mpeg"}})),
        (inline("audio/ogg"), AudioPart(data="AAA=", format="ogg")),
        (inline("text/plain"), FilePart(url="data:text/plain;base64,AAA=")),
        (
            inline("application/pdf", displayName="a.pdf"),
            FilePart(
                url="data:application/pdf;base64,AAA=", name="a.pdf", extra={"inlineData": {"displayName": "a.pdf"}}
            ),
        ),
        (remote("https://a.example/b.png?x=1"), ImagePart(url="https://a.example/b.png?x=1")),
        (remote("https://a.example/b"), FilePart(url="https://a.example/b")),
        (remote("files/1", mimeType="application/pdf"), FilePart(file_id="files/1")),
        (remote("gs://a/b.txt"), FilePart(file_id="gs://a/b.txt")),
    ],
)
def test_media_mean_what_they_carry(part, meant):
    """The media type, or the end of the address, tells what it is."""
    assert meant == media.decode(dict(part))


@pytest.mark.parametrize(
    ("part", "kind"),
    [
        (inline("video/mp4"), "video"),
        (remote("https://www.youtube.com/watch?v=1"), "video"),
        (remote("gs://a/b.mp3", mimeType="audio/mp3"), "audio"),
        (inline("image/png", 7), "image"),
        (inline("no type"), "file"),
        (remote(7), "file"),
        ({"fileData": {}}, "file"),
        ({"fileData": {}, "inlineData": None}, "file"),
        ({"fileData": None}, "file"),
    ],
)
def test_what_the_hub_has_no_word_for_is_kept_whole(part, kind):
    """Video, audio by address and broken media are unknown parts, named by what they are."""
    assert UnknownPart(kind=kind, extra=part) == media.decode(dict(part))


@pytest.mark.parametrize(
    ("part", "wire"),
    [
        (ImagePart(url="https://a.example/b"), remote("https://a.example/b", mimeType="image/jpeg")),
        (ImagePart(url="https://a.example/b.PNG#x"), remote("https://a.example/b.PNG#x", mimeType="image/png")),
        (FilePart(url="data:application/pdf;base64,AAA=", name="a.pdf"), inline("application/pdf")),
        (FilePart(file_id="files/1"), remote("files/1", mimeType="application/pdf")),
        (AudioPart(data="AAA=", format="mp3"), inline("audio/mp3")),
    ],
)
def test_media_of_others_get_a_type(part, wire):
    """Google wants a media type; the end of an address tells it, or what is usual is said."""
    assert wire == media.encode(part)


def test_a_data_url_without_base64_is_refused():
    """Google takes bytes in base64 alone."""
    with pytest.raises(InvalidRequest, match="base64"):
        media.encode(ImagePart(url="data:image/svg+xml,<svg/>"))
