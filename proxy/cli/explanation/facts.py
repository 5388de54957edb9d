"""The facts that the policies read, with their values; what no policy reads is in the JSON object alone."""

from collections.abc import Mapping
from typing import Any

from proxy.cli.explanation.places import show_value
from proxy.cli.output import Output


def show_facts(facts: Mapping[str, Any], output: Output) -> None:
    """Print each fact and its value."""
    output.say("")
    if facts:
        output.table(("fact read", "value"), [(name, show_value(value)) for name, value in facts.items()])
    else:
        output.say("no policy reads a fact of the call")
