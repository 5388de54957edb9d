"""What applies to the call beside its endpoints: plan, caps, obligations, budgets."""

from collections.abc import Mapping
from typing import Any

from proxy.cli.explanation.places import attempts_words
from proxy.cli.output import Output


def show_terms(explanation: Mapping[str, Any], output: Output) -> None:
    """Print one line each."""
    output.say("")
    output.say_pair("plan", plan_words(explanation["plan"]))
    caps = (f"{name} {bound:g}" for name, bound in explanation["caps"].items())
    output.say_pair("caps", ", ".join(caps) or "none apply")
    output.say_pair("obligations", ", ".join(explanation["obligations"]) or "none apply")
    output.say_pair("budgets", "none apply: they come with the ledger")
    output.say_pair("revision", explanation["revision"])


def plan_words(plan: Mapping[str, Any]) -> str:
    """Return the plan in a sentence."""
    if not plan["endpoints"]:
        return "nothing would be tried"
    return f"{', then '.join(plan['endpoints'])}; {attempts_words(plan['attempts'])} and {plan['deadline']:g} s at most"
