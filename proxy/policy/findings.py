"""What one call found on its way through the policies; written by them, read once when the decision is put together."""

from proxy.policy.facts import RequestFacts
from proxy.policy.principal import Principal


class Findings:
    """The notes of one call; a policy goes by its number in its `PolicySet`.

    `hits` are enforcing policies with a `match` that matched, or whose match has no answer; `unsure` are those of the
    latter kind. `shadows` are policies that do not enforce and were about the call, with a mask whose cleared bits are
    endpoints that they would have removed.
    """

    __slots__ = ("call", "hits", "shadows", "unsure")

    def __init__(self, call: tuple[RequestFacts, Principal]) -> None:
        self.call = call
        self.hits: list[int] = []
        self.unsure: list[int] = []
        self.shadows: list[tuple[int, int]] = []

    def forget(self) -> None:
        """Take every note back, for whoever begins anew."""
        self.hits.clear()
        self.unsure.clear()
        self.shadows.clear()
