"""Coverage: an outcome counts once a call has shown it, and never before."""

from hypothesis import given, settings
from hypothesis import strategies as st

from proxy.policy.outcomes import marks_of, percentage, rows_of
from tests.support.policies import catalog, endpoint, policy, policy_set, principal, request_facts, waiver

PHI = policy("phi", match='"phi" in request.tags', require=("!endpoint.training", 'endpoint.headquarters == "SE"'))
OVER = catalog(endpoint("good"), endpoint("bad", training=True))
TAGS = ((), ("phi",))


def rows(*calls: tuple[str, ...], of=PHI, over=OVER, caller=None, **options):
    """Return what calls with these tags show of a policy."""
    policies = policy_set(of, over=over, **options)
    marks = set()
    for tags in calls:
        marks |= marks_of(policies.trace(request_facts(tags=tags), caller or principal()))
    return rows_of(policies.programs, marks)


def claims(*calls, **options):
    """Return the outcomes alone."""
    return [(row.yes, row.no) for row in rows(*calls, **options)]


def test_a_policy_that_was_not_about_any_call_has_shown_one_outcome():
    """That of its match; its lines were never asked."""
    assert [(False, True), (False, False), (False, False)] == claims(())


def test_a_line_has_shown_both_where_one_endpoint_meets_it_and_one_does_not():
    """A fixed line as any other; the second is met by both."""
    assert [(True, True), (True, True), (True, False)] == claims(*TAGS)
    assert 500 / 6 == percentage(rows(*TAGS))


def test_a_policy_without_match_cannot_be_about_no_call():
    """So that outcome is not asked for."""
    found = rows((), of=policy("all", require="!endpoint.training"))

    assert [(True, None), (True, True)] == [(row.yes, row.no) for row in found]
    assert (100.0, 1) == (percentage(found), found[0].possible)


def test_a_policy_that_is_waived_or_has_no_answer_shows_nothing_of_its_match():
    """It was not asked; or it counts as matching, and nobody knows whether it does."""
    waivable = policy("phi", match='"phi" in request.tags', require="!endpoint.training", waivable=True)
    broken = policy("phi", match='request.metadata["x"] == "y"', require="!endpoint.training")

    assert [(False, False), (False, False)] == claims(*TAGS, of=waivable, waivers=[waiver(of="phi")])
    assert [(False, False), (True, True)] == claims(*TAGS, of=broken)


def test_a_call_of_another_scope_shows_nothing():
    """The policy does not cover it."""
    assert [(False, False)] * 3 == claims(*TAGS, caller=principal(scope="other"))


def test_of_no_policies_everything_was_seen():
    """There is nothing that a case could miss."""
    assert 100.0 == percentage(())


@given(st.lists(st.sampled_from(TAGS), max_size=4), st.sampled_from(TAGS))
@settings(deadline=None)
def test_another_case_never_lowers_the_coverage(calls, more):
    """What has been seen stays seen, and nothing is above 100."""
    before, after = percentage(rows(*calls)), percentage(rows(*calls, more))

    assert 0.0 <= before <= after <= 100.0
