"""The one text in a JSON object, while it is on its way."""

import pytest

from proxy.dialects.jsoninput import InputReader


def pieces(*texts):
    """Return what comes of each of *texts*, and at the end."""
    reader = InputReader("input")
    return [*(reader.feed(text) for text in texts), reader.close()]


def test_the_text_comes_as_it_is_written():
    """Each piece is decoded at once, and what is not the text is left out."""
    assert ["", "*** Be", "gin\n", "", "", ""] == pieces('{"inp', 'ut": "*** Be', "gin\\n", '"}', "")
    assert ["a", ""] == pieces(' {\n "input" : "a" , "other": 1}')


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (r"\"\\\/\b\f\n\r\t", '"\\/\b\f\n\r\t'),
        (r"\u00e9\u4e16", "é世"),
        (r"\ud83c\udf0d", "🌍"),
        (r"\ud83cx", "\ufffdx"),
        (r"\udf0dx", "\ufffdx"),
        (r"\ud83c\u0041", "\ufffdA"),
        (r"\ud83c\nx", "\ufffd\nx"),
        ("a\nb", "a\nb"),
        (r"\q\uzz", r"\q\uzz"),
    ],
)
@pytest.mark.parametrize("size", [1, 2, 3, 5, 100])
def test_escapes_may_be_cut_anywhere(written, expected, size):
    """What JSON does not have is left as it is, and half of a character is marked."""
    text = '{"input":"' + written + '"}'

    assert expected == "".join(pieces(*(text[at : at + size] for at in range(0, len(text), size))))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"input":"a', "a"),
        ('{"input":"a\\', "a\\"),
        ('{"input":"a\\u00', "a\\u00"),
        ('{"other":1,"input":"a"}', "a"),
        ('{"command":"ls"}', '{"command":"ls"}'),
        ('{"input":["a"]}', '{"input":["a"]}'),
        ("*** Begin Patch", "*** Begin Patch"),
        ('"just text"', '"just text"'),
        ('{"command":"l', '{"command":"l'),
        ("", ""),
    ],
)
@pytest.mark.parametrize("size", [1, 4, 100])
def test_whatever_is_written_something_comes_out(text, expected, size):
    """What is no such object comes out as it is, whole; what is cut comes out as far as it got."""
    assert expected == "".join(pieces(*(text[at : at + size] for at in range(0, len(text), size))))
