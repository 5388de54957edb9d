"""An explained decision as people read it: lane, who is out and why, and the policies that were asked."""

from collections.abc import Mapping, Sequence
from typing import Any

from proxy.cli.output import Output

Explanation = Mapping[str, Any]


def show_explanation(explanation: Explanation, output: Output, root: str) -> None:
    """Print *explanation*, as `gateway.explain` made it or `/v1/explain` answered it; places are told below *root*."""
    principal, request = explanation["principal"], explanation["request"]
    tags = ", ".join(request["tags"]) or "none"
    output.say(f"caller    {principal['scope']}, key `{principal['key']}`, user `{principal['user']}`")
    output.say(f"request   {explanation['requested']}, tags {tags}")
    allowed = explanation["effect"] == "allow"
    output.say(f"effect    {explanation['effect']}", style="bold green" if allowed else "bold red")
    show_lane(explanation, output)
    show_removed(explanation["removed"], output, root)


def show_lane(explanation: Explanation, output: Output) -> None:
    """Print the endpoints that would be tried, first to last."""
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


def show_policies(policies: Sequence[Mapping[str, Any]], output: Output, root: str) -> None:
    """Print the policies of the caller's scope, and whether they applied."""
    rows = [(each["policy"], APPLIES[each["match"]], each["detail"], below(root, each["place"])) for each in policies]
    if rows:
        output.say("")
        output.table(("policy", "applies", "because", "where"), rows)


APPLIES = {"true": "yes", "false": "no", "error": "yes: its match has no answer"}
"""The words of a `match` for people; one that cannot be evaluated counts as matching, because error means no."""


def below(root: str, text: str) -> str:
    """Return *text* with its paths as they are seen from *root*."""
    return text.replace(f"{root.rstrip('/')}/", "")


def price(value: Mapping[str, float] | None) -> str:
    """Return prices for people."""
    return "unknown" if value is None else f"{value['input']:g} / {value['output']:g}"
