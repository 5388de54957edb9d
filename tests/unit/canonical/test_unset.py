"""UNSET: absent is not null."""

import pickle

from proxy.canonical.unset import UNSET, is_set


def test_nothing_that_was_sent_is_unset():
    """Null, empty and zero are values; only absence is UNSET."""
    assert [True, True, True, False] == [is_set(value) for value in (None, "", 0, UNSET)]


def test_there_is_one_unset():
    """Identity is the test, so a copy must be the same object."""
    assert UNSET is pickle.loads(pickle.dumps(UNSET))  # noqa: S301 - our own bytes
    assert not UNSET
    assert "UNSET" == repr(UNSET)
