"""`fairlane demo`: the whole gateway on this machine, with simulated providers; no key and no network needed."""

import argparse
import logging
import shutil
import sys
from contextlib import AsyncExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import uvloop
from aiohttp import ClientSession

from proxy.cli.exits import Exit
from proxy.cli.output import Output
from proxy.cli.scenes import OUTAGE, SCENES, Stage, play
from proxy.cli.serve import add_place_options, place_options
from proxy.config.sources.shipped import shipped
from proxy.runtime.assemble import Gateway, Options, running
from proxy.runtime.drain import stop_signals
from proxy.simulator.behaviour import Behaviour
from proxy.simulator.server import Simulator
from proxy.telemetry.sinks.logs import configure_logs

UNHURRIED = Behaviour(time_to_first_token=0.05, tokens_per_second=150, jitter=0.3)
"""Providers about as fast as real ones, so that the stream can be watched."""

DESCRIPTION = """Start simulated providers and a gateway with the shipped quickstart, send five real HTTP calls through it, and say
for each which lane it had, which endpoint answered, what it cost, and why the others were out. Then it keeps serving, so
that you can call it yourself; --once ends it after the calls."""


def register(verbs: Any, shared: argparse.ArgumentParser) -> None:
    """Add the verb."""
    parser = verbs.add_parser("demo", parents=[shared], help="see it work, here and now", description=DESCRIPTION)
    add_place_options(parser)
    parser.add_argument("--config", metavar="DIR", help="directory of policy files (default: the shipped quickstart)")
    parser.add_argument("--once", action="store_true", help="end after the calls")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, output: Output) -> Exit:
    """Play the scenes, then serve."""
    configure_logs(is_terminal=sys.stderr.isatty(), level=logging.ERROR)
    with TemporaryDirectory(prefix="fairlane-demo-") as scratch:
        options.state = options.state or Path(scratch) / "state"
        options.config = options.config or quickstart(Path(scratch))
        uvloop.run(demonstrate(options, output))
    return Exit.YES


def quickstart(scratch: Path) -> str:
    """Return the shipped quickstart: itself in a checkout one stands in, else a copy that may be edited."""
    folder = shipped("examples") / "quickstart"
    here = Path("examples") / "quickstart"
    if here.is_dir() and here.samefile(folder):
        return str(here)
    return str(shutil.copytree(folder, scratch / "quickstart"))


async def demonstrate(options: argparse.Namespace, output: Output) -> None:
    """Run simulator and gateway, and the calls through them."""
    async with AsyncExitStack() as stack:
        stopped = stack.enter_context(stop_signals())
        simulator = await start_simulator(stack)
        gateway = await start_gateway(stack, place_options(options, (options.config,), simulator.root))
        session = await stack.enter_async_context(ClientSession())
        stage = Stage(url=gateway.client.url, directory=options.config, session=session, output=output)
        await play_all(gateway, simulator, stage)
        if not options.once:
            invite(gateway, options.config, output)
            await stopped.wait()
            await gateway.drain()


async def start_simulator(stack: AsyncExitStack) -> Simulator:
    """Start simulated providers on a free port."""
    simulator = Simulator(behaviour=UNHURRIED)
    await simulator.start("127.0.0.1", 0)
    stack.push_async_callback(simulator.stop)
    return simulator


async def start_gateway(stack: AsyncExitStack, options: Options) -> Gateway:
    """Start the gateway, on free ports where the usual ones are taken."""
    try:
        return await stack.enter_async_context(running(options))
    except OSError:
        if options.port is not None:
            raise  # this port was asked for by name
    free = Options(
        directories=options.directories,
        state=options.state,
        host=options.host,
        port=0,
        admin_port=0,
        simulator_url=options.simulator_url,
    )
    return await stack.enter_async_context(running(free))


async def play_all(gateway: Gateway, simulator: Simulator, stage: Stage) -> None:
    """Play every scene, each with its outage."""
    rows = []
    for number, scene in enumerate(SCENES, 1):
        if scene.outage:
            simulator.set_fault(scene.outage, OUTAGE)
        rows.append(await play(scene, number, stage))
        if scene.outage:
            simulator.set_fault(scene.outage, None)
    if stage.output.is_json:
        stage.output.json({"url": gateway.client.url, "revision": gateway.world.snapshot.revision, "calls": rows})


def invite(gateway: Gateway, directory: str, output: Output) -> None:
    """Say how to call the gateway, with lines that work as they stand."""
    url = gateway.client.url
    output.say("")
    output.say("Now you:", style="bold cyan")
    output.say(
        f"""
curl {url}/v1/chat/completions -H 'Authorization: Bearer fl-demo-web' -H 'Content-Type: application/json' \\
  -d '{{"model": "openai/gpt-oss-120b", "messages": [{{"role": "user", "content": "Write 10 words about rivers."}}]}}'

from openai import OpenAI                                    # pip install openai
client = OpenAI(base_url="{url}/v1", api_key="fl-demo-web")
answer = client.chat.completions.create(model="fast", messages=[{{"role": "user", "content": "Hello!"}}])
print(answer.choices[0].message.content)

policies   {directory}   (edit one: it is in force within a second)
journal    {gateway.journal}   (fairlane journal verify PATH)
health     {gateway.admin.url}/readyz, {gateway.admin.url}/metrics

Ctrl-C ends it."""
    )
