"""Gates: a failing one is a problem where it stands, and no other case is."""

from proxy.gateway.gates import failing_gates
from tests.support.casework import HEAD, TODAY, build

FAILING = "name: f, key: nurse, request: {model: fast}, expect: {in: [west-small]}"


def problems(text: str) -> list[str]:
    """Return the failing gates of *text* as they print."""
    return [str(problem) for problem in failing_gates(build(HEAD + text), TODAY)]


def test_a_failing_gate_is_a_problem_at_its_place():
    """With its name, and every reason."""
    assert [
        (
            "cases.yaml:3:9: the gate `some/f` fails: expected `west-small` in the lane, found the lane `north-small`: policy "
            "`phi-untrained` removed `west-small` at directory.yaml:47:21: `endpoint.training` is true "
            "(change the policies back, or the case where it no longer says what is meant)"
        )
    ] == problems(f"cases: [{{{FAILING}, gate: true}}]\n")


def test_a_case_that_is_no_gate_keeps_nothing_from_being_put_in_force():
    """It is for `fairlane test` alone."""
    assert [] == problems(f"cases: [{{{FAILING}}}]\n")


def test_the_document_speaks_for_cases_that_do_not():
    """And a case, or a row, may say otherwise."""
    cases = f"cases: [{{{FAILING}}}, {{{FAILING.replace('name: f', 'name: g')}, gate: false}}]\n"

    assert ["cases.yaml:4:9"] == [each.partition(": ")[0] for each in problems(f"gate: true\n{cases}")]


def test_a_gate_that_holds_is_no_problem():
    """The directory may go in force."""
    assert [] == problems(f"cases: [{{{FAILING.replace('west', 'north')}, gate: true}}]\n")
