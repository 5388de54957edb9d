"""What an output text rests on."""

import pytest

from proxy.canonical.content import Citation
from proxy.dialects.openai_responses import citations

URL = {"type": "url_citation", "url": "https://e.org/", "title": "E", "start_index": 1, "end_index": 5}


def test_a_page_is_known_by_its_url():
    """A URL citation says all that the hub has words for, and is written again as it was."""
    assert (Citation(url="https://e.org/", title="E", start=1, end=5),) == citations.decode([URL])
    assert URL == citations.encode(citations.decode_one(URL), 9)


@pytest.mark.parametrize(
    "annotation",
    [
        {"type": "file_citation", "file_id": "f", "filename": "a.pdf", "index": 3},
        {"type": "container_file_citation", "container_id": "c", "file_id": "f", "filename": "a.pdf"},
        {"type": "file_path", "file_id": "f", "index": 0},
        {"type": "something_new"},
    ],
)
def test_other_kinds_are_kept_whole(annotation):
    """A provider's own files mean something to it only; their names are told."""
    citation = citations.decode_one(annotation)

    assert annotation == citations.encode(citation, 9)
    assert citation.title == annotation.get("filename", citation.title)


def test_what_is_not_told_is_filled_in():
    """Every member is required: without a place the whole text is meant, without a title the URL is one."""
    written = citations.encode(Citation(url="https://e.org/"), 9)

    assert {"type": "url_citation", "url": "https://e.org/", "title": "https://e.org/"} | {
        "start_index": 0,
        "end_index": 9,
    } == written


def test_a_document_of_another_dialect_is_a_file():
    """A source without a URL has a name, and a place where it is cited."""
    written = citations.encode(Citation(title="Report", quote="so it is", start=4), 9)

    assert {"type": "file_citation", "file_id": "", "filename": "Report", "index": 4} == written


@pytest.mark.parametrize("told", [None, "x", [7]])
def test_what_is_no_annotation_is_left_out(told):
    """A list may hold anything."""
    assert () == citations.decode(told)
