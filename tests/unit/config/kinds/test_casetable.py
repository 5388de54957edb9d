"""Fixtures and tables written out: nearer words take the place of farther ones, key by key."""

from hypothesis import given, settings
from hypothesis import strategies as st

from proxy.config.kinds.casetable import lay_over, merge, pieces, write_cases
from tests.support.configuration import read

TEXT = """\
kind: cases
id: some
fixtures:
  requests: {chat: {model: acme/small, tags: [a], input_tokens: 5}}
  principals: {nurse: {scope: acme/health, tags: [phi]}, boss: {scope: acme}}
cases:
  - {name: alone, principal: nurse, request: chat}
  - name: several
    principal: nurse
    request: chat
    expect: {effect: allow, out: [x]}
    table:
      - {name: a, request: {tags: [b]}, principal: {user: ada}}
      - {name: b, principal: boss, expect: {out: [y]}}
      - {name: c, key: ward}
"""

VALUES = st.recursive(
    st.integers() | st.lists(st.integers(), max_size=2),
    lambda inner: st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=8,
)
MAPPINGS = st.dictionaries(st.sampled_from("abc"), VALUES, max_size=3)


def written() -> dict:
    """Return the cases of the document by name."""
    return {case.name: case.value for case in write_cases(read(TEXT)[0])}


def test_a_fixture_stands_in_the_place_of_its_name():
    """Whole."""
    assert {"model": "acme/small", "tags": ["a"], "input_tokens": 5} == written()["alone"]["request"]
    assert {"scope": "acme/health", "tags": ["phi"]} == written()["alone"]["principal"]


def test_a_row_changes_what_it_states_and_nothing_else():
    """Mappings merge, lists and scalars are replaced, and a fixture that a row names is laid over that of the case."""
    rows = written()

    assert ["alone", "several/a", "several/b", "several/c"] == list(rows)
    assert {"model": "acme/small", "tags": ["b"], "input_tokens": 5} == rows["several/a"]["request"]
    assert {"scope": "acme/health", "tags": ["phi"], "user": "ada"} == rows["several/a"]["principal"]
    assert {"effect": "allow", "out": ["y"]} == rows["several/b"]["expect"]
    assert {"scope": "acme", "tags": ["phi"]} == rows["several/b"]["principal"]


def test_a_row_with_a_key_is_not_called_by_the_cases_principal():
    """And the other way round: whoever is named nearer calls."""
    row = written()["several/c"]

    assert ("ward", False) == (row["key"], "principal" in row)
    assert {"principal": {"scope": "acme"}} == lay_over({"key": "k"}, {"principal": {"scope": "acme"}})
    assert {"key": "k", "gate": True} == lay_over({"key": "k"}, {"gate": True})


def test_every_piece_has_its_path():
    """Cases first, each with its rows behind it."""
    paths = [path for path, _ in pieces(read(TEXT)[0])]

    assert [("cases", 0), ("cases", 1), ("cases", 1, "table", 0)] == paths[:3]


@given(MAPPINGS, MAPPINGS, MAPPINGS)
@settings(deadline=None)
def test_merging_keeps_what_is_above(below, middle, above):
    """Merging with oneself or with nothing changes nothing; every leaf above is there; no key is lost or made up."""
    merged = merge(below, above)

    assert below == merge(below, {}) == merge({}, below) == merge(below, below)
    assert merged == merge(merged, above)
    assert merged.keys() == below.keys() | above.keys()
    assert merge(middle, merged).keys() == merge(merge(middle, below), above).keys()
