"""The page of functions, macros and operators, from `proxy/policy/manual.py`."""

from collections.abc import Mapping

from proxy.cli.reference.markdown import code, table
from proxy.policy.manual import FUNCTION_ENTRIES, MACRO_ENTRIES, METHOD_ENTRIES, OPERATOR_ENTRIES, Entry
from proxy.policy.parse import MAX_BYTES, MAX_NESTED_MACROS, MAX_NESTING, MAX_NODES

HEAD = f"""# Functions

What an expression may be made of, in `match` and in `where`; [facts](facts.md) has what it may read. The language is the
[Common Expression Language](https://github.com/google/cel-spec), without `dyn`, `bytes`, `uint`, `null`, durations, messages
and map literals. Each example is a condition that can stand as it is.

An expression has at most {MAX_BYTES:,} bytes and {MAX_NODES} parts, nested at most {MAX_NESTING} deep, and macros at most
{MAX_NESTED_MACROS} deep.

"""

TABLES: Mapping[str, Mapping[str, Entry]] = {
    "Operators": OPERATOR_ENTRIES,
    "Functions of a value": FUNCTION_ENTRIES,
    "Methods": METHOD_ENTRIES,
    "Macros": MACRO_ENTRIES,
}


def functions_page() -> str:
    """Return the page."""
    return HEAD + "\n".join(f"## {title}\n\n{_table(entries)}" for title, entries in TABLES.items())


def _table(entries: Mapping[str, Entry]) -> str:
    rows = [
        (", ".join(code(form) for form in entry.forms), _type(entry.gives), entry.sentence, code(entry.example))
        for entry in entries.values()
    ]
    return table(("write", "gives", "meaning", "example"), rows)


def _type(name: str) -> str:
    return name if " " in name else code(name)
