"""`kind: waiver`: an exception with an end."""

from proxy.config.kinds.waiver import read_waiver, split_by_expiry
from tests.support.configuration import read
from tests.support.policies import waiver

TEXT = """\
kind: waiver
id: w
policy: p
scope: acme/health
reason: a study
approver: ciso@acme.example
expires: 2027-01-31
"""


def test_a_waiver_is_read_as_it_stands():
    """With the place where it stands."""
    assert waiver(scope="acme/health", place="a.yaml:1:1") == read_waiver(read(TEXT)[0])


def test_the_last_day_still_counts():
    """The day after, it is ignored, and known to be."""
    old, new = waiver("old", expires="2026-11-23"), waiver("new", expires="2026-11-24")

    assert ((new, old), ()) == split_by_expiry([old, new], "2026-11-23")
    assert ((new,), (old,)) == split_by_expiry([old, new], "2026-11-24")
