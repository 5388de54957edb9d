"""The last calls of this process, for clients that ask what became of theirs; nothing of it survives the process."""

from collections import OrderedDict

from proxy.gateway.call import Call, Progress
from proxy.gateway.generations import Generation, generation_of
from proxy.gateway.ports import Clock

MOST = 10_000
"""Some 7 MB."""


class RecentGenerations:
    """An observer that remembers the last *most* calls that an endpoint answered."""

    def __init__(self, clock: Clock, most: int = MOST) -> None:
        self.clock = clock
        self.most = most
        self.known: OrderedDict[str, Generation] = OrderedDict()

    def refused(self, call: Call) -> None:
        """Take no note: nobody answered."""

    def settled(self, call: Call, progress: Progress, cost: int | None) -> None:
        """Remember *call*, and forget the oldest where there are too many."""
        made = generation_of(call, progress, cost, self.clock.monotonic())
        if made is None:
            return
        self.known[made.id] = made
        if len(self.known) > self.most:
            self.known.popitem(last=False)

    def find(self, name: str) -> Generation | None:
        """Return the generation with this id, while it is remembered."""
        return self.known.get(name)
