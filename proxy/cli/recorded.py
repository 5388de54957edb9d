"""A decision looked up in the journal, by the id that every answer carries (`x-fairlane-decision`)."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from proxy.cli.journal import segments
from proxy.config.snapshot import Snapshot
from proxy.errors import InvalidRequest, JournalBroken
from proxy.gateway.explain import explain
from proxy.gateway.recall import compare, recall
from proxy.ledger.chain import parse_line, resume


def explain_recorded(decision: str, journal: Path, snapshot: Snapshot) -> dict[str, Any]:
    """Return the explanation of a recorded *decision* under *snapshot*, with `recorded`: whether it is still the same."""
    record, place = find_record(decision, journal)
    try:
        recalled = recall(record, snapshot)
        told = explain(recalled.call, snapshot, recalled.facts)
        return told | {"recorded": {"place": place, **compare(record, recalled, snapshot)}}
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise JournalBroken(f"the record is none that this program writes: {error!r}", place=place) from error


def find_record(decision: str, journal: Path) -> tuple[Mapping[str, Any], str]:
    """Return the `decided` record with this id and its place; `JournalBroken` where its line was changed."""
    for place, line in lines(journal):
        if decision.encode() not in line:
            continue
        record = parse_line(line, place)
        if record.get("call") == decision and record.get("kind") == "decided":
            resume(line, place)
            return record, place
    raise InvalidRequest(f"no decision `{decision}` in the journal at `{journal}`")


def lines(journal: Path) -> Iterator[tuple[str, bytes]]:
    """Yield every line with its place; `InvalidRequest` where there is no journal."""
    found = segments(journal)
    if not found:
        raise InvalidRequest(f"no journal segments (*.jsonl) at `{journal}`")
    for segment in found:
        with segment.open("rb") as file:
            for number, line in enumerate(file, 1):
                yield f"{segment}:{number}", line
