"""Measure what a crossing of dialects costs: `python -m tests.bench.translation [--rounds 7]`.

For each client's dialect and each provider's: one request of 200 kB on its way up (read and written), one whole answer of
20 kB on its way down, and events a second of streams, which arrive in chunks of 4 kB or one event at a time. Between the
same dialect, bytes pass through. Medians of rounds, in seconds of one core's own time, so that a busy machine disturbs
little. Exits with 2 where a median misses its target.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from statistics import median

from rich.console import Console
from rich.progress import track
from rich.table import Table

from proxy.dialects.base import NOWHERE, Aim, Relay, Where
from proxy.dialects.crossing import Crossing, Passage, Translated
from proxy.dialects.registry import CLIENTS, FLAVOURS, PROVIDERS
from proxy.runtime.memory import settle_memory
from tests.bench.translation_inputs import MODEL, answer_body, arguments_stream, frames, request_body, text_stream

CLIENT_NAMES = ("openai_chat", "openai_responses", "anthropic_messages", "gemini")
PROVIDER_NAMES = {
    "openai_chat": "openai_chat", "openai_responses": "openai_responses", "anthropic_messages": "anthropic_messages",
    "gemini": "gemini", "bedrock_converse": "bedrock",
}  # fmt: skip
"""Wire format to a flavour of it."""

WHERE: Mapping[str, Where] = {"gemini": Where(model=MODEL, stream=True)}
CHUNK = 4096
REQUEST_MS, EVENTS_PER_SECOND = 10.0, 15_000.0
STREAMS = {"text": text_stream, "arguments": arguments_stream}


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One figure of every pair, and its target: a bound from above, or from below where more is better."""

    title: str
    target: float | None = None
    is_more_better: bool = False

    def is_missed(self, figure: float) -> bool:
        """Say whether *figure* is on the wrong side of the target."""
        if self.target is None:
            return False
        return figure < self.target if self.is_more_better else figure > self.target

    def heading(self) -> str:
        """Return the title with the target below it."""
        sign = ">=" if self.is_more_better else "<"
        return self.title if self.target is None else f"{self.title}\n{sign} {self.target:,.0f}"


COLUMNS = (
    Column(title="request, ms", target=REQUEST_MS),
    Column(title="answer, ms"),
    *(
        Column(title=f"{name}/s, {fed}", target=EVENTS_PER_SECOND, is_more_better=True)
        for name, fed in product(STREAMS, ("4 kB", "one by one"))
    ),
)


def seconds(act: Callable[[], object]) -> float:
    """Return the seconds of this core that *act* takes."""
    started = time.process_time()
    act()
    return time.process_time() - started


def way(client: str, body: bytes, provider: str) -> Passage | Translated:
    """Read *body* and write it for *provider*, as the gateway does with every call."""
    dialect, where = CLIENTS[client], WHERE.get(client, NOWHERE)
    aim = Aim(model="up", flavour=FLAVOURS[PROVIDER_NAMES[provider]], output_limit=8192)
    return Crossing(dialect, dialect.outline(body, where), where).to(PROVIDERS[provider], aim)


def chunked(data: bytes) -> list[bytes]:
    """Return *data* as a network brings it."""
    return [data[start : start + CHUNK] for start in range(0, len(data), CHUNK)]


def flow(relay: Relay, chunks: Iterable[bytes]) -> None:
    """Pass a whole stream through *relay*; what is measured must not have failed."""
    for chunk in chunks:
        relay.feed(chunk)
    relay.close()
    if not relay.is_complete or relay.usage is None:
        raise RuntimeError(f"the stream did not come to its end: {relay.failure}")


