"""Forms, `multipart/form-data`: where each field stands in a body, and one of them changed without touching the rest.

Follows RFC 7578 and the part of RFC 2046 that it needs, and takes no more than clients send. Parsers differ in what they
make of bare line feeds, of padding behind a boundary, of text before the first or of a missing last one: the same bytes
are then one field to the gateway and another to the provider, which could be sent another model than the one that was
decided on. So a body has to be of the one form that all parsers read alike, and is refused otherwise; the reasons are in
`docs/decisions/0008-forms-are-read-strictly.md`.
"""

import re

from proxy.errors import InvalidRequest
from proxy.values import value

TYPE = re.compile(
    r"""multipart/form-data(?:;\s*charset=(?:"utf-8"|utf-8))?;\s*boundary=("?)([\w'()+,./:=?-]{1,70})\1\s*""",
    re.ASCII | re.IGNORECASE,
)
TOKEN = re.compile(r"[\w'+.-]+", re.ASCII)
"""A boundary that needs no quotes."""

NAME = rb"[A-Za-z][\w.\-\[\]]{0,63}"
WORD = rb"[\w'%.!#$&+^`|~-]+"
FILE = rb'(?:"(?:[^"\\;]|\\[^"\\;])*"|' + WORD + rb")"
DISPOSITION = re.compile(
    rb'form-data; name=(?:"(?P<quoted>' + NAME + rb')"|(?P<bare>[A-Za-z][\w.-]{0,63}))'
    rb"(?P<file>; filename=" + FILE + rb"(?:; filename\*=" + WORD + rb")?)?"
)
"""Names are in quotes, or bare where they are plain words, as .NET writes them."""

HEADER = re.compile(rb"([A-Za-z-]+): ?([^\x00-\x1f\x7f]*)")
IDENTITY = frozenset({b"binary", b"8bit", b"7bit"})
LINE, HEAD_END = b"\r\n", b"\r\n\r\n"
LONGEST_HEAD = 4096
MOST_FIELDS = 128
LIST = "[]"
"""How the name of a field ends that may be sent more than once."""

ODD = "the form is not written as `multipart/form-data` is (RFC 7578): {}"


@value
class Field:
    """One field: its name, whether it is a file, and where its value begins and ends."""

    name: str
    is_file: bool
    start: int
    end: int


def read_boundary(content_type: str) -> str:
    """Return the boundary that a request's *content_type* names; `InvalidRequest` where it is no form."""
    match = TYPE.fullmatch(content_type)
    if match is None:
        raise InvalidRequest(
            "the body must be a form: send `Content-Type: multipart/form-data; boundary=...`", code="invalid_form"
        )
    return match[2]


def type_of(boundary: str) -> str:
    """Return the content type of a form with that *boundary*."""
    told = boundary if TOKEN.fullmatch(boundary) else f'"{boundary}"'
    return f"multipart/form-data; boundary={told}"


def read_form(body: bytes, boundary: str) -> tuple[Field, ...]:
    """Return the fields of *body* in their order; `InvalidRequest` where it is not written as all parsers read it."""
    mark = b"--" + boundary.encode("ascii")
    fields = tuple(read_field(body, start, end) for start, end in cut(body, mark))
    names = [field.name for field in fields if not field.name.endswith(LIST)]
    for name in names:
        if names.count(name) > 1:
            raise InvalidRequest(
                f"`{name}` appears twice; send it once, or as `{name}[]`", param=name, code="duplicate_parameter"
            )
    return fields


def cut(body: bytes, mark: bytes) -> list[tuple[int, int]]:
    """Return where each part begins and ends, its own line ends left out; every *mark* in the body parts two of them."""
    marks = [found.start() for found in re.finditer(re.escape(mark), body)]
    if not marks or marks[0] != 0:
        raise odd("it does not begin with its boundary")
    if not 1 < len(marks) <= MOST_FIELDS + 1:
        raise odd(f"it has no fields, or more than {MOST_FIELDS}")
    if body[marks[-1] + len(mark) :] not in {b"--", b"--\r\n"}:
        raise odd("it does not end with its boundary and `--`")
    starts = [at + len(mark) + len(LINE) for at in marks[:-1]]
    ends = [at - len(LINE) for at in marks[1:]]
    for start, end in zip(starts, ends, strict=True):
        if body[start - len(LINE) : start] != LINE or body[end : end + len(LINE)] != LINE or end < start:
            raise odd("its boundary does not stand on a line of its own")
    return list(zip(starts, ends, strict=True))


def read_field(body: bytes, start: int, end: int) -> Field:
    """Return the field that stands from *start* to *end*."""
    head_end = body.find(HEAD_END, start, min(end, start + LONGEST_HEAD))
    if head_end < 0:
        raise odd(f"a field has no headers, or more than {LONGEST_HEAD} bytes of them")
    headers = read_headers(body[start:head_end])
    match = DISPOSITION.fullmatch(headers.pop(b"content-disposition", b""))
    if match is None:
        raise odd('a field needs `Content-Disposition: form-data; name="..."`, and a plain file name if it is a file')
    value_start = head_end + len(HEAD_END)
    check_headers(headers, end - value_start)
    name = (match["quoted"] or match["bare"]).decode("ascii")
    return Field(name=name, is_file=match["file"] is not None, start=value_start, end=end)


def read_headers(head: bytes) -> dict[bytes, bytes]:
    """Return the headers of a field by their names in lower case."""
    found: dict[bytes, bytes] = {}
    for line in head.split(LINE):
        match = HEADER.fullmatch(line)
        if match is None or match[1].lower() in found:
            raise odd("a field's header is not one line `Name: value`, or comes twice")
        found[match[1].lower()] = match[2]
    return found


def check_headers(headers: dict[bytes, bytes], length: int) -> None:
    """Refuse what could make a parser read a value of *length* bytes otherwise."""
    if headers.pop(b"content-type", b"").lower().startswith(b"multipart/"):
        raise odd("a field holds a form of its own")
    if headers.pop(b"content-length", str(length).encode()) != str(length).encode():
        raise odd("a field's `Content-Length` is not its length")
    if headers.pop(b"content-transfer-encoding", b"binary").lower() not in IDENTITY:
        raise odd("a field is encoded; send its bytes as they are")
    if headers:
        raise odd(f"a field has the header `{next(iter(headers)).decode()}`")


def odd(what: str) -> InvalidRequest:
    """Return the error for a form that is written otherwise."""
    return InvalidRequest(ODD.format(what), code="invalid_form")
