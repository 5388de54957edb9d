"""Problems of a text, and the examples on the pages that explain them."""

import re
from collections.abc import Sequence

from proxy.catalog.secret import Secret
from proxy.cli.listing.plain import write_line
from proxy.config.build import assemble, check_documents
from proxy.config.codes import Code
from proxy.config.inspection.inspect import inspect
from proxy.config.problems import Problem
from proxy.config.source import SourceFile, revision_of
from proxy.config.sources.files import read_files
from proxy.config.sources.shipped import shipped_schemas
from proxy.errors import InvalidConfiguration

TODAY = "2026-11-24"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = "$ fairlane validate "


def found_in(text: str) -> Sequence[Problem]:
    """Return what `validate` says of *text* as the file `example.yaml`."""
    files = [SourceFile(path="example.yaml", text=text.encode())]
    documents = check_documents(files, shipped_schemas())
    return inspect(documents, assemble(documents, revision_of(files), secret=_secret, today=TODAY), TODAY)


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
