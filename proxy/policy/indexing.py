"""Which policies can be found by a look-up instead of being asked: those whose match begins with an equality on a fact.

`request.model == "a/b" && ...` is false for every other model, whatever the rest of it would say, so such a policy goes in a
table from value to policies. The same for `"phi" in request.tags`, where the table is asked for each tag of the call.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from proxy.policy import exact
from proxy.policy.celtypes import MapOf
from proxy.policy.ir import Node, Op
from proxy.policy.transpile import constant_texts, meets_texts

SINGLE = frozenset(
    {"request.dialect", "request.model", "request.session"}
    | {f"principal.{name}" for name in ("key", "user", "team", "scope")}
)
"""Facts that are one text."""

MANY = frozenset({"request.tags", "request.tools", "request.modalities", "principal.tags"})
"""Facts that are several."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """A match seen as a look-up: it is false unless the fact has one of `values`; then `rest` decides, if there is any.

    `values_of` is Python for the values that the fact has in a call: a tuple of one, or several.
    """

    values_of: str
    values: frozenset[str]
    rest: Node | None


def index_of(match: Node) -> Index | None:
    """Return *match* as a look-up; `None` where it is none."""
    conjuncts = match.args if match.op is Op.AND else (match,)
    for position, conjunct in enumerate(conjuncts):
        found = _texts_of(conjunct)
        if found is not None:
            values_of, values = found
            rest = _joined(match, conjuncts[:position] + conjuncts[position + 1 :])
            return Index(values_of=values_of, values=values, rest=rest)
    return _index_of_key(match, conjuncts)


def _index_of_key(match: Node, conjuncts: tuple[Node, ...]) -> Index | None:
    """Return `"k" in map && map["k"] == "v"` as a look-up; without the first half, a missing key would be an error."""
    for guard in conjuncts:
        known = _key_asked_for(guard)
        for equality in conjuncts:
            value = _value_under(equality, known)
            if known is not None and value is not None:
                rest = tuple(each for each in conjuncts if each is not guard and each is not equality)
                values_of = f"({known[0]}.get({known[1]!r}),)"
                return Index(values_of=values_of, values=frozenset({value}), rest=_joined(match, rest))
    return None


def _key_asked_for(node: Node) -> tuple[str, str] | None:
    """Return the map and the key whose presence *node* asks for."""
    if node.op is Op.HAS and _table(node.args[0]):
        return _table(node.args[0]), str(node.value)
    if node.op is Op.BINARY and node.value == "in" and node.args[0].op is Op.LITERAL and _table(node.args[1]):
        return _table(node.args[1]), str(node.args[0].value)
    return None


def _value_under(node: Node, known: tuple[str, str] | None) -> str | None:
    """Return the text that the *known* key of a map must have by *node*."""
    if node.op is not Op.BINARY or node.value != "==":
        return None
    for read, text in (node.args, node.args[::-1]):
        if text.op is Op.LITERAL and type(text.value) is str and known is not None and _read_of(read) == known:
            return text.value
    return None


def _read_of(node: Node) -> tuple[str, str] | None:
    """Return the map and the constant key that *node* reads."""
    if node.op is Op.SELECT and _table(node.args[0]):
        return _table(node.args[0]), str(node.value)
    if node.op is Op.INDEX and node.args[1].op is Op.LITERAL and _table(node.args[0]):
        return _table(node.args[0]), str(node.args[1].value)
    return None


def _table(node: Node) -> str:
    """Return the path of a map among the facts; empty for any other tree."""
    is_fact = node.op is Op.SELECT and node.args[0].op is Op.NAME and isinstance(node.type, MapOf)
    return exact.path(node) if is_fact else ""


def _joined(match: Node, conjuncts: tuple[Node, ...]) -> Node | None:
    if not conjuncts:
        return None
    return conjuncts[0] if len(conjuncts) == 1 else replace(match, args=conjuncts)


def _texts_of(node: Node) -> tuple[str, frozenset[str]] | None:
    """Return Python for the fact's values and the texts of which a condition wants one; alternatives must be about one fact."""
    if node.op is Op.OR:
        found = [_texts_of(argument) for argument in node.args]
        facts = {each[0] for each in found if each is not None}
        if None in found or len(facts) != 1:
            return None
        return facts.pop(), frozenset[str]().union(*(each[1] for each in found if each is not None))
    if node.op is Op.BINARY:
        return _compared(node)
    if node.op is Op.MACRO and node.value.name == "exists":
        texts = meets_texts(node)
        return None if texts is None else _about(node.args[0], texts, MANY)
    return None


def _compared(node: Node) -> tuple[str, frozenset[str]] | None:
    """Return what `fact == "a"`, `fact in ["a"]` and `"a" in facts` compare."""
    left, right = node.args
    if node.value == "==" and left.op is Op.LITERAL:
        left, right = right, left
    if node.value == "==" and right.op is Op.LITERAL and type(right.value) is str:
        return _about(left, frozenset({right.value}), SINGLE)
    if node.value == "in" and left.op is Op.LITERAL and type(left.value) is str:
        return _about(right, frozenset({left.value}), MANY)
    texts = constant_texts(right) if node.value == "in" else None
    return None if texts is None else _about(left, texts, SINGLE)


def _about(node: Node, texts: frozenset[str], facts: frozenset[str]) -> tuple[str, frozenset[str]] | None:
    """Return the *texts* with the fact that *node* reads, if it is one of *facts*."""
    fact = exact.path(node) if node.op is Op.SELECT and node.args[0].op is Op.NAME else ""
    return (fact if fact in MANY else f"({fact},)", texts) if fact in facts else None


def tabulate(indices: Iterable[tuple[int, Index]]) -> Iterator[tuple[str, Mapping[str, list[int]]]]:
    """Yield, for each fact's values in Python, which numbers belong to each of them."""
    tables: dict[str, dict[str, list[int]]] = {}
    for number, index in indices:
        for value in sorted(index.values):
            tables.setdefault(index.values_of, {}).setdefault(value, []).append(number)
    yield from sorted(tables.items())
