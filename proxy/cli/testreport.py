"""What `fairlane test` says: each failing case with its reasons, the coverage of the policies, and one line at the end."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from proxy.cli.output import Output
from proxy.gateway.casework import Outcome
from proxy.policy.outcomes import Row, percentage


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The outcomes of all cases that were run, the coverage of all policies, and the least percentage of it that will do."""

    outcomes: Sequence[Outcome]
    rows: Sequence[Row]
    minimum: float

    @property
    def failed(self) -> list[Outcome]:
        """The cases that do not hold."""
        return [outcome for outcome in self.outcomes if outcome.failures]

    @property
    def coverage(self) -> float:
        """The percentage of possible outcomes that were seen, rounded down: 100 is all."""
        return int(percentage(self.rows) * 10) / 10

    @property
    def is_covered(self) -> bool:
        """Say whether that will do."""
        return self.coverage >= self.minimum

    @property
    def holds(self) -> bool:
        """Say whether the answer is yes; of no cases, it is no."""
        return bool(self.outcomes) and self.is_covered and not self.failed


def show(report: Report, output: Output, *, is_verbose: bool) -> None:
    """Print *report*, with places as editors and terminals open them."""
    if output.is_json:
        output.json(report_row(report))
        return
    for outcome in report.outcomes:
        if outcome.failures or is_verbose:
            show_outcome(outcome, output)
    show_coverage(report, output, is_verbose=is_verbose)
    passed = len(report.outcomes) - len(report.failed)
    told = f"{passed} of {len(report.outcomes)} cases hold; coverage {report.coverage:g} %"
    short = "" if report.is_covered else f", and at least {report.minimum:g} % is asked for"
    output.say(f"{told}{short}", style="bold green" if report.holds else "bold red")


def show_outcome(outcome: Outcome, output: Output) -> None:
    """Print one case, and why it fails."""
    name, place = outcome.arranged.id, outcome.arranged.case.place
    if not outcome.failures:
        output.say(f"holds  {name} ({place})", style="green")
        return
    output.say(f"FAILS  {name} ({place})", style="bold red")
    for failure in outcome.failures:
        output.say(f"       {failure}")


def show_coverage(report: Report, output: Output, *, is_verbose: bool) -> None:
    """Print a line for each policy, and for each outcome that no case has seen."""
    if not report.rows:
        return
    names = list(dict.fromkeys(row.policy for row in report.rows))
    rows = [policy_row([row for row in report.rows if row.policy == name]) for name in names]
    output.table(("policy", "matched", "not matched", "met and unmet", "coverage"), rows)
    missing = [row for row in report.rows if row.seen < row.possible]
    for row in missing if is_verbose or report.minimum else missing[:FEW]:
        output.say(f"not seen: {missing_words(row)} ({row.place})")
    if len(missing) > FEW and not is_verbose and not report.minimum:
        output.say(f"and {len(missing) - FEW} more; `--verbose` lists all")
    output.say("")


FEW = 10
"""Outcomes not seen that are listed unless all are asked for."""


def policy_row(rows: Sequence[Row]) -> tuple[str, str, str, str, str]:
    """Return the line of one policy: its match comes first."""
    match, *lines = rows
    both = sum(row.seen == row.possible for row in lines)
    negative = "-" if match.no is None else yes_no(match.no)
    return match.policy, yes_no(match.yes), negative, f"{both} of {len(lines)}", f"{percentage(rows):.0f} %"


def yes_no(seen: bool | None) -> str:  # noqa: FBT001 - a claim
    """Return a claim as a word."""
    return "yes" if seen else "no"


def missing_words(row: Row) -> str:
    """Say which outcomes of *row* no case has seen."""
    if row.field == "match":
        absent = [] if row.yes else ["a call that it is about"]
        absent += ["a call that it is not about"] if row.no is False else []
    else:
        absent = [] if row.yes else [f"an endpoint that meets `{row.field}`"]
        absent += [] if row.no else [f"an endpoint that does not meet `{row.field}`"]
    return f"`{row.policy}`: {' and '.join(absent)}"


def report_row(report: Report) -> dict[str, Any]:
    """Return *report* as JSON has it."""
    return {
        "ok": report.holds,
        "cases": [outcome_row(outcome) for outcome in report.outcomes],
        "coverage": {
            "percent": report.coverage,
            "minimum": report.minimum,
            "outcomes": [coverage_row(row) for row in report.rows],
        },
    }


def outcome_row(outcome: Outcome) -> dict[str, Any]:
    """Return one case as JSON has it."""
    return {
        "case": outcome.arranged.id,
        "place": outcome.arranged.case.place,
        "gate": outcome.arranged.case.is_gate,
        "ok": not outcome.failures,
        "failures": [
            {"field": each.field, "expected": each.expected, "found": each.found, "why": each.why}
            for each in outcome.failures
        ],
    }


def coverage_row(row: Row) -> dict[str, Any]:
    """Return one match or line as JSON has it; `no` is null where that cannot be."""
    names = ("policy", "field", "place", "text", "yes", "no")
    return {name: getattr(row, name) for name in names}
