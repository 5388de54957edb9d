"""What a refused client is told in the words of the policy's owner: text with a closed set of `{placeholders}`."""

from collections.abc import Callable, Mapping
from string import Formatter

from proxy.policy.document import Policy
from proxy.policy.facts import RequestFacts
from proxy.policy.principal import Principal

Parts = tuple[Policy, RequestFacts, Principal]

PLACEHOLDERS: Mapping[str, Callable[[Parts], str]] = {
    "policy.id": lambda parts: parts[0].id,
    "policy.title": lambda parts: parts[0].title,
    "policy.owner": lambda parts: parts[0].owner,
    "policy.controls": lambda parts: ", ".join(parts[0].controls),
    "request.model": lambda parts: parts[1].model,
    "request.tags": lambda parts: ", ".join(parts[1].tags),
    "principal.key": lambda parts: parts[2].key,
    "principal.user": lambda parts: parts[2].user,
    "principal.team": lambda parts: parts[2].team,
    "principal.scope": lambda parts: parts[2].scope,
}
"""Placeholder to its text for a refused call."""


class BadMessage(ValueError):
    """A template that cannot be written; the text is that of a problem."""


def check_message(template: str) -> None:
    """Raise `BadMessage` where *template* has a placeholder that we do not know, or a brace alone."""
    for _, name, form, conversion in _pieces(template):
        if name is not None and (name not in PLACEHOLDERS or form or conversion):
            raise BadMessage(f"unknown placeholder `{{{name}}}`")


def write_message(policy: Policy, request: RequestFacts, principal: Principal) -> str | None:
    """Return the message of *policy* for a call; `None` where it has none. The template has been checked."""
    if policy.message is None:
        return None
    parts = (policy, request, principal)
    pieces = _pieces(policy.message)
    return "".join(text + (PLACEHOLDERS[name](parts) if name else "") for text, name, _, _ in pieces)


def _pieces(template: str) -> list[tuple[str, str | None, str | None, str | None]]:
    """Return the template as the standard library's own formatter reads it, without evaluating anything."""
    try:
        return list(Formatter().parse(template))
    except ValueError as error:
        raise BadMessage(f"{error}; write `{{{{` for a brace") from None
