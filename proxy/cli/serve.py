"""`fairlane serve`: run the gateway until SIGTERM."""

import argparse
import sys
from pathlib import Path
from typing import Any

import uvloop

from proxy.cli.exits import Exit
from proxy.cli.output import Output
from proxy.config.sources.environment import state_directory
from proxy.runtime.assemble import Options, running
from proxy.runtime.drain import stop_signals
from proxy.runtime.memory import settle_memory
from proxy.telemetry.sinks.logs import configure_logs

DESCRIPTION = """Run the gateway. The directory is watched: an edit is in force within a second, and an edit with problems
changes nothing. SIGTERM drains: no new calls, those inside may finish."""


def register(verbs: Any, shared: argparse.ArgumentParser) -> None:
    """Add the verb."""
    parser = verbs.add_parser("serve", parents=[shared], help="run the gateway", description=DESCRIPTION)
    add_place_options(parser)
    parser.add_argument(
        "--config",
        metavar="DIR",
        action="append",
        required=True,
        dest="directories",
        help="directory of policy files; may be given more than once",
    )
    parser.set_defaults(run=run)


def add_place_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that say where the process listens and keeps its state."""
    parser.add_argument("--state", type=Path, metavar="DIR", help="journal and state (default: the XDG state folder)")
    parser.add_argument("--host", help="address for clients (default: the gateway document's, or 127.0.0.1)")
    parser.add_argument("--port", type=int, help="port for clients; 0 is a free one (default: the document's, or 8080)")
    parser.add_argument("--admin-port", type=int, help="port for operators; 0 is a free one (default: 8081)")


def run(options: argparse.Namespace, _output: Output) -> Exit:
    """Serve until a signal."""
    configure_logs(is_terminal=sys.stderr.isatty())
    uvloop.run(serve_until_stopped(place_options(options, tuple(options.directories))))
    return Exit.YES


def place_options(options: argparse.Namespace, directories: tuple[str, ...], simulator: str | None = None) -> Options:
    """Return what the command line says as the runtime wants it."""
    return Options(
        directories=directories,
        state=options.state or state_directory(),
        host=options.host,
        port=options.port,
        admin_port=options.admin_port,
        simulator_url=simulator,
    )


async def serve_until_stopped(options: Options) -> None:
    """Run a gateway, wait for a signal, drain."""
    with stop_signals() as stopped:
        async with running(options) as gateway:
            settle_memory()
            await stopped.wait()
            await gateway.drain()
