"""Patches of JSON text, held to the `json` module."""

import json

from hypothesis import given
from hypothesis import strategies as st

from proxy.canonical.unset import UNSET
from proxy.dialects.splice import members, patch, read_object
from proxy.errors import InvalidRequest

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**53), 2**53),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(st.characters(exclude_categories=["Cs"])),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.text('ab"\\{}[],:é ', max_size=4), inner)),
    max_leaves=12,
)
OBJECTS = st.dictionaries(st.text('ab"\\{}[],:é', max_size=4), VALUES, max_size=5)


@st.composite
def written(draw):
    """Draw an object and one way to write it."""
    document = draw(OBJECTS)
    text = json.dumps(
        document,
        ensure_ascii=draw(st.booleans()),
        indent=draw(st.sampled_from([None, 0, 2, "\t"])),
        separators=draw(st.sampled_from([(",", ":"), (", ", ": "), (" ,\r\n", " : ")])),
    )
    return document, draw(st.sampled_from(["", " ", "\n"])) + text + draw(st.sampled_from(["", " ", "\n"]))


@given(written())
def test_members_are_those_that_json_reads(case):
    """Keys and values stand exactly where the scan says."""
    document, text = case
    body = text.encode()

    assert document == {member.key: json.loads(body[member.value_start : member.end]) for member in members(body)}


@given(written(), OBJECTS, st.data())
def test_a_patch_is_the_change_and_nothing_else(case, values, data):
    """The patched text says the changed object, and what was not changed keeps its very bytes."""
    document, text = case
    body = text.encode()
    gone = data.draw(st.lists(st.sampled_from(sorted(document)), unique=True)) if document else []
    changes = {**dict.fromkeys(gone, UNSET), **values}
    expected = {key: value for key, value in {**document, **changes}.items() if value is not UNSET}
    patched = patch(body, read_object(body), changes)
    kept = [member for member in members(body) if member.key not in changes]

    assert expected == json.loads(patched)
    assert {member.key: body[member.start : member.end] for member in kept} == {
        member.key: patched[member.start : member.end] for member in members(patched) if member.key not in changes
    }


@given(written(), st.data())
def test_a_duplicate_is_always_found(case, data):
    """However a key is repeated, at whatever depth, no reader is shown another value than the next."""
    document, text = case
    key = data.draw(st.sampled_from(sorted(document))) if document else "a"
    escaped = "".join(f"\\u{ord(character):04x}" for character in key)
    twice = f'{{"{escaped}": 1, {json.dumps(key)}: 2}}'
    nested = f'{{"outer": {text}, "list": [{twice}]}}'.encode()

    try:
        read_object(nested)
    except InvalidRequest as error:
        found = error.param
    else:
        found = None
    assert key == found


@given(st.binary(max_size=40))
def test_any_bytes_are_an_object_or_the_clients_mistake(body):
    """Nothing a client sends raises anything but the refusal."""
    try:
        document = read_object(body)
    except InvalidRequest:
        document = {}

    assert isinstance(document, dict)
