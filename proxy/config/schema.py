"""The schema stage: is a document of its kind's shape; every mistake at the key or value at fault.

The schemas are JSON Schema 2020-12 and the same files that editors use. Three things are read more strictly here than the
specification asks: `$` is the end of the text and not a last line break before it, a number with a point is no integer,
and `format` is checked.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker, ValidationError
from jsonschema.validators import extend

from proxy.config.codes import Code
from proxy.config.fields import NUMBER_FORMATS, TEXT_FORMATS, BadValue
from proxy.config.problems import Problem, did_you_mean, listed
from proxy.config.tree import MappingNode, Mark, Node, key_mark, plain
from proxy.config.wording import Finding, explain

DISPATCH = "document"
"""The schema that names the kinds; every other one is named as its kind."""


def _pattern(validator: Any, pattern: str, instance: object, _schema: object) -> Iterator[ValidationError]:
    """Check `pattern` as ECMA-262 reads `$`, which Python's `re` does not."""
    if validator.is_type(instance, "string") and not re.search(re.sub(r"\$$", r"\\Z", pattern), str(instance)):
        yield ValidationError(f"{instance!r} does not match {pattern!r}")


def _is_integer(_checker: object, instance: object) -> bool:
    return isinstance(instance, int) and not isinstance(instance, bool)


_Validator: Any = extend(  # type: ignore[no-untyped-call]  # the stubs leave it untyped
    Draft202012Validator,
    validators={"pattern": _pattern},
    type_checker=Draft202012Validator.TYPE_CHECKER.redefine("integer", _is_integer),
)


def _format_checker() -> FormatChecker:
    """Return what checks our formats; as the specification has it, a format says nothing of other types."""
    checker = FormatChecker(formats=())
    for name, read_text in TEXT_FORMATS.items():
        _add(checker, name, read_text, str)
    for name, read_number in NUMBER_FORMATS.items():
        _add(checker, name, read_number, int | float)
    return checker


def _add(checker: FormatChecker, name: str, read: Callable[[Any], object], kinds: Any) -> None:
    def is_well_formed(value: object) -> bool:
        return not isinstance(value, kinds) or read(value) is not None

    checker.checks(name, raises=BadValue)(is_well_formed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Schemas:
    """The kinds that exist, and how to check a document of each."""

    validators: Mapping[str, Any]

    def check(self, file: str, node: Node) -> tuple[Problem, ...]:
        """Return everything that is wrong with the shape of the document *node* of *file*."""
        return tuple(sorted({_problem(file, finding) for finding in self._findings(node)}))

    def _findings(self, node: Node) -> Iterator[Finding]:
        if not isinstance(node, MappingNode):
            yield Finding(mark=node.mark, message="a document is a mapping", hint="begin it with `kind: ...`")
            return
        value = plain(node)
        kind = value.get("kind")
        if not isinstance(kind, str) or kind not in self.validators:
            yield self._unknown_kind(node, kind)
            return
        for error in self.validators[kind].iter_errors(value):
            yield from explain(error, node)

    def _unknown_kind(self, node: MappingNode, kind: object) -> Finding:
        if kind is None:
            return Finding(
                mark=key_mark(node, "kind"), message="`kind` is missing", hint=f"one of {listed(self.validators)}"
            )
        mark: Mark = node.entries["kind"].node.mark
        return Finding(mark=mark, message=f"unknown kind `{kind}`", hint=did_you_mean(str(kind), self.validators))


def read_schemas(texts: Mapping[str, str]) -> Schemas:
    """Return the schemas in *texts*, by name without `.json`; the kinds are those that the schema `document` names."""
    kinds = json.loads(texts[DISPATCH])["properties"]["kind"]["enum"]
    formats = _format_checker()
    return Schemas(validators={kind: _Validator(json.loads(texts[kind]), format_checker=formats) for kind in kinds})


def _problem(file: str, finding: Finding) -> Problem:
    mark = finding.mark
    return Problem(
        file=file, line=mark.line, column=mark.column, message=finding.message, hint=finding.hint, code=Code.SCHEMA
    )
