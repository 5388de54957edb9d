"""JUnit XML: a suite for each document, a test for each case, and a failure with its reasons."""

from xml.etree import ElementTree as ET

from proxy.cli.junit import write_junit
from tests.support.casework import HEAD, outcomes

CASES = """\
cases:
  - {name: "a <b> & c", key: nurse, request: {model: fast}, expect: {effect: allow}}
  - {name: f, key: nurse, request: {model: fast, tags: [x]}, expect: {in: [west-small], effect: refuse}}
"""


def parsed(*documents: str) -> ET.Element:
    """Return what a reader of the XML sees."""
    return ET.fromstring(write_junit(outcomes(*documents)))  # noqa: S314 - the document is our own


def test_every_document_is_a_suite_and_every_case_a_test():
    """Counted, and found by file and line."""
    other = (
        HEAD.replace("some", "other") + "cases: [{name: c, key: nurse, request: {model: fast}, expect: {in: ['*']}}]\n"
    )
    root = parsed(HEAD + CASES, other)

    assert ("testsuites", "3", "1") == (root.tag, root.get("tests"), root.get("failures"))
    assert [("some", "2", "1"), ("other", "1", "0")] == [
        (suite.get("name"), suite.get("tests"), suite.get("failures")) for suite in root
    ]
    assert [("a <b> & c", "some", "cases.yaml", "4"), ("f", "some", "cases.yaml", "5")] == [
        tuple(test.get(name) for name in ("name", "classname", "file", "line")) for test in root[0]
    ]


def test_a_failing_case_has_all_its_reasons():
    """The first in the message, which is what a CI system shows in a list."""
    _, test = parsed(HEAD + CASES)[0]
    (failure,) = test

    assert failure.get("message").startswith("expected `effect: refuse`, found `allow`")
    assert failure.text.startswith("cases.yaml:5:5\n")
    assert 3 == len(failure.text.splitlines())


def test_what_xml_cannot_write_does_not_break_it():
    """A session may hold any character, and an explanation shows it."""
    secret = (
        HEAD + 'cases: [{name: "\\uFFFE\\u0085", key: nurse, request: {model: fast}, expect: {in: [west-small]}}]\n'
    )

    assert "\ufffd\u0085" == parsed(secret)[0][0].get("name")


def test_no_cases_are_an_empty_document():
    """Still XML."""
    assert 0 == len(ET.fromstring(write_junit([])))  # noqa: S314 - the document is our own
