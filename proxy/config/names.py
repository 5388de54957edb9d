"""What exists to be named by documents, and the problem with a name that does not."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from proxy.config.documents import Document
from proxy.config.problems import Problem, did_you_mean
from proxy.config.tree import Step

Path = tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What exists; `aliases` maps to models, `headers` are those that policies may read, in lower case."""

    models: frozenset[str]
    providers: frozenset[str]
    endpoints: frozenset[str]
    keys: frozenset[str]
    waivers: frozenset[str]
    headers: frozenset[str]
    aliases: Mapping[str, str]
    policies: Mapping[str, Document]

    def model(self, document: Document, path: Path) -> Iterator[Problem]:
        """Report the model named at *path* if there is none of that name."""
        name = text_at(document, path)
        if name in self.models:
            return
        if name in self.aliases:
            hint = f"it is an alias; write the model itself, `{self.aliases[name]}`"
            yield document.problem(path, f"`{name}` is no model", hint)
        else:
            hint = did_you_mean(name, self.models) or "every model needs a document of `kind: model`"
            yield document.problem(path, f"unknown model `{name}`", hint)

    def provider(self, document: Document, path: Path) -> Iterator[Problem]:
        """Report the provider named at *path* if there is none of that name."""
        name = text_at(document, path)
        if name not in self.providers:
            yield document.problem(path, f"unknown provider `{name}`", did_you_mean(name, self.providers))


def names_of(documents: Sequence[Document]) -> Names:
    """Return what *documents* together state."""
    return Names(
        models=frozenset(_ids(documents, "model")),
        providers=frozenset(_ids(documents, "provider")),
        endpoints=frozenset(_inner(documents, "provider", "endpoints")),
        keys=frozenset(_inner(documents, "team", "keys")),
        waivers=frozenset(_ids(documents, "waiver")),
        headers=frozenset(name.lower() for each in _of(documents, "gateway") for name in each.value.get("headers", ())),
        aliases={each.value["id"]: each.value["model"] for each in _of(documents, "alias")},
        policies={each.value["id"]: each for each in _of(documents, "policy")},
    )


def _of(documents: Sequence[Document], kind: str) -> Iterable[Document]:
    return (document for document in documents if document.kind == kind)


def _ids(documents: Sequence[Document], kind: str) -> Iterator[str]:
    return (document.value["id"] for document in _of(documents, kind))


def _inner(documents: Sequence[Document], kind: str, field: str) -> Iterator[str]:
    """Yield the ids of what stands in the list *field* of every document of a kind."""
    return (each["id"] for document in _of(documents, kind) for each in document.value.get(field, ()))


def value_at(document: Document, path: Path) -> Any:
    """Return the value at *path*, which exists."""
    value: Any = document.value
    for step in path:
        value = value[step]
    return value


def text_at(document: Document, path: Path) -> str:
    """Return the text at *path*, which exists."""
    return str(value_at(document, path))
