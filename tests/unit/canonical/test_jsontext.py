"""JSON text: one door, one error."""

import pytest

from proxy.canonical.jsontext import MalformedJson, dump, parse


def test_text_comes_back_as_it_was():
    """Keys keep their order and text its characters."""
    assert b'{"b":1,"a":"\xc3\xa9"}' == dump(parse('{"b": 1, "a": "é"}'))


@pytest.mark.parametrize("text", [b"", b"{", b"nul", b'{"a":NaN}', b"\xff"])
def test_what_is_not_json_is_one_error(text):
    """Whatever is wrong with the text, callers see one exception of ours."""
    with pytest.raises(MalformedJson):
        parse(text)


def test_what_nests_too_deep_to_write_is_the_same_error():
    """Orjson reads deeper than it writes, so a client could otherwise make a body that raises where nobody looks."""
    deep = parse(b"[" * 500 + b"]" * 500)

    with pytest.raises(MalformedJson):
        dump(deep)
