"""`fairlane simulate`: the simulated providers alone, for your own tests and drills."""

import argparse
import re
from collections.abc import Mapping
from typing import Any

import uvloop

from proxy.cli.exits import Exit
from proxy.cli.output import Output
from proxy.errors import InvalidRequest
from proxy.runtime.drain import stop_signals
from proxy.simulator.behaviour import Behaviour
from proxy.simulator.faults import Fault, FaultKind, read_fault
from proxy.simulator.server import Simulator

DESCRIPTION = """Serve simulated providers on loopback that speak every dialect: every path prefix is a provider, so
http://127.0.0.1:PORT/anything/chat/completions answers. Answers depend on the prompt and the seed alone."""

EPILOG = """faults: {kinds}

examples:
  fairlane simulate --port 9100 --first-token 0.2 --tokens-per-second 60
  fairlane simulate --fault nordlys=status:503 --fault atlantic=cut@0.1     (10 % of the calls)
  curl -X PUT http://127.0.0.1:9100/_control/faults/nordlys -d '{{"kind": "hang"}}'"""

FAULT = re.compile(r"(?P<provider>[^=]+)=(?P<kind>\w+)(:(?P<status>\d{3}))?(@(?P<share>[\d.]+))?")


def register(verbs: Any, shared: argparse.ArgumentParser) -> None:
    """Add the verb."""
    parser = verbs.add_parser(
        "simulate",
        parents=[shared],
        help="simulated providers",
        description=DESCRIPTION,
        epilog=EPILOG.format(kinds=", ".join(kind.value for kind in FaultKind)),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    defaults = Behaviour()
    parser.add_argument("--host", default="127.0.0.1", help="address (default 127.0.0.1)")
    parser.add_argument("--port", type=int, default=0, help="port (default: a free one)")
    parser.add_argument("--seed", type=int, default=defaults.seed, help="what answers depend on beside the prompt")
    parser.add_argument(
        "--first-token",
        type=float,
        default=defaults.time_to_first_token,
        metavar="SECONDS",
        help="until the first token",
    )
    parser.add_argument("--tokens-per-second", type=float, metavar="RATE", help="default: as fast as they can")
    parser.add_argument("--jitter", type=float, default=defaults.jitter, metavar="SHARE", help="of every time; 0 to 1")
    parser.add_argument(
        "--fault", action="append", default=[], metavar="PROVIDER=KIND[:STATUS][@SHARE]", help="a fault; repeatable"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, output: Output) -> Exit:
    """Serve until a signal."""
    faults = dict(parse_fault(text) for text in options.fault)
    behaviour = Behaviour(
        seed=options.seed,
        time_to_first_token=options.first_token,
        tokens_per_second=options.tokens_per_second,
        jitter=options.jitter,
    )
    uvloop.run(simulate(options, behaviour, faults, output))
    return Exit.YES


def parse_fault(text: str) -> tuple[str, Fault | None]:
    """Return provider and fault of `nordlys=status:503@0.5`."""
    found = FAULT.fullmatch(text)
    if found is None:
        raise InvalidRequest(f"`{text}` is no fault; write PROVIDER=KIND[:STATUS][@SHARE]")
    given: dict[str, object] = {"kind": found["kind"]}
    given |= {"status": int(found["status"])} if found["status"] else {}
    given |= {"share": float(found["share"])} if found["share"] else {}
    return found["provider"], read_fault(given)


async def simulate(
    options: argparse.Namespace, behaviour: Behaviour, faults: Mapping[str, Fault | None], output: Output
) -> None:
    """Serve, and say where."""
    simulator = Simulator(behaviour=behaviour)
    for provider, fault in faults.items():
        simulator.set_fault(provider, fault)
    with stop_signals() as stopped:
        await simulator.start(options.host, options.port)
        if output.is_json:
            output.json({"url": simulator.root})
        else:
            output.say(f"simulated providers at {simulator.root}/PROVIDER; Ctrl-C ends it")
        await stopped.wait()
        await simulator.stop()
