"""How an explanation compares with a decision that the journal has."""

from collections.abc import Mapping
from typing import Any

from proxy.cli.explanation.places import show_value
from proxy.cli.output import Output

SAME = {
    True: ("the same as recorded", "green"),
    False: ("not what was recorded", "bold yellow"),
    None: ("cannot be told", "bold yellow"),
}


def show_recorded(explanation: Mapping[str, Any], output: Output) -> None:
    """Print whether revision and decision are the same, and what differs; nothing for a call that is only asked about."""
    recorded = explanation.get("recorded")
    if recorded is None:
        return
    same = "the same" if recorded["same_revision"] else f"not this one, {explanation['revision']}"
    words, style = SAME[recorded["same"]]
    output.say_pair("recorded", f"{explanation['decision']} at {recorded['at']} ({recorded['place']})")
    output.say_pair("revision", f"{recorded['revision']}: {same}")
    output.say_pair("decision", words, style)
    if recorded["missing"]:
        output.say_pair(
            "missing", f"{', '.join(recorded['missing'])}: these policies read it and the record has it not"
        )
    output.say_pair("order", "as of a request without needs (tools, vision), which no journal has")
    show_differences(recorded, output)


def show_differences(recorded: Mapping[str, Any], output: Output) -> None:
    """Print each field that differs, before and now."""
    rows = [(each["field"], show_value(each["recorded"]), show_value(each["now"])) for each in recorded["differs"]]
    if rows:
        output.say("")
        output.table(("differs", "recorded", "now"), rows, styles=["yellow"] * len(rows))
