"""Ordinary calls that a key might make."""

from proxy.config.inspection.calls import Calls
from proxy.config.inspection.subject import read_subject
from tests.support.problems import TODAY, built, policy, team


def calls(rest: str) -> Calls:
    """Return the calls to try where there is one policy."""
    return Calls(read_subject(*built(team(rest="tags: [pii]\n") + policy(rest)), TODAY))


def test_the_most_ordinary_call_comes_first():
    """Most keys are served with it, and nothing else is asked."""
    first = next(calls("").of("acme/small", {"b", "a"}))

    assert ("acme/small", ("a", "b"), False, {}) == (first.model, first.tags, first.stream, first.metadata)


def test_tags_are_those_of_policies_and_teams():
    """What nobody speaks of makes no difference."""
    assert {"pii", "phi"} == calls("match: '\"phi\" in request.tags'").tags


def test_metadata_and_headers_are_filled_with_what_policies_name():
    """A rule for one project is met by a call of that project."""
    made = calls('match: \'request.metadata.a == "1" && request.headers["b"] == "2"\'').tables

    assert [{}, {"metadata": {"a": "1"}, "headers": {"b": "2"}}] == made


def test_the_hours_of_a_week_are_tried_only_where_policies_look_at_the_clock():
    """Otherwise one moment is as good as another."""
    assert (1, 29) == (len(calls("").moments), len(calls("match: request.time.getHours() > 3").moments))
