"""The references stage for `kind: cases`: every name in a case exists, and every case says enough to be run.

Names are looked at where they stand; whether a case is whole, once its fixtures and the row of its table are in place.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from proxy.config.codes import Code
from proxy.config.documents import Document
from proxy.config.kinds.casetable import CALLERS, OF_FIXTURES, WrittenCase, pieces, write_cases
from proxy.config.names import Names, Path, text_at, value_at
from proxy.config.problems import Problem, did_you_mean
from proxy.config.tree import key_mark
from proxy.policy.patterns import is_match

EVERY = "*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What may be named in one document of cases, by what it is."""

    document: Document
    names: Mapping[str, Collection[str]]
    aliases: Mapping[str, str]

    def name(self, path: Path, what: str) -> Iterator[Problem]:
        """Report the name of *what* at *path* if there is none."""
        name = text_at(self.document, path)
        if name not in self.names[what]:
            hint = did_you_mean(name, self.names[what])
            yield self.document.problem(path, f"unknown {what} `{name}`", hint)

    def keyword(self, path: Path, what: str) -> Iterator[Problem]:
        """Report the last key of *path* if there is no *what* of that name."""
        name = str(path[-1])
        if name not in self.names[what]:
            yield self.at_key(path, f"unknown {what} `{name}`", did_you_mean(name, self.names[what]))

    def at_key(self, path: Path, message: str, hint: str) -> Problem:
        """Return a problem with the last key of *path*, not with its value."""
        mark = key_mark(self.document.node(*path[:-1]), str(path[-1]))
        return self.document.problem_at(mark, message, hint, Code.REFERENCE)

    def all(self, path: Path, what: str) -> Iterator[Problem]:
        """Report the unknown names of the list at *path*; none where there is no list."""
        for index in range(len(_stated(self.document, path) or ())):
            yield from self.name((*path, index), what)

    def patterns(self, path: Path) -> Iterator[Problem]:
        """Report ids of endpoints that do not exist, and patterns that no endpoint has: they would always hold."""
        for index, pattern in enumerate(_stated(self.document, path) or ()):
            if EVERY not in pattern:
                yield from self.name((*path, index), "endpoint")
            elif not any(is_match(pattern, name) for name in self.names["endpoint"]):
                hint = did_you_mean(pattern, self.names["endpoint"])
                yield self.document.problem((*path, index), f"no endpoint matches `{pattern}`", hint)


def check_cases(document: Document, names: Names) -> Iterator[Problem]:
    """Return what a `cases` *document* names that does not exist, and the cases that cannot be run."""
    known = _known(document, names)
    problems = [
        *_check_head(document, names),
        *(found for name in _fixtures(document, "requests") for found in _check_request(known, _fixture(name))),
        *(found for path, piece in pieces(document) for found in _check_piece(known, path, piece)),
    ]
    yield from problems or _check_whole(document, known)
    yield from _named_twice(document)


def _known(document: Document, names: Names) -> Known:
    """Return what may be named: endpoints of the fixtures take the place of all others, and bring their models."""
    endpoints = _fixtures(document, "endpoints")
    return Known(
        document=document,
        aliases=names.aliases,
        names={
            "policy": document.value.get("policies", names.policies),
            "key": names.keys,
            "waiver": names.waivers,
            "header": names.headers,
            "endpoint": {each["id"] for each in endpoints} or names.endpoints,
            "model": names.models | {each["model"] for each in endpoints},
            "request": _fixtures(document, "requests"),
            "principal": _fixtures(document, "principals"),
        },
    )


def _fixtures(document: Document, kind: str) -> Collection[Any]:
    """Return the fixtures of one kind; none where there are none."""
    found: Collection[Any] = document.value.get("fixtures", {}).get(kind, ())
    return found


def _fixture(name: str) -> Path:
    return ("fixtures", "requests", name)


