"""Documents as text, for the tests of the config room."""

from proxy.config.documents import Document, read_documents
from proxy.config.schema import read_schemas
from proxy.config.source import SourceFile
from proxy.config.sources.shipped import shipped_schemas
from proxy.config.tree import Node
from proxy.config.yamltext import load

MODEL = "kind: model\nid: acme/small\n"
PROVIDER = """\
kind: provider
id: nordlys
dialect: openai_chat
base_url: https://api.nordlys.example/v1/
credential: env:NORDLYS
endpoints:
  - {id: nordlys-small, model: acme/small, upstream_model: small}
"""
TEAM = "kind: team\nscope: acme\nmodels: ['*']\n"
POLICY = "kind: policy\nid: p\ntitle: A rule\nscope: acme\n"


def source(*documents: str, path: str = "a.yaml") -> SourceFile:
    """Make one file of *documents*."""
    return SourceFile(path=path, text="---\n".join(documents).encode())


def read(*documents: str) -> tuple[Document, ...]:
    """Read *documents* as the build's first two stages do."""
    return read_documents([source(*documents)], read_schemas(shipped_schemas()))


def tree(text: str) -> Node:
    """Return the one document in *text*, which is sound."""
    loaded = load("a.yaml", text.encode())
    assert () == loaded.problems
    return loaded.documents[0]


def messages(text: str) -> list[str]:
    """Return the YAML problems of *text* as they print."""
    return [str(problem) for problem in load("a.yaml", text.encode()).problems]
