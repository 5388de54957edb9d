"""Every endpoint of the call's models: its place in the plan, or who removed it and where that stands."""

from collections.abc import Iterator, Mapping
from typing import Any

from proxy.cli.explanation.places import attempts_words, below, price
from proxy.cli.output import Output

Cells = tuple[str, str, str, str, str]

STYLES = {"out": "red", "unfit": "yellow", "kept": "dim"}
"""Colour by place; what is in the plan is green."""


def show_endpoints(explanation: Mapping[str, Any], output: Output, root: str) -> None:
    """Print the plan in order, then what is kept and not tried, then what is out."""
    rows = [*planned(explanation), *unfit(explanation), *removed(explanation, root)]
    output.say("")
    if not rows:
        output.say(f"no endpoint serves `{explanation['model']}`")
        return
    styles = [STYLES.get(row[1], "green") for row in rows]
    output.table(("endpoint", "place", "by", "because", "where"), rows, styles=styles)


def planned(explanation: Mapping[str, Any]) -> Iterator[Cells]:
    """Yield the lane's endpoints that can do the work, in the order in which they are tried."""
    tried = len(explanation["plan"]["endpoints"])
    for number, each in enumerate(explanation["lane"], 1):
        words = f"{each['model']}, USD per 1M in/out {price(each['price'])}"
        if number <= tried:
            yield each["endpoint"], str(number), "", words, ""
        else:
            yield each["endpoint"], "kept", "caps", f"not tried: {attempts_words(tried)} at most; {words}", ""


def unfit(explanation: Mapping[str, Any]) -> Iterator[Cells]:
    """Yield the lane's endpoints that cannot do what the request needs."""
    for each in explanation["unfit"]:
        yield each["endpoint"], "unfit", "", f"lacks {each['lacks']}", ""


def removed(explanation: Mapping[str, Any], root: str) -> Iterator[Cells]:
    """Yield the endpoints that are out, each with its first cause."""
    for each in explanation["removed"]:
        cause = each["policy"] or each["reason"]
        yield each["endpoint"], "out", cause, below(root, each["detail"]), below(root, each["place"])
