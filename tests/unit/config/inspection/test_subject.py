"""What is inspected."""

from proxy.config.inspection.subject import read_subject
from tests.support.problems import TODAY, built, policy, team


def subject(*documents: str):
    """Return *documents* as they are inspected."""
    return read_subject(*built("".join(documents)), TODAY)


def test_documents_are_found_by_kind():
    """In the order of the files."""
    found = subject(policy(), team(), policy(name="q"))

    assert [["p", "q"], ["acme"]] == [
        [document.value["id"] for document in found.of("policy")],
        [document.value["scope"] for document in found.of("team")],
    ]


def test_a_policy_comes_with_what_decides_for_it():
    """Document, program and conditions are those of one id."""
    first, second = subject(policy("match: request.stream", name="z"), policy()).policies

    assert ("z", "z", "match") == (first.id, first.document.value["id"], first.match and first.match.field)
    assert ("p", None) == (second.id, second.match)
