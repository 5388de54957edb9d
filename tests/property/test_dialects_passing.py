"""Forms and event streams of operations, under whatever bytes."""

import email
from contextlib import suppress
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from proxy.canonical.usage import Usage
from proxy.dialects.base import Aim, Where
from proxy.dialects.flavour import Flavour
from proxy.dialects.passing import OPERATIONS
from proxy.dialects.passing.events import EventTap, Kinds
from proxy.dialects.passing.multipart import read_form
from proxy.errors import InvalidRequest, MalformedStream

BOUNDARY = "b0undary"
MARK = f"--{BOUNDARY}".encode()
NAMES = st.from_regex(r"[A-Za-z][A-Za-z0-9_.\-]{0,8}(\[\])?", fullmatch=True)
VALUES = st.binary(max_size=40).filter(lambda value: MARK not in value)
FIELDS = st.lists(st.tuples(NAMES, st.booleans(), VALUES), min_size=1, max_size=5, unique_by=lambda each: each[0])
PIECES = st.lists(
    st.sampled_from(
        [MARK, b"--", b"\r\n", b"\n", b"\r", b" ", b"Content-Disposition: form-data; ", b'name="model"', b'name="x"',
         b'; filename="a"', b"\r\n\r\n", b"acme/a", b"acme/b", b"Content-Type: text/plain"]
    ),
    max_size=24,
)  # fmt: skip
KINDS = Kinds(content=frozenset({"x.delta"}), ends="x.done", usage=lambda _told: Usage(output_tokens=1))
STREAM = (
    b'event: x.delta\r\ndata: {"type":"x.delta","text":"a"}\r\n\r\n: alive\n\n'
    b'data: {"type":"x.done","usage":{}}\n\ndata: [DONE]\n\n'
)


def written(fields):
    """Return a form of *fields*."""
    parts = [
        MARK
        + b'\r\nContent-Disposition: form-data; name="'
        + name.encode()
        + (b'"; filename="f.bin"' if is_file else b'"')
        + b"\r\n\r\n"
        + value
        + b"\r\n"
        for name, is_file, value in fields
    ]
    return b"".join(parts) + MARK + b"--\r\n"


@given(FIELDS)
def test_what_is_written_is_read(fields):
    """Every field comes back with its name and its very bytes."""
    body = written(fields)

    assert fields == [(each.name, each.is_file, body[each.start : each.end]) for each in read_form(body, BOUNDARY)]


@given(PIECES, FIELDS)
def test_a_lenient_parser_reads_no_other_form(pieces, fields):
    """What is taken has the same fields for a parser that forgives everything, and so for a provider's."""
    for body in (b"".join(pieces), written([*fields, ("last", False, b"".join(pieces))])):
        with suppress(InvalidRequest):
            names = [each.name for each in read_form(body, BOUNDARY)]
            head = f"Content-Type: multipart/form-data; boundary={BOUNDARY}\r\n\r\n".encode()
            message = email.message_from_bytes(head + body)
            assert names == [part.get_param("name", header="content-disposition") for part in message.get_payload()]


@given(FIELDS, NAMES)
def test_only_the_model_of_a_form_changes(fields, model):
    """The patched form has the new model and every other field as it was."""
    operation, where = (
        OPERATIONS["openai_transcription"],
        Where(content_type=f"multipart/form-data; boundary={BOUNDARY}"),
    )
    fields = [each for each in fields if each[0] not in {"model", "provider", "models", "route", "session_id", "usage"}]
    fields = [(name, True, value) for name, _is_file, value in fields]
    outline = operation.outline(written([*fields, ("model", False, b"acme/a")]), where)
    aim = Aim(model=model, flavour=Flavour(name="x", title="x", dialect="x"))

    assert written([*fields, ("model", False, model.encode())]) == operation.patch(outline, aim)


@given(st.lists(st.integers(1, len(STREAM) - 1)))
def test_a_stream_may_be_cut_anywhere(cuts):
    """Any split of the bytes gives the same bytes and the same facts."""
    tap, edges = EventTap(KINDS), [0, *sorted(set(cuts)), len(STREAM)]
    passed = b"".join(tap.feed(STREAM[start:end]) for start, end in pairwise(edges))

    assert STREAM == passed + tap.close()
    assert (True, True, Usage(output_tokens=1)) == (tap.has_content, tap.is_complete, tap.usage)


@given(st.sampled_from(sorted(OPERATIONS)), st.binary(max_size=60))
def test_no_bytes_break_a_reader(name, body):
    """A client's bytes are read or refused, a provider's are read or malformed, and nothing else happens."""
    operation = OPERATIONS[name]
    with suppress(InvalidRequest):
        operation.outline(body, Where(content_type="multipart/form-data; boundary=b"))
    with suppress(MalformedStream):
        operation.read(body)
    with suppress(MalformedStream):
        EventTap(KINDS).feed(body)
