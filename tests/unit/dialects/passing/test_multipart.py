"""Forms are taken in the one way in which all parsers read them alike."""

import pytest

from proxy.dialects.passing.multipart import MOST_FIELDS, read_boundary, read_form, type_of
from proxy.errors import InvalidRequest

MODEL = b'--b\r\nContent-Disposition: form-data; name="model"\r\n\r\nwhisper\r\n'
FILE = (
    b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.wav"\r\nContent-Type: audio/wav\r\n\r\nRIFF\r\n'
)
END = b"--b--\r\n"


def field(name=b'name="x"', head=b"", value=b"v"):
    """Return the bytes of one field."""
    return b"--b\r\nContent-Disposition: form-data; " + name + head + b"\r\n\r\n" + value + b"\r\n"


def read(body):
    """Return name and value of each field."""
    return [(each.name, each.is_file, body[each.start : each.end]) for each in read_form(body, "b")]


@pytest.mark.parametrize("end", [END, b"--b--"])
def test_fields_in_their_order(end):
    """Names, files and values are found where they stand, whether or not a line end follows."""
    assert [("model", False, b"whisper"), ("file", True, b"RIFF")] == read(MODEL + FILE + end)


def test_a_value_is_any_bytes():
    """A value may be empty and may hold line ends, dashes and headers; only its boundary ends it."""
    values = [b"", b"\r\n\r\n", b"--", b"\r\n--", b"a: b\r\n\r\nc", bytes(range(256))]
    body = b"".join(field(f'name="f{at}"'.encode(), value=each) for at, each in enumerate(values)) + END

    assert values == [value for _, _, value in read(body)]


@pytest.mark.parametrize(
    "name",
    [
        b'name="x"',
        b"name=x",
        b'name="x"; filename="C:\\x.wav"',
        b"name=x; filename=a.wav; filename*=utf-8''%C3%A4.wav",
        'name="x"; filename="ä.wav"'.encode(),
    ],
)
def test_names_as_clients_write_them(name):
    """In quotes, bare, with a path, with an encoded name beside, in UTF-8."""
    assert ["x"] == [each.name for each in read_form(field(name) + END, "b")]


@pytest.mark.parametrize(
    "head",
    [b"Content-Type: text/plain; charset=utf-8", b"Content-Length: 1", b"Content-Transfer-Encoding: binary"],
)
def test_headers_that_change_nothing(head):
    """Clients say type, length and that nothing is encoded."""
    assert [("x", False, b"v")] == read(field(head=b"\r\n" + head) + END)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"--b--",
        b"--b\r\n--b--",
        b"junk\r\n" + MODEL + END,
        MODEL,
        MODEL + END + b"more",
        MODEL.replace(b"\r\n", b"\n") + END,
        MODEL.replace(b"--b\r\n", b"--b \r\n") + END,
        field(value=b"\n--b\nContent-Disposition: form-data; name=model\n\nother") + END,
        field(value=b"a--b") + END,
        b"--b\r\n\r\nno headers\r\n" + END,
        field(b'name=""') + END,
        field(b'name="_charset_"') + END,
        field(b'name="x"; name="model"') + END,
        field(b'name="x"; filename="a\\"; name=\\"model"') + END,
        field(b'name="x"; filename="a; name=model"') + END,
        field(head=b"\r\n name=model") + END,
        field(head=b"\r\nContent-Disposition: form-data; name=model") + END,
        field(head=b"\r\nContent-Length: 2") + END,
        field(head=b"\r\nContent-Transfer-Encoding: base64") + END,
        field(head=b"\r\nContent-Type: multipart/mixed; boundary=c") + END,
        field(head=b"\r\nX-Odd: 1") + END,
        field(head=b"\r\nContent-Type: " + b"x" * 5000) + END,
    ],
)
def test_what_parsers_read_differently_is_refused(body):
    """A form that two parsers could read as two forms is no form: the provider's may be the other one."""
    with pytest.raises(InvalidRequest, match="RFC 7578"):
        read_form(body, "b")


def test_a_name_comes_once_unless_it_is_a_list():
    """Of two values of one name, providers differ in which they take."""
    assert 2 == len(read_form(field(b'name="x[]"') * 2 + END, "b"))
    with pytest.raises(InvalidRequest, match="`x` appears twice"):
        read_form(field() * 2 + END, "b")


def test_fields_are_few():
    """The number of fields has a bound."""
    many = b"".join(field(f'name="f{at}"'.encode()) for at in range(MOST_FIELDS + 1))
    with pytest.raises(InvalidRequest, match="more than"):
        read_form(many + END, "b")


@pytest.mark.parametrize(
    ("told", "boundary", "written"),
    [
        ("multipart/form-data; boundary=abc", "abc", "abc"),
        ('Multipart/Form-Data; Boundary="a/b"', "a/b", '"a/b"'),
        ("multipart/form-data; charset=utf-8; boundary=----WebKit", "----WebKit", "----WebKit"),
    ],
)
def test_the_content_type_is_written_anew(told, boundary, written):
    """What goes upstream is made from the boundary, in quotes where it needs them."""
    assert boundary == read_boundary(told)
    assert f"multipart/form-data; boundary={written}" == type_of(boundary)


@pytest.mark.parametrize(
    "told",
    ["", "application/json", "multipart/form-data", "multipart/form-data; boundary=", "multipart/mixed; boundary=b",
     "multipart/form-data; boundary=b; boundary=c", "multipart/form-data; boundary=a b",
     "multipart/form-data; boundary=" + "b" * 71],
)  # fmt: skip
def test_a_body_that_is_no_form_says_what_to_send(told):
    """Without one plain boundary there is no form."""
    with pytest.raises(InvalidRequest, match="multipart/form-data"):
        read_boundary(told)
