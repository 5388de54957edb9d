"""Facts that policies ask for and that endpoints do not state."""

from collections.abc import Iterator
from dataclasses import fields, replace

from proxy.config.codes import Code
from proxy.config.documents import Document
from proxy.config.inspection.subject import Policy, Subject
from proxy.config.kinds.catalogue import facts_of
from proxy.config.kinds.policy import fallback_entries
from proxy.config.problems import Problem, listed
from proxy.policy.document import Sort
from proxy.policy.identity import Path, path_of
from proxy.policy.ir import Op, walk
from proxy.policy.program import Clause, Verdict, judge
from proxy.policy.view import EndpointView

GOVERNANCE = {"headquarters", "processing", "storage", "retention_days", "training", "zdr", "contract", "evidence"}
GOVERNANCE |= {"certifications"}


def inspect_facts(subject: Subject) -> Iterator[Problem]:
    """Report, for each endpoint, the facts that it does not state and without which a policy keeps it out.

    Left out are endpoints whose evidence has ended, which has a warning of its own, and those that state no governance
    fact at all: who says nothing is taken at their word.
    """
    positions = {view.id: position for position, view in enumerate(subject.snapshot.policies.views)}
    for document in subject.of("provider"):
        for index, endpoint in enumerate(document.value["endpoints"]):
            stated = facts_of(document, endpoint)
            has_ended = stated.get("evidence", {}).get("valid_until", subject.today) < subject.today
            is_silent = not GOVERNANCE & set(stated)
            missing = _missing(subject, positions[endpoint["id"]])
            for fact, policies in missing.items():
                if fact == "price":
                    yield _no_price(document, index, policies)
                elif not has_ended and not is_silent:
                    yield _unknown(document, index, fact, policies)


def _no_price(document: Document, index: int, policies: list[str]) -> Problem:
    name = document.value["endpoints"][index]["id"]
    message = f"endpoint `{name}` has no `price`, and policies ask for it: {listed(policies)}"
    hint = "it is out wherever its price is required, and last where it sorts; write `price: {input: 1.25, output: 10}`"
    return document.problem(("endpoints", index), message, hint, Code.NO_PRICE)


def _unknown(document: Document, index: int, fact: str, policies: list[str]) -> Problem:
    name = document.value["endpoints"][index]["id"]
    message = f"endpoint `{name}` does not state `{fact}`, so policies keep it out: {listed(policies)}"
    hint = "state it with the endpoint or in `defaults`, with `evidence`"
    return document.problem(("endpoints", index), message, hint, Code.UNKNOWN_FACT)


def _missing(subject: Subject, position: int) -> dict[str, list[str]]:
    """Return the unknown facts that policies ask of the endpoint at *position* of the catalogue, with those policies."""
    view = subject.snapshot.policies.views[position]
    found: dict[str, list[str]] = {}
    for policy in subject.policies if _has_gaps(view) else ():
        for fact in sorted(_asked(policy, view, 1 << position)):
            found.setdefault(fact, []).append(policy.id)
    return found


def _has_gaps(view: EndpointView) -> bool:
    """Say whether anything of an endpoint is unknown."""
    values = [getattr(view, field.name) for field in fields(view)]
    return None in values or (view.price is not None and None in {view.price.cache_read, view.price.cache_write})


def _asked(policy: Policy, view: EndpointView, bit: int) -> set[str]:
    """Return the unknown facts that *policy* asks of an endpoint, unless something known keeps that out anyway."""
    sorted_by = {"price"} if view.price is None and _sorts_by_price(policy) else set()
    required: set[str] = set()
    for clause in policy.program.clauses:
        if clause.mask is None or not clause.mask & bit:
            unknown = _unknown_facts(clause, view)
            if clause.mask is not None and not unknown:
                return sorted_by
            required |= unknown
    return sorted_by | required


def _unknown_facts(clause: Clause, view: EndpointView) -> set[str]:
    """Return the unknown facts for which nobody can say whether *clause* is met; none where it is known."""
    if clause.mask is not None and judge(clause.condition, (None, None, view)) is not Verdict.ERROR:
        return set()
    nodes = list(walk(clause.node))
    guarded = {path_of(replace(node, op=Op.SELECT)) for node in nodes if node.op is Op.HAS}
    paths = {path_of(node) for node in nodes if node.op is Op.SELECT} - guarded
    return {fact for path in paths if path and path[0] == "endpoint" for fact in _gap(path[1:], view)}


def _gap(path: Path, view: EndpointView) -> Iterator[str]:
    """Yield what is unknown on the way to a fact."""
    value: object = view
    for length, step in enumerate(path, 1):
        value = getattr(value, step)
        if value is None:
            yield ".".join(path[:length])
            return


def _sorts_by_price(policy: Policy) -> bool:
    """Say whether *policy* asks in so many words for the cheapest first."""
    value = policy.document.value
    entries = (entry for _, entry in fallback_entries(value.get("fallback", ())) if not isinstance(entry, str))
    return any(stated.get("prefer", {}).get("sort") == Sort.PRICE for stated in (value, *entries))
