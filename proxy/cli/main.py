"""`fairlane`: one verb, one file. This one only knows their names, and turns what goes wrong into an exit code."""

import argparse
import sys
from collections.abc import Sequence

from proxy import __version__
from proxy.cli import bench, demo, explain, journal, key, schema, serve, simulate, test, validate
from proxy.cli.exits import Exit
from proxy.cli.output import Format, Output
from proxy.errors import FairlaneError, InvalidConfiguration, InvalidRequest

VERBS = (demo, serve, validate, test, explain, simulate, journal, key, schema, bench)

EPILOG = """exit codes: 0 yes; 1 could not run; 2 the answer is no; 3 invalid input; 4 unknown

`fairlane demo` needs no key, no network and no configuration. `fairlane VERB --help` says more."""


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of all verbs."""
    parser = argparse.ArgumentParser(
        prog="fairlane",
        description="An LLM gateway you own: policy files in git become the lane every call runs in.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"fairlane {__version__}")
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument(
        "--format",
        type=Format,
        choices=list(Format),
        default=Format.HUMAN,
        metavar="human|plain|json",
        help="how to answer: for people, without colours and columns, or for programs (default human)",
    )
    for verb in VERBS:
        verb.register(verbs, shared)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb; return its exit code."""
    options = make_parser().parse_args(arguments)
    output = Output(options.format)
    try:
        return int(options.run(options, output))
    except InvalidConfiguration as error:
        output.problems(error.problems)
        return Exit.INVALID
    except InvalidRequest as error:
        output.complain(f"error: {error}")
        return Exit.INVALID
    except (FairlaneError, OSError) as error:
        output.complain(f"error: {error}")
        return Exit.COULD_NOT_RUN
    except KeyboardInterrupt:
        return Exit.COULD_NOT_RUN
    except BrokenPipeError:
        sys.stderr.close()  # whoever read our output has gone; Python would complain about it at exit
        return Exit.COULD_NOT_RUN
