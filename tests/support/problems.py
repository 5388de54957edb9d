"""Problems of a text, and the examples on the pages that explain them."""

import re
from collections.abc import Sequence

from proxy.catalog.secret import Secret
from proxy.cli.listing.plain import write_line
from proxy.config.build import assemble, check_documents
from proxy.config.codes import Code
from proxy.config.documents import Document, refuse
from proxy.config.inspection.inspect import inspect
from proxy.config.problems import Problem
from proxy.config.snapshot import Snapshot
from proxy.config.source import SourceFile, revision_of
from proxy.config.sources.files import read_files
from proxy.config.sources.shipped import shipped_schemas
from proxy.errors import InvalidConfiguration
from proxy.gateway.gates import failing_gates

TODAY = "2026-11-24"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = "$ fairlane validate "


def found_in(text: str) -> Sequence[Problem]:
    """Return what `validate` says of *text* as the file `example.yaml`."""
    return inspect(*built(text), TODAY)


def built(text: str) -> tuple[tuple[Document, ...], Snapshot]:
    """Return the documents in *text*, and the world that they become."""
    return built_of([SourceFile(path="example.yaml", text=text.removesuffix("---\n").encode())])


def built_of(files: Sequence[SourceFile]) -> tuple[tuple[Document, ...], Snapshot]:
    """Return the documents of *files*, and the world that they become."""
    documents = check_documents(files, shipped_schemas())
    snapshot = assemble(documents, revision_of(files), secret=_secret, today=TODAY)
    refuse(failing_gates(snapshot, TODAY))
    return documents, snapshot


def warnings(text: str, code: Code) -> list[str]:
    """Return the warnings about *text* that have this *code*: line, column and text, without the file's name."""
    return [str(problem).partition(":")[2] for problem in found_in(text) if problem.code is code]


def blocks_of(page: str) -> dict[str, str]:
    """Return the first fenced block of each language on a page."""
    return dict(reversed(BLOCK.findall(page)))


def problems_of_example(page: str, code: Code) -> list[str]:
    """Return the lines that the program gives for the example on *page*, those with its *code*."""
    blocks = blocks_of(page)
    try:
        found = found_in(blocks["yaml"]) if "yaml" in blocks else _found_at(blocks["console"])
    except InvalidConfiguration as error:
        found = error.problems
    return [write_line(problem) for problem in found if problem.code is code]


def _found_at(command: str) -> Sequence[Problem]:
    read_files([command.removeprefix(COMMAND).strip()])
    return ()


def _secret(reference: str) -> Secret:
    """Stand for a machine that has every secret."""
    return Secret("secret", reference=reference)


MODEL = "kind: model\nid: acme/small\n---\n"
LARGE = "kind: model\nid: acme/large\n---\n"
KEY = "  - {id: ada, sha256: 2bd806c97f0e00af1a1fc3328fa763a9269723c8db8fac4f93af71db186d6e90}\n"


def provider(*endpoints: str, defaults: str = "", name: str = "nordlys") -> str:
    """Return a provider document; each endpoint is what its mapping has after id, model and name."""
    lines = (f"  - {{id: {name}-{index}, upstream_model: m{rest}}}\n" for index, rest in enumerate(endpoints))
    head = f"kind: provider\nid: {name}\ndialect: openai_chat\nbase_url: https://x.example/v1\ncredential: env:X\n"
    return f"{head}{defaults}endpoints:\n{''.join(lines)}---\n"


def team(scope: str = "acme", models: str = '["*"]', rest: str = "") -> str:
    """Return a team document."""
    return f"kind: team\nscope: {scope}\nmodels: {models}\n{rest}---\n"


def policy(rest: str = "", *, name: str = "p", scope: str = "acme") -> str:
    """Return a policy document."""
    return f"kind: policy\nid: {name}\ntitle: A rule\nscope: {scope}\n{rest}\n---\n"


SMALL = ", model: acme/small"
WORLD = MODEL + provider(SMALL)
