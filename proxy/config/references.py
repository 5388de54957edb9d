"""The references stage: names that documents take from each other, names that may be taken once, facts that contradict.

Everything here is about documents together; each is in the shape of its kind already.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from proxy.config.casechecks import check_cases
from proxy.config.codes import Code
from proxy.config.documents import Document
from proxy.config.kinds.catalogue import facts_of
from proxy.config.kinds.policy import fallback_entries
from proxy.config.names import Names, Path, names_of, text_at, value_at
from proxy.config.problems import Problem, did_you_mean

OWN_NAME = {"gateway": "kind", "team": "scope"}
"""Where a kind has its name; the others have it in `id`. There is one gateway, so its kind is its name."""

UNNAMED = {"gateway": "a gateway", "hash": "the hash of this key"}
"""How to speak of what has no name that may be shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A name that a document takes; nobody else may take it for the same `what`. `words` are its name in messages."""

    what: str
    name: str
    words: str
    document: Document
    path: Path

    @property
    def place(self) -> str:
        """Where the name stands."""
        return self.document.place_of(*self.path)


def check_references(documents: Sequence[Document]) -> Iterator[Problem]:
    """Return every name that is unknown or taken twice, and every fact that contradicts another."""
    yield from _taken_twice(claim for document in documents for claim in _claims(document))
    yield from _alias_of_models(documents)
    names = names_of(documents)
    for document in documents:
        yield from _CHECKS.get(document.kind, _nothing)(document, names)


def _claims(document: Document) -> Iterator[Claim]:
    """Return the names that *document* takes."""
    yield _claim(document.kind, document, (OWN_NAME.get(document.kind, "id"),))
    for index in range(len(document.value.get("endpoints", ()))):
        yield _claim("endpoint", document, ("endpoints", index, "id"))
    for index in range(len(document.value.get("keys", ()))):
        yield _claim("key", document, ("keys", index, "id"))
        yield _claim("hash", document, ("keys", index, "sha256"))


def _claim(what: str, document: Document, path: Path) -> Claim:
    name = text_at(document, path)
    return Claim(what=what, name=name, words=UNNAMED.get(what, f"{what} `{name}`"), document=document, path=path)


def _taken_twice(claims: Iterable[Claim]) -> Iterator[Problem]:
    first: dict[tuple[str, str], Claim] = {}
    for claim in claims:
        earlier = first.setdefault((claim.what, claim.name), claim)
        if earlier is not claim:
            message = f"{claim.words} stands in {earlier.place} already"
            yield claim.document.problem(claim.path, message, "remove or rename one of the two")


def _alias_of_models(documents: Sequence[Document]) -> Iterator[Problem]:
    """Report aliases that hide a model of the same name."""
    models = {document.value["id"]: document for document in documents if document.kind == "model"}
    for document in documents:
        if document.kind == "alias" and document.value["id"] in models:
            place = models[document.value["id"]].place_of("id")
            message = f"`{document.value['id']}` is a model already, in {place}"
            yield document.problem(("id",), message, "call the alias otherwise")


def _nothing(_document: Document, _names: Names) -> Iterator[Problem]:
    yield from ()


def _check_provider(document: Document, names: Names) -> Iterator[Problem]:
    for index, endpoint in enumerate(document.value["endpoints"]):
        yield from names.model(document, ("endpoints", index, "model"))
        yield from _contradictions(document, index, facts_of(document, endpoint))


def _contradictions(document: Document, index: int, facts: Mapping[str, object]) -> Iterator[Problem]:
    """Report facts that zero data retention rules out."""
    if facts.get("zdr") is not True:
        return
    if facts.get("retention_days", 0) != 0:
        message = f"`zdr: true` contradicts `retention_days: {facts['retention_days']}`"
        hint = "who keeps nothing retains 0 days"
        yield document.problem(_stated(document, index, "retention_days"), message, hint, Code.MEANING)
    if facts.get("training") is True:
        message = "`zdr: true` contradicts `training: true`"
        hint = "who keeps nothing trains on nothing"
        yield document.problem(_stated(document, index, "training"), message, hint, Code.MEANING)


def _stated(document: Document, index: int, fact: str) -> Path:
    """Return where a fact of an endpoint stands: with it, or among its provider's defaults."""
    own: Path = ("endpoints", index, fact)
    return own if fact in document.value["endpoints"][index] else ("defaults", fact)


def _check_alias(document: Document, names: Names) -> Iterator[Problem]:
    yield from names.model(document, ("model",))


def _check_policy(document: Document, names: Names) -> Iterator[Problem]:
    yield from _check_order(document, ("prefer",), names)
    for path, entry in fallback_entries(document.value.get("fallback", ())):
        yield from names.model(document, path if isinstance(entry, str) else (*path, "model"))
        yield from () if isinstance(entry, str) else _check_order(document, (*path, "prefer"), names)


def _check_order(document: Document, path: Path, names: Names) -> Iterator[Problem]:
    """Report unknown providers of the preference at *path*, if there is one."""
    value = value_at(document, path[:-1]).get(path[-1], {})
    for index in range(len(value.get("order", ()))):
        yield from names.provider(document, (*path, "order", index))


def _check_waiver(document: Document, names: Names) -> Iterator[Problem]:
    name = document.value["policy"]
    if name not in names.policies:
        yield document.problem(("policy",), f"unknown policy `{name}`", did_you_mean(name, names.policies))
    elif not names.policies[name].value.get("waivable", False):
        place = names.policies[name].place_of("id")
        hint = "its owner can say `waivable: true` there"
        yield document.problem(("policy",), f"policy `{name}` ({place}) cannot be waived", hint)


_CHECKS = {
    "provider": _check_provider,
    "alias": _check_alias,
    "policy": _check_policy,
    "waiver": _check_waiver,
    "cases": check_cases,
}
