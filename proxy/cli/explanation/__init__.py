"""An explained decision as people read it: one file for each part, and here their order.

Everything is printed from the JSON object of `docs/reference/explain.md`, so that nothing is shown that a program cannot
have; places are told below the directory they were read from.
"""

from collections.abc import Mapping
from typing import Any

from proxy.cli.explanation.caller import show_caller
from proxy.cli.explanation.endpoints import show_endpoints
from proxy.cli.explanation.facts import show_facts
from proxy.cli.explanation.lane import show_lane, show_removed
from proxy.cli.explanation.places import below
from proxy.cli.explanation.policies import show_clauses, show_policies
from proxy.cli.explanation.recorded import show_recorded
from proxy.cli.explanation.shadows import show_shadows
from proxy.cli.explanation.terms import show_terms
from proxy.cli.output import Output

__all__ = ["below", "show_everything", "show_explanation"]


def show_explanation(explanation: Mapping[str, Any], output: Output, root: str) -> None:
    """Print in short who asks, the lane, and who is out by which line."""
    show_caller(explanation, output)
    show_lane(explanation, output)
    show_removed(explanation["removed"], output, root)


def show_everything(explanation: Mapping[str, Any], output: Output, root: str) -> None:
    """Print all of *explanation*: who is in or out and why, what was read, what each policy said, and what applies."""
    show_caller(explanation, output)
    show_recorded(explanation, output)
    show_endpoints(explanation, output, root)
    show_shadows(explanation["shadows"], output)
    show_facts(explanation["facts"], output)
    show_policies(explanation["policies"], output, root)
    show_clauses(explanation["policies"], output, root)
    show_terms(explanation, output)
