"""Images, audio and documents."""

import pytest

from proxy.canonical.content import AudioPart, FilePart, ImagePart
from proxy.dialects.bedrock_converse import blobs
from proxy.errors import InvalidRequest
from tests.support.bedrock import service_model


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("data:image/png;base64,AA==", "png"),
        ("data:image/jpg;base64,AA==", "jpeg"),
        ("data:image/webp;base64,AA==", "webp"),
        ("s3://b/photo.JPG", "jpeg"),
    ],
)
def test_an_image_has_bedrocks_name_for_its_format(url, told):
    """The media type tells it, or the end of a place in S3."""
    block = blobs.encode_image(ImagePart(url=url))["image"]

    assert told == block["format"]
    assert told in service_model().shape_for("ImageFormat").enum


@pytest.mark.parametrize("url", ["https://example.org/a.png", "http://x/a.pdf", "gs://b/a.png", "x" * 999])
def test_what_bedrock_cannot_fetch_is_refused_with_the_way_out(url):
    """Neither the gateway nor Bedrock gets media from the web; the address in the message has a bound."""
    for encode, part in ((blobs.encode_image, ImagePart(url=url)), (blobs.encode_document, FilePart(url=url))):
        with pytest.raises(InvalidRequest, match="`data:` URL") as refusal:
            encode(part)
        assert len(str(refusal.value)) < 400


def test_a_file_of_another_provider_is_refused():
    """An id means something to the provider that gave it only."""
    with pytest.raises(InvalidRequest, match="its id"):
        blobs.encode_document(FilePart(file_id="file-1"))


def test_every_format_of_a_document_is_known():
    """Each has a media type, and a media type is that format again."""
    assert set(service_model().shape_for("DocumentFormat").enum) == set(blobs.DOCUMENTS)
    for name, media_type in blobs.DOCUMENTS.items():
        assert name == blobs.encode_document(FilePart(url=f"data:{media_type};base64,AA=="))["document"]["format"]


@pytest.mark.parametrize(
    ("url", "name", "told"),
    [
        ("data:application/octet-stream;base64,AA==", "a.XLSX", "xlsx"),
        ("data:text/x-python;base64,AA==", "a.py", "txt"),
        ("s3://b/a.csv", "", "csv"),
        ("s3://b/a", "a.pdf", "txt"),
    ],
)
def test_a_document_without_a_known_type_goes_by_its_ending(url, name, told):
    """Else it is a text."""
    assert told == blobs.encode_document(FilePart(url=url, name=name))["document"]["format"]


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("report.pdf", "report"),
        ("John's_report #1.pdf", "John s report 1"),
        ("Report -  Final (v2) [x].docx", "Report - Final (v2) [x]"),
        ("résumé.pdf", "r sum"),
        ("分析.pdf", "document"),
        ("", "document"),
        ("v1.2", "v1 2"),
        ("x" * 300, "x" * 200),
    ],
)
def test_a_name_has_only_what_bedrock_takes(name, cleaned):
    """Letters, digits, hyphens, brackets and single spaces, 200 of them; nothing left is a neutral word."""
    assert cleaned == blobs.clean(name)


def test_names_are_told_apart_whatever_their_case():
    """Two documents of one name are refused by Bedrock; a number that is taken is passed over."""
    documents = [{"name": name} for name in ("a", "A", "a 2", "a", "x" * 200, "x" * 200)]
    blobs.rename(documents)

    assert ["a", "A 2", "a 2 2", "a 3", "x" * 200, "x" * 198 + " 2"] == [each["name"] for each in documents]


@pytest.mark.parametrize(
    ("block", "part"),
    [
        (
            {"document": {"format": "pdf", "name": "a", "source": {"bytes": "AA=="}, "context": "c"}},
            FilePart(url="data:application/pdf;base64,AA==", name="a", extra={"document": {"context": "c"}}),
        ),
        (
            {"document": {"format": "pdf", "name": "a", "source": {"s3Location": {"uri": "s3://b/k"}}}},
            FilePart(url="s3://b/k", name="a", extra={"document": {"format": "pdf"}}),
        ),
        (
            {"document": {"name": "a", "source": {"bytes": "AA=="}}},
            FilePart(url="data:application/octet-stream;base64,AA==", name="a"),
        ),
    ],
)
def test_a_document_is_read(block, part):
    """What the hub has no word for stays beside."""
    assert part == blobs.decode_document(block, "p")


def test_audio_is_base64_both_ways():
    """Its container is Bedrock's format."""
    part = AudioPart(data="AA==", format="mp3", extra={"audio": {"x": 1}})

    assert part == blobs.decode_audio(blobs.encode_audio(part), "p")


@pytest.mark.parametrize(
    "image", [{}, {"format": "png"}, {"format": "png", "source": {}}, {"format": "png", "source": {"bytes": 3}}, 3]
)
def test_what_is_no_image_is_the_clients_mistake(image):
    """The place is named."""
    with pytest.raises(InvalidRequest, match=r"p\.image"):
        blobs.decode_image({"image": image}, "p")
