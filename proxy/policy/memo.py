"""Decisions remembered by the facts they were made from: most calls of a key differ in nothing that a policy reads.

Sound because a decision is a pure function of the principal, the model and the facts that the policies read. Where they
read a fact that is different in nearly every call, nothing is remembered.
"""

from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import Any

from proxy.policy.decision import Decision
from proxy.policy.facts import RequestFacts
from proxy.policy.principal import Principal

Key = tuple[Any, ...]

FEW_VALUES = frozenset(
    {"dialect", "model", "tags", "tools", "modalities", "stream", "max_output_tokens", "preferences"}
)
"""Facts that many calls have in common; `time`, `session`, `input_tokens`, `metadata` and `headers` are not among them."""

MOST_ENTRIES = 4096
"""When it is full it starts anew: simpler than to say who must go, and a decision costs microseconds."""


def memo_key(facts_read: Iterable[str]) -> Callable[[RequestFacts], Key] | None:
    """Return what makes the key of a request, for policies that read *facts_read* (`request.tags`, `principal.key`).

    `None` where they read a fact that is no use in a key.
    """
    names = {path.split(".")[1] for path in facts_read if path.startswith("request.")}
    return attrgetter("model", *sorted(names | {"dialect"})) if names <= FEW_VALUES else None


class Memo:
    """The decisions of one `PolicySet`."""

    def __init__(self, key: Callable[[RequestFacts], Key] | None) -> None:
        self.key = key
        self.entries: dict[Key, tuple[Principal, Decision]] = {}

    def decide(
        self, request: RequestFacts, principal: Principal, decide: Callable[[tuple[RequestFacts, Principal]], Decision]
    ) -> Decision:
        """Return what *decide* says, asking it only for what is not known yet.

        An entry holds its principal, so that its id in the key cannot come to mean another one.
        """
        if self.key is None:
            return decide((request, principal))
        key = (id(principal), *self.key(request))
        known = self.entries.get(key)
        if known is not None and known[0] is principal:
            return known[1]
        if len(self.entries) >= MOST_ENTRIES:
            self.entries.clear()
        decision = decide((request, principal))
        self.entries[key] = (principal, decision)
        return decision
