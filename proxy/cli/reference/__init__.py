"""The part of `docs/reference` that is made: what kinds, facts and functions there are, from where the code has it.

Each module makes pages of one sort as text; nothing here reads or writes a file.
"""

from collections.abc import Mapping

from proxy.canonical.jsontext import parse
from proxy.cli.reference.environment import environment_file
from proxy.cli.reference.facts import facts_page
from proxy.cli.reference.functions import functions_page
from proxy.cli.reference.kinds import index_page, kind_page
from proxy.config.schema import DISPATCH

COMMAND = "fairlane schema --reference docs/reference"
"""What brings the pages up to date."""


def reference_pages(schemas: Mapping[str, str]) -> dict[str, str]:
    """Return every made page by its path below `docs/reference`; *schemas* are texts by name."""
    roots = {kind: parse(text) for kind, text in sorted(schemas.items()) if kind != DISPATCH}
    pages = {f"kinds/{kind}.md": kind_page(kind, root) for kind, root in roots.items()}
    pages["kinds/README.md"] = index_page(roots)
    pages["facts.md"] = facts_page()
    pages["functions.md"] = functions_page()
    marked = {path: f"<!-- made by `{COMMAND}`: edit its sources -->\n\n{text}" for path, text in pages.items()}
    return {**marked, "cel-env.yaml": f"# made by `{COMMAND}`: edit its sources\n{environment_file()}"}
