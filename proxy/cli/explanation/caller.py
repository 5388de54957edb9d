"""Who asks, for what, and the answer in a word."""

from collections.abc import Mapping
from typing import Any

from proxy.cli.output import Output


def show_caller(explanation: Mapping[str, Any], output: Output) -> None:
    """Print the caller, the request and the effect."""
    principal, request = explanation["principal"], explanation["request"]
    output.say_pair("caller", f"{principal['scope']}, key `{principal['key']}`, user `{principal['user']}`")
    output.say_pair("request", f"{asked_model(explanation)}, tags {', '.join(request['tags']) or 'none'}")
    allowed = explanation["effect"] == "allow"
    output.say_pair("effect", explanation["effect"], style="bold green" if allowed else "bold red")


def asked_model(explanation: Mapping[str, Any]) -> str:
    """Return the model as the client named it, and what that stands for."""
    model, requested = explanation["model"], explanation["requested"]
    return str(requested) if model == requested else f"{requested}, which is {model}"
