"""Bounds on headers: what cannot stand in the journal does not come in."""

import pytest

from proxy.errors import InvalidRequest
from proxy.server.limits import TAGS_HEADER, read_headers, read_tags

NO_UTF8 = b"caf\xe9".decode("utf-8", "surrogateescape")
"""As the HTTP library hands on bytes that are no UTF-8."""


def test_a_header_is_utf8():
    """A policy may read it, so it may stand in a record, and a record is JSON."""
    assert {"x-project": "café"} == read_headers({"x-project": "café"}, ("x-project",))
    with pytest.raises(InvalidRequest, match="`x-project` is not UTF-8"):
        read_headers({"x-project": NO_UTF8}, ("x-project",))


def test_tags_are_utf8():
    """The same: tags stand in every record."""
    with pytest.raises(InvalidRequest, match="is not UTF-8"):
        read_tags({TAGS_HEADER: NO_UTF8})
