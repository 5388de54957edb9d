"""`data:` URLs."""

import pytest

from proxy.dialects.dataurl import UNSAID, join, split


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("data:image/png;base64,iVBO", ("image/png", "iVBO")),
        ("data:image/svg+xml;base64,", ("image/svg+xml", "")),
        ("DATA:Image/PNG;BASE64,iVBO", ("image/png", "iVBO")),
        ("data:text/plain;charset=utf-8;base64,aGk=", ("text/plain", "aGk=")),
        ("data:;base64,aGk=", (UNSAID, "aGk=")),
    ],
)
def test_a_url_is_taken_apart(url, expected):
    """Into media type, in lower case, and data; parameters do not matter."""
    assert expected == split(url)


@pytest.mark.parametrize(
    "url", ["", "https://example.org/a.png", "data:text/plain,hi", "data:image/png", "xdata:;base64,"]
)
def test_anything_else_is_no_such_url(url):
    """Nor is data that is not base64."""
    assert split(url) is None


def test_what_is_put_together_comes_apart():
    """The same two come back."""
    assert ("application/pdf", "AA==") == split(join("application/pdf", "AA=="))
