"""The last calls of a process."""

from dataclasses import replace

from proxy.gateway.call import Progress
from proxy.runtime.generations import RecentGenerations
from proxy.runtime.observer import Observers
from tests.support.calls import FakeClock, FakeObserver, make_call
from tests.support.endpoints import make_endpoint


def settle(recent, name):
    """Settle the call with that id."""
    recent.settled(replace(make_call(), id=name), Progress(endpoint=make_endpoint()), None)


def test_the_oldest_is_forgotten_first():
    """There are never more than the bound."""
    recent = RecentGenerations(FakeClock(), most=2)
    for name in ("a", "b", "c"):
        settle(recent, name)

    assert [None, "b", "c"] == [made and made.id for made in map(recent.find, ("a", "b", "c"))]


def test_what_nobody_answered_is_not_remembered():
    """A refusal, or a lane that failed."""
    recent = RecentGenerations(FakeClock())
    recent.refused(make_call())
    recent.settled(make_call(), Progress(), None)

    assert not recent.known


def test_all_observers_are_told():
    """Metrics and memory each take their own note."""
    both = FakeObserver(), FakeObserver()
    told = Observers(both)
    told.refused(make_call())
    told.settled(make_call(), Progress(), 3)

    assert both[0].told == both[1].told == ["refused", ("failed", 3)]
