"""A configuration file as it was read, and the revision that a set of them makes."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """The bytes of one file; `path` is how messages call it."""

    path: str
    text: bytes


def revision_of(files: Iterable[SourceFile]) -> str:
    """Return the first 12 hex digits of a SHA-256 over names and bytes of *files*, in whatever order they come.

    Lengths are hashed too, so that no bytes can move from one file to its neighbour unseen.
    """
    digest = hashlib.sha256()
    for file in sorted(files, key=lambda file: file.path):
        for part in (file.path.encode("utf-8", "surrogateescape"), file.text):
            digest.update(len(part).to_bytes(8))
            digest.update(part)
    return digest.hexdigest()[:12]
