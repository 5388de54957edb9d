"""The hash chain: any change is found, and its place is named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proxy.errors import JournalBroken
from proxy.ledger.chain import Chain, resume, verify

RECORDS = [{"kind": "decided", "call": f"fl-{number}"} for number in range(5)]


def lines(records=RECORDS) -> list[bytes]:
    """Return the journal of *records*."""
    chain = Chain()
    return [chain.seal(record) for record in records]


def placed(journal: list[bytes]) -> list[tuple[str, bytes]]:
    """Return lines with the places a reader would give them."""
    return [(f"journal.jsonl:{number}", line) for number, line in enumerate(journal, 1)]


def broken_at(journal: list[bytes]) -> str:
    """Return where the chain breaks."""
    with pytest.raises(JournalBroken) as caught:
        list(verify(placed(journal)))
    return caught.value.place


def test_an_untouched_journal_holds():
    """What was sealed verifies, and gives the records back in order."""
    assert [record["call"] for record in RECORDS] == [link.record["call"] for link in verify(placed(lines()))]


def test_a_changed_line_is_found():
    """A flipped byte is named by its line."""
    journal = lines()
    journal[2] = journal[2].replace(b"fl-2", b"fl-9")

    assert "journal.jsonl:3" == broken_at(journal)


def test_a_deleted_line_is_found():
    """A gap is found where the next line stands."""
    journal = lines()
    del journal[1]

    assert "journal.jsonl:2" == broken_at(journal)


def test_reordered_lines_are_found():
    """Two lines that changed places break the chain at the first of them."""
    journal = lines()
    journal[1], journal[2] = journal[2], journal[1]

    assert "journal.jsonl:2" == broken_at(journal)


def test_an_inserted_line_is_found():
    """A line sealed elsewhere does not fit in."""
    journal = lines()
    journal.insert(3, lines([{"kind": "decided", "call": "forged"}])[0])

    assert "journal.jsonl:4" == broken_at(journal)


@pytest.mark.parametrize("line", [b"\n", b"{}\n", b"[1]\n", b"\xff\xfe\n", b'{"seq":1}\n'])
def test_what_is_no_line_of_the_chain_is_found(line):
    """Whatever stands there, the answer is a place, never a crash."""
    assert "journal.jsonl:1" == broken_at([line])


def test_a_chain_goes_on_across_processes():
    """A new process continues from the last line, and the whole verifies as one."""
    journal = lines()
    chain = resume(journal[-1], "journal.jsonl")

    assert 6 == len(list(verify(placed([*journal, chain.seal({"kind": "settled"})]))))
    assert Chain() == resume(b"", "journal.jsonl")


def test_a_tampered_last_line_is_not_continued():
    """A process refuses to build on a line that does not hold."""
    with pytest.raises(JournalBroken):
        resume(lines()[-1].replace(b"fl-4", b"fl-5"), "journal.jsonl")


@given(st.integers(min_value=0), st.integers(min_value=0, max_value=7))
def test_any_flipped_bit_is_found(position, bit):
    """There is no bit of a journal that can change unnoticed, line ends included."""
    text = bytearray(b"".join(lines()))
    text[position % len(text)] ^= 1 << bit

    assert broken_at(bytes(text).splitlines(keepends=True))