def _check_head(document: Document, names: Names) -> Iterator[Problem]:
    """Report policies that do not exist, and endpoints of the fixtures that share an id."""
    for index, name in enumerate(document.value.get("policies", ())):
        if name not in names.policies:
            hint = did_you_mean(name, names.policies)
            yield document.problem(("policies", index), f"unknown policy `{name}`", hint)
    seen: set[str] = set()
    for index, endpoint in enumerate(_fixtures(document, "endpoints")):
        if endpoint["id"] in seen:
            path = ("fixtures", "endpoints", index, "id")
            yield document.problem(path, f"endpoint `{endpoint['id']}` stands in these fixtures already", "rename one")
        seen.add(endpoint["id"])


def _check_piece(known: Known, path: Path, piece: Mapping[str, Any]) -> Iterator[Problem]:
    """Report the unknown names of a case or a row at *path*."""
    if all(caller in piece for caller in CALLERS):
        message, hint = "a call has one caller, and `key` and `principal` are two", "leave one of them out"
        yield known.document.problem((*path, "principal"), message, hint)
    if "key" in piece:
        yield from known.name((*path, "key"), "key")
    for field in OF_FIXTURES:
        if isinstance(piece.get(field), str):
            yield from known.name((*path, field), field)
    yield from _check_request(known, (*path, "request"))
    yield from known.all((*path, "state", "down"), "endpoint")
    yield from _check_expectation(known, (*path, "expect"))


def _check_request(known: Known, path: Path) -> Iterator[Problem]:
    """Report the model and the headers of the request at *path* that nobody knows."""
    request = _stated(known.document, path)
    if not isinstance(request, Mapping):
        return
    model = request.get("model")
    if model is not None and model not in known.names["model"] and model not in known.aliases:
        hint = did_you_mean(model, {*known.names["model"], *known.aliases})
        yield known.document.problem((*path, "model"), f"unknown model `{model}`", hint)
    for name in request.get("headers", {}):
        if name.lower() not in known.names["header"]:
            hint = did_you_mean(name, known.names["header"]) or "the gateway document declares them under `headers`"
            yield known.at_key((*path, "headers", name), f"policies cannot read the header `{name}`", hint)


def _check_expectation(known: Known, path: Path) -> Iterator[Problem]:
    """Report the unknown names of the expectation at *path*."""
    yield from known.patterns((*path, "in"))
    yield from known.patterns((*path, "out"))
    for field, what in (("lane", "endpoint"), ("models", "model"), ("warns", "policy"), ("waivers", "waiver")):
        yield from known.all((*path, field), what)
    for field, what in (("first", "endpoint"), ("policy", "policy")):
        if _stated(known.document, (*path, field)) is not None:
            yield from known.name((*path, field), what)
    for endpoint in _stated(known.document, (*path, "removed_by")) or ():
        yield from known.keyword((*path, "removed_by", endpoint), "endpoint")
        yield from known.name((*path, "removed_by", endpoint), "policy")


def _stated(document: Document, path: Path) -> Any:
    """Return what stands at *path*, or `None` where nothing does."""
    try:
        return value_at(document, path)
    except (KeyError, TypeError):
        return None


def _check_whole(document: Document, known: Known) -> Iterator[Problem]:
    for case in write_cases(document):
        yield from _check_case(document, case, known)


def _check_case(document: Document, case: WrittenCase, known: Known) -> Iterator[Problem]:
    """Report what a case would need to be run."""
    value = case.value
    if "key" not in value and not value.get("principal", {}).get("scope"):
        hint = f"write `key`{_one_of(known.names['key'])}, or `principal` with a `scope`"
        yield document.problem(case.path, f"case `{case.name}` does not say who calls", hint)
    if not value.get("request", {}).get("model"):
        yield document.problem(
            case.path, f"case `{case.name}` does not say what is asked for", "write `request` with a `model`"
        )
    if not value.get("expect"):
        yield document.problem(
            case.path, f"case `{case.name}` expects nothing", "write `expect`, like `expect: {effect: allow}`"
        )


def _one_of(names: Collection[str]) -> str:
    return f" (like `{min(names)}`)" if names else ""


def _named_twice(document: Document) -> Iterator[Problem]:
    """Report cases of one name: a report could not tell them apart."""
    seen: set[str] = set()
    for case in write_cases(document):
        if case.name in seen:
            yield document.problem((*case.path, "name"), f"there is a case `{case.name}` already", "rename one")
        seen.add(case.name)
