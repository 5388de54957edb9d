"""`fairlane`: one verb, one file. This one only knows their names, and turns what goes wrong into an exit code."""

import argparse
import sys
from collections.abc import Sequence
from typing import cast

from proxy import __version__
from proxy.cli import bench, demo, explain, journal, key, schema, serve, simulate, test, validate
from proxy.cli.exits import Exit
from proxy.cli.output import EVERY_VERB, Format, Output
from proxy.config.problems import Problem
from proxy.errors import FairlaneError, InvalidConfiguration, InvalidRequest

VERBS = (demo, serve, validate, test, explain, simulate, journal, key, schema, bench)

LISTS_PROBLEMS = (validate,)
"""The verbs that also answer in the forms of pull requests and code scanning."""

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
    answering, listing = make_shared(EVERY_VERB), make_shared(tuple(Format))
    for verb in VERBS:
        verb.register(verbs, listing if verb in LISTS_PROBLEMS else answering)
    return parser


def make_shared(forms: Sequence[Format]) -> argparse.ArgumentParser:
    """Return the options of every verb that answers in *forms*."""
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument(
        "--format",
        type=Format,
        choices=forms,
        default=Format.HUMAN,
        metavar="|".join(form.value for form in forms),
        help="how to answer: for people, without colours and columns, or for programs (default human)",
    )
    return shared


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb; return its exit code."""
    options = make_parser().parse_args(arguments)
    output = Output(options.format)
    try:
        return int(options.run(options, output))
    except InvalidConfiguration as error:
        output.problems(cast("tuple[Problem, ...]", error.problems))  # `errors` imports nothing, so it cannot say
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
