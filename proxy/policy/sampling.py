"""Calls that nobody made, drawn so that policies have something to say: their own constants, and what lies beside them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol, TypeVar

from proxy.policy.celtypes import MapOf
from proxy.policy.evaluate import PolicySet
from proxy.policy.facts import RequestFacts
from proxy.policy.ir import Node, Op, walk
from proxy.policy.principal import Principal
from proxy.policy.program import nodes_of

ODD_TEXTS = ("", "other", "é", "a/b")
ODD_NUMBERS = (0, 1, 1000, 2**31, 2**63 - 1)
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)


T = TypeVar("T")


class Draws(Protocol):
    """What is drawn with: `random.Random`, which whoever calls has seeded."""

    def choice(self, seq: Sequence[T], /) -> T:
        """Draw one."""
        ...

    def sample(self, population: Sequence[T], k: int) -> list[T]:
        """Draw *k* different ones."""
        ...

    def randint(self, a: int, b: int, /) -> int:
        """Draw an integer from *a* to *b*."""
        ...


class Sampler:
    """Draws calls for *policies*, by principals of which *principals* has at least one; the same seed draws the same."""

    def __init__(self, policies: PolicySet, principals: Sequence[Principal], rng: Draws) -> None:
        nodes = [each for program in policies.programs for node in nodes_of(program) for each in walk(node)]
        constants = [node.value for node in nodes if node.op is Op.LITERAL]
        self.rng = rng
        self.principals = principals
        self.models = sorted(policies.catalog.models) or ["no/model"]
        self.texts = sorted({*ODD_TEXTS, *(each for each in constants if isinstance(each, str))})
        self.numbers = sorted({*ODD_NUMBERS, *around(constants)})
        self.keys = sorted({"other", *keys_read(nodes)})

    def call(self) -> tuple[RequestFacts, Principal]:
        """Draw one call."""
        rng = self.rng
        principal = self.principal()
        request = RequestFacts(
            dialect=rng.choice(["openai_chat", *self.texts[:2]]),
            model=rng.choice(self.models),
            tags=tuple(sorted({*principal.tags, *self.some(self.texts)})),
            tools=tuple(self.some(self.texts)),
            modalities=tuple(self.some(["text", "image", "audio"])),
            stream=rng.choice([True, False]),
            input_tokens=rng.choice(self.numbers),
            max_output_tokens=rng.choice(self.numbers),
            session=rng.choice(self.texts),
            preferences=tuple(self.some(self.texts)),
            metadata=self.table(),
            headers=self.table(),
            time=EPOCH + timedelta(minutes=rng.randint(0, 2_000_000)),
        )
        return request, principal

    def principal(self) -> Principal:
        """Draw a known principal, half the time with labels of another."""
        known = self.rng.choice(self.principals)
        return replace(known, labels=self.table()) if self.rng.choice([True, False]) else known

    def some(self, values: Sequence[str]) -> list[str]:
        """Draw up to three of *values*."""
        return self.rng.sample(values, self.rng.randint(0, min(3, len(values))))

    def table(self) -> dict[str, str]:
        """Draw a map in which some of the keys that policies read are missing."""
        return {key: self.rng.choice(self.texts) for key in self.some(self.keys)}


def around(constants: Sequence[Any]) -> Iterator[int]:
    """Yield the integers among *constants*, and what lies beside them: bounds are where mistakes are."""
    for value in constants:
        if type(value) is int and 0 < value < ODD_NUMBERS[-1]:
            yield from (value - 1, value, value + 1)


def keys_read(nodes: Sequence[Node]) -> Iterator[str]:
    """Yield the keys of maps that expressions read by a constant name."""
    for node in nodes:
        if node.op in {Op.SELECT, Op.HAS} and isinstance(node.args[0].type, MapOf):
            yield str(node.value)
        elif node.op is Op.INDEX and isinstance(node.args[0].type, MapOf) and node.args[1].op is Op.LITERAL:
            yield str(node.args[1].value)


def show_call(call: tuple[RequestFacts, Principal]) -> Mapping[str, Any]:
    """Return a call in words, so that it can be made again."""
    request, principal = call
    stated = {name: getattr(request, name) for name in RequestFacts.__dataclass_fields__ if name != "wishes"}
    return {"request": stated, "principal": {"key": principal.key, "labels": dict(principal.labels)}}
