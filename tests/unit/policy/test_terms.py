"""Uniting: each field of the matching policies has one way to become one."""

from proxy.policy.document import Caps, Preference
from proxy.policy.terms import CAPS, favour, smallest, unite
from tests.support.policies import policy, policy_set, waiver


def programs(*policies):
    """Compile policies."""
    return policy_set(*policies).programs


def test_every_cap_is_the_smallest_that_anyone_states():
    """Independently of each other, and whoever says nothing allows anything."""
    stated = [Caps(output_tokens=9, attempts=2), Caps(output_tokens=5, deadline=1.5), Caps()]

    assert Caps(output_tokens=5, attempts=2, deadline=1.5) == smallest(stated)
    assert Caps() == smallest([])


def test_no_cap_is_forgotten():
    """Each one is united, also one that comes later."""
    one, other = (Caps(**dict.fromkeys(CAPS, bound)) for bound in (1, 2))

    assert one == smallest([other, one])


def test_favours_are_asked_deepest_first_then_by_priority_then_by_id():
    """A policy that is nearer to the caller knows better."""
    found = programs(
        policy("d", scope="acme"), policy("c", scope="acme/x", priority=2), policy("b", scope="acme/x"),
        policy("a", scope="acme/x"),
    )  # fmt: skip

    assert ["c", "a", "b", "d"] == [program.policy.id for program in sorted(found, key=favour)]


def test_a_doubtful_match_constrains_and_does_no_favour():
    """Its caps count, its preference does not."""
    found = programs(policy("p", preference=Preference(order=("x",)), output_tokens=3, match="request.stream"))
    terms = unite(found, [0], [])

    assert (("p",), 3, Preference()) == (terms.policies, terms.caps.output_tokens, terms.preference)


def test_waivers_are_named():
    """A decision says by which exception a policy was not asked."""
    assert ("w",) == unite([], [], [waiver()]).waivers


def test_a_fallback_is_for_models_its_pattern_fits():
    """A policy whose patterns do not fit leaves it to the next."""
    found = programs(policy("in", scope="acme/x", fallback={"a/*": ("m/1",)}), policy("out", fallback={"*": ("m/2",)}))
    terms = unite(found, [], [])

    assert ["m/1"] == [branch.model for branch, _ in terms.branches("a/b")]
    assert ["m/2"] == [branch.model for branch, _ in terms.branches("x/y")]
