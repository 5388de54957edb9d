"""Names in cases: each exists, or is a problem at its own column with what was meant; and each case can be run."""

import pytest

from proxy.config.references import check_references
from tests.support.casework import DIRECTORY
from tests.support.configuration import read

HEAD = "kind: cases\nid: some\n"
BEGUN = DIRECTORY.count("\n") + 1
"""The lines before the document of cases."""

WHOLE = "key: nurse, request: {model: fast}"


def problems(text: str) -> list[str]:
    """Return what is wrong with cases beside the directory, with lines counted in their own document."""
    found = sorted(check_references(read(DIRECTORY, HEAD + text)))
    return [f"{each.line - BEGUN}:{each.column}: {each.message} ({each.hint})" for each in found]


def one(fields: str, head: str = "") -> list[str]:
    """Return what is wrong with one case."""
    return problems(f"{head}cases:\n- {{{fields}}}\n")


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ("key: nrse, request: {model: fast}", "unknown key `nrse` (did you mean `nurse`?)"),
        ("principal: nobody, request: {model: fast}", "unknown principal `nobody` ()"),
        ("key: nurse, request: chat", "unknown request `chat` ()"),
        ("key: nurse, request: {model: fats}", "unknown model `fats` (did you mean `fast`?)"),
        (
            "key: nurse, request: {model: fast, headers: {X-Projct: a}}",
            "policies cannot read the header `X-Projct` (did you mean `x-project`?)",
        ),
        (f"{WHOLE}, state: {{down: [north-smal]}}", "unknown endpoint `north-smal` (did you mean `north-small`?)"),
        (f"{WHOLE}, expect: {{in: [north-smal]}}", "unknown endpoint `north-smal` (did you mean `north-small`?)"),
        (f"{WHOLE}, expect: {{lane: [north-smal]}}", "unknown endpoint `north-smal` (did you mean `north-small`?)"),
        (f"{WHOLE}, expect: {{first: north-smal}}", "unknown endpoint `north-smal` (did you mean `north-small`?)"),
        (f"{WHOLE}, expect: {{models: [acme/smal]}}", "unknown model `acme/smal` (did you mean `acme/small`?)"),
        (f"{WHOLE}, expect: {{policy: phi}}", "unknown policy `phi` (known: `phi-untrained`, `states-will-go`)"),
        (
            f"{WHOLE}, expect: {{warns: [state-will-go]}}",
            "unknown policy `state-will-go` (did you mean `states-will-go`?)",
        ),
        (f"{WHOLE}, expect: {{waivers: [studdy]}}", "unknown waiver `studdy` (did you mean `study`?)"),
        (
            f"{WHOLE}, expect: {{removed_by: {{west-smal: phi-untrained}}}}",
            "unknown endpoint `west-smal` (did you mean `west-small`?)",
        ),
        (
            f"{WHOLE}, expect: {{removed_by: {{west-small: phi-untraind}}}}",
            "unknown policy `phi-untraind` (did you mean `phi-untrained`?)",
        ),
    ],
)
def test_a_name_that_nobody_has_is_a_problem(fields, told):
    """A typing error would be a case that fails, or one that holds for nothing."""
    expect = "" if "expect" in fields else ", expect: {effect: allow}"
    found = one(f"name: c, {fields}{expect}")

    assert [told] == [line.split(": ", 1)[1] for line in found]


def test_it_stands_where_the_name_does():
    """A key of a mapping at the key, a value at the value; in a row, too."""
    rows = "table:\n  - {name: r, request: {model: fats}}\n  - {name: s, expect: {removed_by: {wst: phi-untrained}}}\n"
    found = problems(f"cases:\n- name: c\n  key: nurse\n  request: {{model: fast}}\n  {rows}")

    assert ["8:32", "9:37"] == [line.partition(": ")[0] for line in found]


def test_a_pattern_must_have_an_endpoint():
    """`out: [bargin-*]` would hold whatever the lane is."""
    assert ["4:74: no endpoint matches `wst-*` (known: `north-small`, `west-large`, `west-small`)"] == one(
        f"name: c, {WHOLE}, expect: {{out: ['west-*', 'wst-*']}}"
    )


