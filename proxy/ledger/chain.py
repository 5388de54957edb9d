"""The hash chain that makes the journal tamper-evident; pure text to text.

A line is a JSON object whose last member is `hash`, the SHA-256 of the line's bytes before `,"hash"`; its `prev` is the
hash of the line before. Hashes are over bytes as they stand, so a verifier needs no rules for canonical JSON.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from proxy.canonical.jsontext import MalformedJson, dump, parse
from proxy.errors import JournalBroken

GENESIS = "0" * 64
"""The `prev` of the first line of all."""

SEAL_LENGTH = len(',"hash":"' + GENESIS + '"}')


@dataclass(slots=True)
class Chain:
    """Where the chain stands: the number of the next line and the hash of the last.

    INVARIANT: there is one `Chain` for each journal, owned by the one process that writes it.
    """

    next_number: int = 1
    last_hash: str = GENESIS

    def seal(self, record: Mapping[str, object]) -> bytes:
        """Return *record* as the chain's next line, newline included."""
        body = dump({"seq": self.next_number, **record, "prev": self.last_hash})[:-1]
        digest = hashlib.sha256(body).hexdigest()
        self.next_number += 1
        self.last_hash = digest
        return b'%b,"hash":"%b"}\n' % (body, digest.encode())


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One verified line."""

    record: Mapping[str, Any]
    place: str


def verify(lines: Iterable[tuple[str, bytes]], chain: Chain | None = None) -> Iterator[Link]:
    """Yield each of *lines*, pairs of `file:line` and bytes, once it is shown to follow from the one before.

    *chain* is where to start, from the beginning by default. `JournalBroken` names the first line that does not hold.
    """
    chain = chain or Chain()
    for place, line in lines:
        yield Link(record=check_line(line, chain, place), place=place)


def check_line(line: bytes, chain: Chain, place: str) -> dict[str, Any]:
    """Return the record in *line* and move *chain* past it; `JournalBroken` where it does not follow."""
    body, seal = line.rstrip(b"\n")[:-SEAL_LENGTH], line.rstrip(b"\n")[-SEAL_LENGTH:]
    record = parse_line(line, place)
    digest = hashlib.sha256(body).hexdigest()
    if seal != b',"hash":"%b"}' % digest.encode():
        raise JournalBroken("the line was changed: its hash does not match its content", place=place)
    if record.get("seq") != chain.next_number:
        found = record.get("seq")
        raise JournalBroken(f"line {chain.next_number} of the chain is missing, this is `{found}`", place=place)
    if record.get("prev") != chain.last_hash:
        raise JournalBroken("the line does not follow the one before: `prev` is another hash", place=place)
    chain.next_number += 1
    chain.last_hash = digest
    return record


def parse_line(line: bytes, place: str) -> dict[str, Any]:
    """Return what *line* says; `JournalBroken` where it is no JSON object."""
    try:
        record = parse(line)
    except MalformedJson:
        record = None
    if not isinstance(record, dict):
        raise JournalBroken("the line is no JSON object", place=place)
    return record


def resume(last_line: bytes, place: str) -> Chain:
    """Return the chain as it stands after *last_line*, which may be empty; `JournalBroken` where its hash is wrong."""
    if not last_line:
        return Chain()
    record = parse_line(last_line, place)
    before = Chain(next_number=record.get("seq", 0), last_hash=record.get("prev", GENESIS))
    check_line(last_line, before, place)
    return before