class Pair:
    """A client's dialect and a provider's, with all that goes between them."""

    def __init__(self, client: str, provider: str) -> None:
        self.client = client
        self.provider = provider
        self.request = request_body(client)
        self.answer = answer_body(provider)
        self.streams = [frames(provider, make()) for make in STREAMS.values()]
        self.way = way(client, self.request, provider)

    def measure(self) -> list[float]:
        """Return one round of figures, in the order of the columns."""
        upwards = seconds(lambda: way(self.client, self.request, self.provider))
        downwards = seconds(lambda: self.way.whole(self.answer))
        return [upwards * 1000, downwards * 1000, *(rate for stream in self.streams for rate in self.rates(stream))]

    def rates(self, stream: list[bytes]) -> list[float]:
        """Return the events a second of *stream* in both ways to feed it."""
        feeds = (chunked(b"".join(stream)), stream)
        return [len(stream) / seconds(lambda fed=fed: flow(self.way.relay(), fed)) for fed in feeds]


def medians(rows: list[list[float]]) -> list[float]:
    """Return the median of each column of *rows*."""
    return [median(column) for column in zip(*rows, strict=True)]


def tell(figures: Mapping[tuple[str, str], list[float]]) -> Table:
    """Return the table of all pairs; a figure that misses its target is marked."""
    table = Table(title="Translation, and passthrough between the same dialect", title_justify="left", box=None)
    table.add_column("client")
    table.add_column("provider")
    for column in COLUMNS:
        table.add_column(column.heading(), justify="right")
    for pair, row in figures.items():
        table.add_row(*pair, *(cell(column, figure) for column, figure in zip(COLUMNS, row, strict=True)))
    return table


def cell(column: Column, figure: float) -> str:
    """Return *figure* as it is told."""
    told = f"{figure:,.0f}" if column.is_more_better else f"{figure:.2f}"
    return f"[bold red]{told} ![/]" if column.is_missed(figure) else told


def passing(dialect: str, rounds: int) -> list[str]:
    """Return what a tap of *dialect* does in a second, and what it takes for a chunk beside a loop that only looks."""
    relay = way(dialect, request_body(dialect), dialect).relay
    stream = frames(dialect, text_stream())
    chunks = chunked(b"".join(stream))
    tapped = median(seconds(lambda: flow(relay(), chunks)) for _ in range(rounds))
    bare = median(seconds(lambda: [len(chunk) for chunk in chunks]) for _ in range(rounds))
    megabytes = sum(map(len, stream)) / tapped / 1e6
    micros = [taken / len(chunks) * 1e6 for taken in (tapped, bare)]
    return [dialect, f"{megabytes:,.0f}", f"{len(stream) / tapped:,.0f}", *(f"{each:.2f}" for each in micros)]


def tell_passing(rounds: int) -> Table:
    """Return the table of the same dialect on both sides."""
    table = Table(title="Taps, a text stream in chunks of 4 kB", title_justify="left", box=None)
    for title in ("dialect", "MB/s", "events/s", "us a chunk", "us a chunk of a bare loop"):
        table.add_column(title, justify="left" if title == "dialect" else "right")
    for dialect in CLIENT_NAMES:
        table.add_row(*passing(dialect, rounds))
    return table


def is_missed(row: list[float]) -> bool:
    """Say whether any figure of *row* misses its target."""
    return any(column.is_missed(figure) for column, figure in zip(COLUMNS, row, strict=True))


def main() -> int:
    """Run everything and print the tables."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.translation", description=__doc__)
    parser.add_argument("--rounds", type=int, default=7, help="rounds of each figure; medians are reported (default 7)")
    options = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    pairs = [Pair(*names) for names in product(CLIENT_NAMES, PROVIDER_NAMES)]
    settle_memory()
    figures = {
        (pair.client, pair.provider): medians([pair.measure() for _ in range(options.rounds)])
        for pair in track(pairs, "measuring", console=Console(stderr=True))
    }
    console = Console() if sys.stdout.isatty() else Console(width=160)
    console.print(tell(figures), tell_passing(options.rounds), sep="\n\n")
    return 2 if any(map(is_missed, figures.values())) else 0


if __name__ == "__main__":
    sys.exit(main())
