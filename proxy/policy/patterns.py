"""Patterns of names (`anthropic/*`): `*` stands for any text, `/` included; nothing else is special.

Grants and fallbacks ask `is_match`; a policy's shorthand becomes CEL by `write_match`. A property test holds the two to
each other.
"""

import re
from collections.abc import Iterable

from proxy.policy.literals import write_string

_SPECIAL = re.compile(r"([\\.+*?()|\[\]{}^$])")


def is_match(pattern: str, name: str) -> bool:
    """Say whether *name* is one of the names that *pattern* stands for."""
    first, *middle = pattern.split("*")
    if not middle:
        return pattern == name
    last = middle.pop()
    if len(name) < len(first) + len(last) or not (name.startswith(first) and name.endswith(last)):
        return False
    return _has_in_order(name[len(first) : len(name) - len(last)], middle)


def _has_in_order(text: str, parts: Iterable[str]) -> bool:
    """Say whether *text* has all *parts* one after the other; the earliest place of each leaves most to the rest."""
    start = 0
    for part in parts:
        found = text.find(part, start)
        if found < 0:
            return False
        start = found + len(part)
    return True


def write_match(subject: str, patterns: Iterable[str]) -> str:
    """Return CEL that is true where *subject* has a name of one of *patterns*; of no patterns, none."""
    ordered = sorted(set(patterns))
    exact = [pattern for pattern in ordered if "*" not in pattern]
    terms = [f"{subject} in {write_list(exact)}"] if exact or not ordered else []
    terms += [_write_glob(subject, pattern) for pattern in ordered if "*" in pattern]
    return " || ".join(terms)


def write_list(texts: Iterable[str]) -> str:
    """Return a CEL list of texts, sorted, so that the order in a file never shows."""
    return f"[{', '.join(write_string(text) for text in sorted(set(texts)))}]"


def _write_glob(subject: str, pattern: str) -> str:
    """Return the simplest CEL for one pattern that has a `*`."""
    if pattern.strip("*") == "":
        return "true"
    before, _, after = pattern.partition("*")
    if not after:
        return f"{subject}.startsWith({write_string(before)})"
    if not before and "*" not in after:
        return f"{subject}.endsWith({write_string(after)})"
    expression = "^" + ".*".join(_SPECIAL.sub(r"\\\1", part) for part in pattern.split("*")) + "$"
    return f"{subject}.matches({write_string(expression)})"
