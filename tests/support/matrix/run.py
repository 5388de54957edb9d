"""Runs the whole table: a simulator in this process, a gateway in another, every cell once."""

import asyncio
from pathlib import Path

from aiohttp import ClientSession

from proxy.dialects.registry import FLAVOURS
from proxy.simulator.behaviour import Behaviour
from proxy.simulator.server import Simulator
from tests.support.matrix.cells import SPEAKERS, Bench, Cell
from tests.support.matrix.config import SECRET, write_config
from tests.support.matrix.features import FEATURES
from tests.support.processes import process

OUTBOUND_ONLY = frozenset({"bedrock_converse", "cohere_chat"})
"""Dialects that providers speak and clients do not."""


async def run(folder: Path) -> list[Cell]:
    """Return every cell, in the order of dialects, flavours and features."""
    simulator = Simulator()
    simulator.is_recording = True
    for name, flavour in FLAVOURS.items():
        simulator.set_behaviour(name, Behaviour(always_counts="stream_options" in flavour.refuses))
    await simulator.start()
    config = write_config(folder / "config", simulator.root)
    arguments = ("--config", str(config), "--state", str(folder / "state"), "--port", "0", "--admin-port", "0")
    try:
        with process("serve", *arguments, environment=SECRET) as gateway:
            url = (await asyncio.to_thread(gateway.wait_for, '"serving"'))["url"]
            async with ClientSession() as session:
                bench = Bench(url=url, simulator=simulator, session=session)
                rows = await asyncio.gather(*(row(bench, flavour) for flavour in FLAVOURS))
    finally:
        await simulator.stop()
    return [cell for cells in rows for cell in cells]


async def row(bench: Bench, flavour: str) -> list[Cell]:
    """Return the cells of one provider, one after the other, so that its last call is the cell's."""
    clients = [name for name in SPEAKERS if name not in OUTBOUND_ONLY]
    return [
        await bench.try_cell(client, flavour, name, feature) for client in clients for name, feature in FEATURES.items()
    ]
