"""Taking a JSON object apart: what is known is pulled out, what is left is `extra`.

Absent is not null, so a null stays in what is left unless the field has a meaning for it (`pull_nullable`).
"""

from collections.abc import Mapping
from typing import Any, TypeVar

from proxy.canonical.unset import UNSET, Unset
from proxy.errors import InvalidRequest

T = TypeVar("T")

WORDS = {str: "a string", bool: "a boolean", int: "an integer", float: "a number", dict: "an object", list: "a list"}


def is_a(value: Any, kind: type) -> bool:
    """Say whether *value* is JSON of *kind*: `true` is no number, and an integer is one."""
    if isinstance(value, bool):
        return kind is bool
    return isinstance(value, int | float) if kind is float else isinstance(value, kind)


def pull(members: dict[str, Any], key: str, kind: type[T]) -> T | Unset:
    """Take *key* out of *members*; `UNSET`, and left in, where it is absent or of another kind."""
    if not is_a(members.get(key), kind):
        return UNSET
    value: T = members.pop(key)
    return value


def pull_nullable(members: dict[str, Any], key: str, kind: type[T]) -> T | None | Unset:
    """Take *key* out of *members*, also where it is null."""
    if key in members and members[key] is None:
        del members[key]
        return None
    return pull(members, key, kind)


def pull_text(members: dict[str, Any], key: str) -> str:
    """Take the text *key* out of *members*; empty where it is absent or no text."""
    value = members.pop(key, None)
    return value if isinstance(value, str) else ""


def pull_count(members: dict[str, Any], key: str) -> int:
    """Take the number *key* out of *members*, without its fraction; zero where it is absent or no number."""
    value = members.pop(key, None)
    return int(value) if is_a(value, float) else 0


def check(members: Mapping[str, Any], kinds: Mapping[str, type], place: str = "") -> None:
    """Raise `InvalidRequest` where a member of *members* is neither absent, null nor of its kind."""
    for key, value in members.items():
        if key in kinds and value is not None and not is_a(value, kinds[key]):
            raise wrong(f"{place}{key}", WORDS[kinds[key]])


def wrong(param: str, what: str) -> InvalidRequest:
    """Return the error for a field that is not *what* it must be."""
    return InvalidRequest(f"`{param}` must be {what}", param=param, code="invalid_type")


def require(members: dict[str, Any], key: str, kind: type[T], place: str = "") -> T:
    """Take *key* out of *members*; `InvalidRequest` where it is absent or of another kind."""
    value = pull(members, key, kind)
    if isinstance(value, Unset):
        raise wrong(f"{place}{key}", WORDS[kind])
    return value


def pull_inner(members: dict[str, Any], key: str) -> dict[str, Any]:
    """Take the object *key* out of *members* as a copy to pull from; empty where it is not an object."""
    return dict(members.pop(key)) if isinstance(members.get(key), dict) else {}


def keep_inner(members: dict[str, Any], key: str, inner: Mapping[str, Any]) -> None:
    """Put what is left of the object *key* back, so that the `extra` of the outer one holds it under its own name."""
    if inner:
        members[key] = dict(inner)


def join_inner(known: Mapping[str, Any], extra: Mapping[str, Any], key: str) -> dict[str, Any]:
    """Return the object *key* again: its *known* fields, and what `keep_inner` left in *extra*."""
    inner = extra.get(key)
    return {**sent(known), **(inner if isinstance(inner, dict) else {})}


def merge(known: Mapping[str, Any], extra: Mapping[str, Any]) -> dict[str, Any]:
    """Return an object of the *known* fields that are set and, after them, of what *extra* has beside."""
    told = sent(known)
    return {**told, **{key: value for key, value in extra.items() if key not in told}}


def sent(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return *fields* without those that are `UNSET`."""
    return {key: value for key, value in fields.items() if value is not UNSET}
