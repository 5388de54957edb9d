"""The conformance cases of the CEL specification, by our engines and by cel-python, and the page that tells of it."""

from collections import Counter

import pytest

from proxy.policy import reference
from tests.golden.cel import table
from tests.golden.cel.cases import (
    CASES,
    all_cases,
    cases_in_subset,
    exclusion,
    name_of,
    passes,
    passes_generated,
    tree_of,
)

if not CASES.exists():
    pytest.skip("the conformance cases are not beside the repository", allow_module_level=True)

FILES = sorted({case["file"] for case in cases_in_subset()})

EXCLUDED = {
    None: 476,
    "functions outside of the subset": 657,
    "containers and qualified names": 547,
    "unsigned integers are not supported": 227,
    "map literals are not supported": 133,
    "bytes are not supported": 102,
    "message literals are not supported": 98,
    "types: bytes, uint, null, type, message": 23,
    "syntax: optionals, quoted fields, calls on number literals": 67,
    "types of results": 47,
    "`null` is not supported": 31,
    "macros with two variables": 29,
    "`timestamp` needs a constant text": 5,
    "names of types and enums": 13,
    "the expression is nested more than 32 deep": 1,
}
"""Feature to the number of cases that are out because of it; `None` has those that are in."""

MISTAKES_OF_CEL_PYTHON = {
    "comparisons/eq_literal/not_eq_double_nan": "a double divided by zero",
    "comparisons/ne_literal/not_ne_double_nan": "a double divided by zero",
    "comparisons/ne_literal/ne_double_nan": "a double divided by zero",
    "comparisons/eq_literal/eq_mixed_types": "numbers of two types compared",
    "comparisons/eq_literal/eq_list_elem_mixed_types": "numbers of two types compared",
    "macros/exists/list_elem_type_exhaustive": "values of two types compared, which the check refuses",
    "timestamps/timestamp_range/sub_time_duration_over": "a difference of times, which the check refuses",
    "timestamps/timestamp_range/sub_time_duration_under": "a difference of times, which the check refuses",
}
"""Cases of our subset on which the engine `reference` is wrong because cel-python is."""


@pytest.mark.parametrize("file", FILES)
def test_cases_in_the_subset_pass(file):
    """Every case of the specification that our subset can express has the result that the specification says."""
    assert [] == [case["expr"] for case in cases_in_subset() if case["file"] == file and not passes(case)]


TYPED = 443
"""Cases of the subset that the type check lets pass; the others compare values of two types, or are about errors."""


@pytest.mark.parametrize("file", FILES)
def test_cases_in_the_subset_pass_in_generated_python(file):
    """What is fast is held to the same cases, as far as a policy could have them in it."""
    typed = [case for case in cases_in_subset() if case["file"] == file and tree_of(case) is not None]

    assert [] == [case["expr"] for case in typed if not passes_generated(case)]


def test_most_cases_run_as_generated_python():
    """The number does not shrink in silence."""
    assert TYPED == sum(tree_of(case) is not None for case in cases_in_subset())


def test_the_reference_engine_fails_only_where_cel_python_does():
    """Whoever audits with it knows every case in which it is not what the specification says."""
    failed = [name_of(case) for case in cases_in_subset() if not passes(case, reference.build)]

    assert sorted(MISTAKES_OF_CEL_PYTHON) == sorted(failed)


def test_excluded_features_are_named_and_counted():
    """The subset does not shrink in silence: a case is out for one of these features only."""
    assert EXCLUDED == Counter(map(exclusion, all_cases()))


def test_the_page_is_current():
    """`python -m tests.golden.cel.table` writes it again."""
    assert table.DOCUMENT.read_text() == table.write()
