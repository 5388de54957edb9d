"""In short: the endpoints that would be tried, and those that are out."""

from collections.abc import Mapping, Sequence
from typing import Any

from proxy.cli.explanation.places import below, price
from proxy.cli.output import Output


def show_lane(explanation: Mapping[str, Any], output: Output) -> None:
    """Print the endpoints of the lane, first to last."""
    rows = [
        (str(number), each["endpoint"], each["model"], price(each["price"]))
        for number, each in enumerate(explanation["lane"], 1)
    ]
    if rows:
        output.say("")
        output.table(("", "lane", "model", "USD per 1M in/out"), rows)
    for each in explanation["unfit"]:
        output.say(f"   not able: {each['endpoint']} lacks {each['lacks']}")


def show_removed(removed: Sequence[Mapping[str, Any]], output: Output, root: str) -> None:
    """Print who is out, and the line that decided it."""
    rows = [
        (each["endpoint"], each["policy"] or each["reason"], each["detail"], below(root, each["place"]))
        for each in removed
    ]
    if rows:
        output.say("")
        output.table(("out", "by", "because", "where"), rows)
