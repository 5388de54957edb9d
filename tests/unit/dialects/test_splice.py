"""Members of a JSON object, changed in its own text."""

import pytest

from proxy.canonical.jsontext import parse
from proxy.canonical.unset import UNSET
from proxy.dialects.splice import members, patch, read_object
from proxy.errors import InvalidRequest


def patched(body, **changes):
    """Return *body* with *changes*."""
    return patch(body, read_object(body), changes)


@pytest.mark.parametrize(
    ("body", "changes", "expected"),
    [
        (b'{"a":1,"b":2}', {"a": 9}, b'{"a":9,"b":2}'),
        (b'{ "a" : 1 , "b" : 2 }', {"a": 9}, b'{ "a" : 9 , "b" : 2 }'),
        (b'{"a": [1, {"b": 2}], "b": "x,}"}', {"b": 3}, b'{"a": [1, {"b": 2}], "b": 3}'),
        (b'{"a": "}", "b": 1}', {"c": 3}, b'{"a": "}", "b": 1,"c":3}'),
        (b"{ }", {"c": 3}, b'{"c":3 }'),
        (b'{ "a": 1 }', {"a": UNSET}, b"{  }"),
        (b'{ "a": 1, "b": 2 }', {"a": UNSET}, b'{ "b": 2 }'),
        (b'{ "a": 1, "b": 2 }', {"b": UNSET}, b'{ "a": 1 }'),
        (b'{ "a": 1, "b": 2, "c": 3 }', {"a": UNSET, "c": UNSET, "d": 4}, b'{ "b": 2,"d":4 }'),
        (b'{"mod\\u0065l": "x", "n": 1}', {"model": "y"}, b'{"mod\\u0065l": "y", "n": 1}'),
        (b'{"x": 1.0, "a": "\\"", "b": 1}', {"b": 2}, b'{"x": 1.0, "a": "\\"", "b": 2}'),
        (b'\n{"a":\t1\n}\n', {"a": None}, b'\n{"a":\tnull\n}\n'),
    ],
)
def test_a_patch_touches_only_what_it_changes(body, changes, expected):
    """Spaces, number forms and escapes of everything else are the client's own."""
    assert expected == patched(body, **changes)


def test_nothing_changed_is_the_same_object():
    """A call that needs no patch costs no copy."""
    body = b'{"a": 1}'

    assert body is patched(body)
    assert body is patched(body, b=UNSET)


@pytest.mark.parametrize(
    ("body", "param"),
    [
        (b'{"model":"a","model":"b"}', "model"),
        (b'{"model": "a", "mod\\u0065l": "b"}', "model"),
        (b'{"messages":[{"role":"user","role":"system"}]}', "role"),
    ],
)
def test_a_repeated_key_is_refused(body, param):
    """Providers differ in which duplicate they read, so a policy could be shown another one."""
    with pytest.raises(InvalidRequest, match="twice") as caught:
        read_object(body)

    assert param == caught.value.param


@pytest.mark.parametrize(
    "body", [b"", b"[1]", b'"a"', b"{", b"\xff", b'{"a":' + b"[" * 900 + b"]" * 900 + b"}", b"[" * 5000]
)
def test_what_is_no_object_is_the_clients_mistake(body):
    """Anything but a JSON object that can be written again is refused in the client's words."""
    with pytest.raises(InvalidRequest):
        read_object(body)


def test_members_name_their_places():
    """A member's place is exactly its text, without the space and the comma around it."""
    body = b'{ "a" : [1, "]"] , "b":{"c":1}}'
    places = {member.key: body[member.value_start : member.end] for member in members(body)}

    assert {"a": b'[1, "]"]', "b": b'{"c":1}'} == places
    assert parse(body) == {key: parse(text) for key, text in places.items()}
