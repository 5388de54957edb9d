"""The world of a case: fewer policies, other endpoints, another day; and the directory's own where nothing is stated."""

from proxy.gateway.caseworld import Worlds
from tests.support.casework import HEAD, TODAY, build, failures, one, outcomes

NURSE = "key: nurse, request: {model: fast}"
FIXTURES = """\
fixtures:
  endpoints:
    - {id: good, provider: any, model: acme/small, training: false}
    - {id: bad, provider: any, model: acme/small, training: true}
    - {id: new, provider: any, model: other/new, training: false,
       evidence: {source: s, verified_at: 2026-01-01, valid_until: 2026-12-31}}
"""


def test_a_case_that_states_nothing_has_the_directorys_own_world():
    """The very snapshot that would serve."""
    snapshot = build(f"{HEAD}cases: [{{name: c, {NURSE}, expect: {{effect: allow}}}}]\n")
    (file,) = snapshot.cases

    assert Worlds(snapshot, TODAY).of(file, file.cases[0]) is snapshot


def test_a_world_is_made_once_for_a_document_and_a_day():
    """Compiling is what costs."""
    other = "{name: d, today: 2027-01-01, key: nurse, request: {model: fast}, expect: {effect: allow}}"
    text = f"{HEAD}policies: [states-will-go]\ncases: [{{name: c, {NURSE}, expect: {{effect: allow}}}}, {other}]\n"
    worlds = [each.arranged.world for each in outcomes(text + "")]
    snapshot = build(text)
    (file,) = snapshot.cases
    made = Worlds(snapshot, TODAY)

    assert made.of(file, file.cases[0]) is made.of(file, file.cases[0])
    assert worlds[0] is not worlds[1]


def test_only_the_named_policies_are_in_force():
    """A unit test of a policy is not disturbed by another."""
    assert [] == failures(
        f"{NURSE}, expect: {{in: [west-small], warns: [states-will-go]}}", "policies: [states-will-go]\n"
    )


def test_only_the_endpoints_of_the_fixtures_exist():
    """They bring their models, and those of the directory are gone."""
    assert [] == failures(f"{NURSE}, expect: {{lane: [good], removed_by: {{bad: phi-untrained}}}}", FIXTURES)


def test_evidence_expires_on_the_day_of_the_case():
    """The day after its last, a fact is unknown; in the directory and in the fixtures."""
    new = "principal: {scope: acme, tags: [phi]}, request: {model: other/new}"

    assert [] == failures(f"{NURSE}, today: 2026-12-31, expect: {{lane: [north-small]}}")
    assert [] == failures(f"{NURSE}, today: 2027-01-01, expect: {{removed_by: {{north-small: phi-untrained}}}}")
    assert [] == failures(f"{new}, today: 2026-12-31, expect: {{lane: [new]}}", FIXTURES)
    assert [] == failures(f"{new}, today: 2027-01-01, expect: {{effect: refuse}}", FIXTURES)


def test_evidence_that_has_expired_had_not_on_an_earlier_day():
    """The facts are kept as documents state them."""
    case = f"{HEAD}cases: [{{name: c, {NURSE}, today: 2026-12-01, expect: {{lane: [north-small]}}}}]\n"

    assert [()] == [each.failures for each in outcomes(case, today="2027-06-01")]


def test_waivers_end_on_the_day_of_the_case():
    """One that has expired today lifted its policy then."""
    assert [] == failures(f"{NURSE}, today: 2026-10-31, expect: {{waivers: [study], in: [west-small]}}")
    assert [] == failures(f"{NURSE}, today: 2026-11-01, expect: {{waivers: [], out: [west-small]}}")


def test_the_lane_of_another_world_is_of_its_own_endpoints():
    """No endpoint of the directory comes into it."""
    outcome = one(f"{NURSE}, expect: {{in: [good]}}", FIXTURES)

    assert {"good", "bad", "new"} == {each.id for each in outcome.arranged.world.catalog.endpoints}
