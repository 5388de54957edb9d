"""Documents that are sound as YAML, in the shape of their kinds; the first two stages of the build."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from proxy.config.codes import Code
from proxy.config.problems import Problem
from proxy.config.schema import Schemas
from proxy.config.source import SourceFile
from proxy.config.tree import MappingNode, Mark, Node, Step, plain, walk
from proxy.config.yamltext import load
from proxy.errors import InvalidConfiguration


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One valid document: its value, and where each part of it stands."""

    file: str
    kind: str
    root: MappingNode
    value: Mapping[str, Any]

    @property
    def place(self) -> str:
        """Where the document begins."""
        return self.place_of()

    def node(self, *path: Step) -> Node:
        """Return the node at *path*, which exists."""
        return walk(self.root, path)

    def place_of(self, *path: Step) -> str:
        """Return the `file:line:col` of the value at *path*."""
        return self.place_at(self.node(*path).mark)

    def place_at(self, mark: Mark) -> str:
        """Return the `file:line:col` of *mark*."""
        return f"{self.file}:{mark.line}:{mark.column}"

    def problem(self, path: Iterable[Step], message: str, hint: str = "", code: Code = Code.REFERENCE) -> Problem:
        """Return a problem with the value at *path*."""
        return self.problem_at(self.node(*path).mark, message, hint, code)

    def problem_at(self, mark: Mark, message: str, hint: str, code: Code) -> Problem:
        """Return a problem at *mark*."""
        return Problem(file=self.file, line=mark.line, column=mark.column, message=message, hint=hint, code=code)


def read_documents(files: Iterable[SourceFile], schemas: Schemas) -> tuple[Document, ...]:
    """Return the documents of *files*; `InvalidConfiguration` with the YAML problems of all, or the shape's of all."""
    loaded = [(file.path, load(file.path, file.text)) for file in sorted(files, key=lambda file: file.path)]
    refuse(problem for _, result in loaded for problem in result.problems)
    nodes = [(path, node) for path, result in loaded for node in result.documents]
    refuse(problem for path, node in nodes for problem in schemas.check(path, node))
    return tuple(_document(path, node) for path, node in nodes if isinstance(node, MappingNode))


def refuse(problems: Iterable[Problem]) -> None:
    """Raise *problems*, each once and in the order of the files, if there are any."""
    found = sorted(set(problems))
    if found:
        raise InvalidConfiguration(found)


def _document(file: str, root: MappingNode) -> Document:
    value = plain(root)
    return Document(file=file, kind=value["kind"], root=root, value=value)
