"""Waivers that have ended, or soon will."""

from collections.abc import Iterator

from proxy.config.codes import Code
from proxy.config.inspection.dates import SOON, days_until, in_words
from proxy.config.inspection.subject import Subject
from proxy.config.problems import Problem


def inspect_waivers(subject: Subject) -> Iterator[Problem]:
    """Report waivers past their last day or near it."""
    for document in subject.of("waiver"):
        name, policy, day = (document.value[key] for key in ("id", "policy", "expires"))
        days = days_until(day, subject.today)
        if days < 0:
            message = f"waiver `{name}` ended on {day}: policy `{policy}` holds again"
            yield document.problem(("expires",), message, "delete the document", Code.WAIVER_EXPIRED)
        elif days <= SOON:
            message = f"waiver `{name}` ends {in_words(days)}: then policy `{policy}` holds again"
            hint = "mend what it excuses, or ask its approver for a later day"
            yield document.problem(("expires",), message, hint, Code.WAIVER_EXPIRES)