def test_policies_of_a_document_are_all_that_its_cases_may_name():
    """One that is not in force cannot decide."""
    head = "policies: [phi-untrained, phi-untraind]\n"

    assert ["3:27: unknown policy `phi-untraind` (did you mean `phi-untrained`?)"] == one(
        f"name: c, {WHOLE}, expect: {{effect: allow}}", head
    )
    assert ["unknown policy `states-will-go` (known: `phi-untrained`)"] == [
        line.split(": ", 1)[1]
        for line in one(f"name: c, {WHOLE}, expect: {{warns: [states-will-go]}}", "policies: [phi-untrained]\n")
    ]


def test_endpoints_of_the_fixtures_hide_those_of_the_directory():
    """And bring models that no document states."""
    fixtures = "fixtures: {endpoints: [{id: own, provider: p, model: other/new}]}\n"
    request = "key: nurse, request: {model: other/new}"

    assert [] == one(f"name: c, {request}, expect: {{in: [own]}}", fixtures)
    assert ["5:73: unknown endpoint `north-small` (known: `own`)"] == one(
        f"name: c, {request}, expect: {{in: [own, north-small]}}", fixtures
    )


def test_endpoints_of_the_fixtures_have_names_of_their_own():
    """Two of one id could not be told apart."""
    endpoint = "{id: own, provider: p, model: other/new}"

    assert ["endpoint `own` stands in these fixtures already (rename one)"] == [
        line.split(": ", 1)[1]
        for line in one(
            f"name: c, {WHOLE}, expect: {{effect: allow}}", f"fixtures: {{endpoints: [{endpoint}, {endpoint}]}}\n"
        )
    ]


def test_requests_of_the_fixtures_are_looked_at_where_they_stand():
    """Once, not for every case that names them."""
    cases = [f"- {{name: {name}, key: nurse, request: chat, expect: {{effect: allow}}}}\n" for name in "ab"]
    found = problems(f"fixtures: {{requests: {{chat: {{model: fats}}}}}}\ncases:\n{''.join(cases)}")

    assert ["3:37: unknown model `fats` (did you mean `fast`?)"] == found


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        (
            "request: {model: fast}, expect: {effect: allow}",
            "case `c` does not say who calls (write `key` (like `nurse`), or `principal` with a `scope`)",
        ),
        (
            "principal: {tags: [x]}, request: {model: fast}, expect: {effect: allow}",
            "case `c` does not say who calls (write `key` (like `nurse`), or `principal` with a `scope`)",
        ),
        (
            "key: nurse, expect: {effect: allow}",
            "case `c` does not say what is asked for (write `request` with a `model`)",
        ),
        (
            "key: nurse, request: {model: fast}",
            "case `c` expects nothing (write `expect`, like `expect: {effect: allow}`)",
        ),
        (
            "key: nurse, principal: {scope: acme}, request: {model: fast}, expect: {effect: allow}",
            "a call has one caller, and `key` and `principal` are two (leave one of them out)",
        ),
    ],
)
def test_a_case_says_enough_to_be_run(fields, told):
    """Who calls, what is asked for and what must come of it."""
    assert [told] == [line.split(": ", 1)[1] for line in one(f"name: c, {fields}")]


def test_a_row_may_bring_what_its_case_lacks():
    """Only the two together must be whole."""
    rows = "table: [{name: r, key: nurse}, {name: s}]"

    assert ["case `c/s` does not say who calls (write `key` (like `nurse`), or `principal` with a `scope`)"] == [
        line.split(": ", 1)[1] for line in one(f"name: c, request: {{model: fast}}, expect: {{effect: allow}}, {rows}")
    ]


def test_a_name_of_a_case_is_taken_once():
    """Rows are told apart by the case they belong to."""
    case = f"- {{name: c, {WHOLE}, expect: {{effect: allow}}}}\n"

    assert ["there is a case `c` already (rename one)"] == [
        line.split(": ", 1)[1] for line in problems(f"cases:\n{case}{case}")
    ]
