"""Scopes in which nobody is."""

from collections.abc import Iterator

from proxy.config.codes import Code
from proxy.config.inspection.subject import Subject
from proxy.config.problems import Problem, did_you_mean

KINDS = ("policy", "waiver")


def inspect_scopes(subject: Subject) -> Iterator[Problem]:
    """Report policies and waivers whose scope no team has and under which none lies; without teams nothing is said."""
    teams = {document.value["scope"] for document in subject.of("team")}
    for document in (document for kind in KINDS for document in subject.of(kind)) if teams else ():
        scope = document.value["scope"]
        if not any(team == scope or team.startswith(f"{scope}/") for team in teams):
            message = f"this {document.kind} is about nobody: no team has the scope `{scope}` or one below it"
            yield document.problem(("scope",), message, did_you_mean(scope, teams), Code.UNREACHABLE)
