"""Outcomes of cases as JUnit XML, which every CI system reads: a suite for each document, a test for each case.

The form has no one specification; this keeps to the elements and attributes that all its readers share.
"""

import re
from collections.abc import Sequence
from itertools import groupby
from xml.etree import ElementTree as ET

from proxy.gateway.casework import Outcome

NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no way to write."""


def write_junit(outcomes: Sequence[Outcome]) -> bytes:
    """Return the XML document of *outcomes*, which come document by document."""
    failed = sum(bool(outcome.failures) for outcome in outcomes)
    root = ET.Element("testsuites", tests=str(len(outcomes)), failures=str(failed), errors="0")
    for _, group in groupby(outcomes, key=lambda outcome: outcome.arranged.file.id):
        root.append(_suite(list(group)))
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _suite(outcomes: Sequence[Outcome]) -> ET.Element:
    """Return the suite of one document."""
    file = outcomes[0].arranged.file
    failed = sum(bool(outcome.failures) for outcome in outcomes)
    counts = {"tests": str(len(outcomes)), "failures": str(failed), "errors": "0", "skipped": "0"}
    suite = ET.Element("testsuite", {"name": _text(file.id), "file": _text(_file(file.place)), **counts})
    suite.extend(_test(outcome) for outcome in outcomes)
    return suite


def _test(outcome: Outcome) -> ET.Element:
    """Return one case, with a `failure` where it does not hold."""
    case, file = outcome.arranged.case, outcome.arranged.file
    names = {"classname": _text(file.id), "name": _text(case.name)}
    test = ET.Element("testcase", {**names, "file": _text(_file(case.place)), "line": case.place.rsplit(":", 2)[1]})
    if outcome.failures:
        texts = [str(failure) for failure in outcome.failures]
        failure = ET.SubElement(test, "failure", type="expectation", message=_text(texts[0]))
        failure.text = _text("\n".join([case.place, *texts]))
    return test


def _file(place: str) -> str:
    return place.rsplit(":", 2)[0]


def _text(text: str) -> str:
    """Return *text* without what XML cannot have."""
    return NOT_XML.sub("\ufffd", text)
