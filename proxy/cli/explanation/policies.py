"""The policies of the caller's scope, and below them what each of their clauses said of each endpoint."""

from collections.abc import Mapping, Sequence
from typing import Any

from proxy.cli.explanation.places import below
from proxy.cli.output import Output

Policies = Sequence[Mapping[str, Any]]

APPLIES = {"true": "yes", "false": "no", "error": "yes: its match has no answer"}
"""The words of a `match` for people; one that cannot be evaluated counts as matching, because error means no."""

SAYINGS = (("met", "met by"), ("unmet", "not met by"), ("unknown", "unknown for"), ("error", "error for"))
"""What a clause can say of an endpoint: the field of the object, and its words; only the first keeps an endpoint."""


def show_policies(policies: Policies, output: Output, root: str) -> None:
    """Print each policy, whether it applied and why, or who waived it and until when."""
    rows = [
        (each["policy"], each["mode"], applies(each), below(root, each["detail"]), below(root, each["place"]))
        for each in policies
    ]
    if rows:
        output.say("")
        output.table(("policy", "mode", "applies", "because", "where"), rows, styles=[style(each) for each in policies])


def applies(policy: Mapping[str, Any]) -> str:
    """Return whether a policy was about the call, in words."""
    return "waived" if policy["waiver"] else APPLIES[policy["match"]]


def style(policy: Mapping[str, Any]) -> str:
    """Return a colour: exceptions and what has no answer stand out, what does not apply steps back."""
    if policy["waiver"] or policy["match"] == "error":
        return "yellow"
    return "dim" if policy["match"] == "false" else ""


def show_clauses(policies: Policies, output: Output, root: str) -> None:
    """Print each clause of the policies that applied, and which endpoints meet it."""
    rows = [
        (each["policy"], f"{clause['field']}: {clause['clause']}", verdicts(clause), below(root, clause["place"]))
        for each in policies
        for clause in each["clauses"]
    ]
    if rows:
        output.say("")
        output.table(("of policy", "clause", "says", "where"), rows)


def verdicts(clause: Mapping[str, Any]) -> str:
    """Return which endpoints meet a clause and which do not, in words."""
    told = (f"{words} {', '.join(clause[name])}" for name, words in SAYINGS if clause[name])
    return "; ".join(told) or "no endpoint was asked"
