"""Checked trees to Python expressions: the fast path, which may raise wherever CEL has no value, and then is not believed.

Generated text has names of ours and constants of ours in it, and nothing that a document or a client wrote but numbers and
short texts in the form of `repr`. An expression that is evaluated without an exception has the value that CEL says: Python's
`and` and `or` skip only operands that cannot change what is decided.
"""

from collections.abc import Callable, Mapping
from typing import Any

from proxy.policy import operators
from proxy.policy.celtypes import NUMBERS, TEXTS, ListOf, MapOf, Record, Scalar
from proxy.policy.functions import FUNCTIONS, METHODS
from proxy.policy.ir import Node, Op
from proxy.policy.regex import Form, Reduced, reduce_pattern

SHORT = 64
"""Characters; longer constants are passed in rather than written."""

PLAIN = TEXTS | NUMBERS | {Scalar.BOOL, Scalar.TIMESTAMP}
"""Types whose values Python compares as CEL does."""

INTEGER = {
    "+": "in_range({} + {})",
    "-": "in_range({} - {})",
    "*": "in_range({} * {})",
    "/": "in_range(divide({}, {}))",
}
DOUBLE = {"+": "({} + {})", "-": "({} - {})", "*": "({} * {})", "/": "divide_doubles({}, {})"}

RUNTIME: Mapping[str, Any] = {
    "__builtins__": {},
    "Exception": Exception,
    "all": all,
    "any": any,
    "len": len,
    "sum": sum,
    "tuple": tuple,
    "in_range": operators.in_range,
    "divide": operators.divide,
    "remainder": operators.remainder,
    "divide_doubles": operators.divide_doubles,
    "negate": operators.negate,
    "equal": operators.equal,
    "contains": operators.contains,
    "at": operators.at,
    "known": operators.known,
    "in_order": operators.in_order,
}
"""Everything that generated code can name besides its own constants."""


class Writer:
    """Writes expressions, and collects the constants that they name."""

    def __init__(self) -> None:
        self.constants: dict[str, Any] = {}
        self.bound: list[str] = []

    def write(self, node: Node) -> str:
        """Return Python for *node*."""
        return _WRITERS[node.op](self, node)

    def write_true(self, node: Node) -> str:
        """Return Python that is true exactly where *node* is TRUE: an error that is known beforehand is a no."""
        return self._decided(node, answer=True)

    def _decided(self, node: Node, *, answer: bool) -> str:
        """Return Python that is true exactly where *node* has the *answer*; De Morgan's laws with errors as neither."""
        match node.op:
            case Op.ERROR:
                return "False"
            case Op.NOT:
                return self._decided(node.args[0], answer=not answer)
            case Op.AND | Op.OR:
                word = " and " if (node.op is Op.AND) is answer else " or "
                return f"({word.join(self._decided(argument, answer=answer) for argument in node.args)})"
            case Op.CONDITIONAL:
                return self._decided_conditional(node, answer=answer)
            case Op.MACRO if node.value.name in {"exists", "all"}:
                return self.quantify(node, node.value.name, answer=answer)
        text = self.write(node)
        return text if answer else f"(not {text})"

    def _decided_conditional(self, node: Node, *, answer: bool) -> str:
        """Write `?:`; its condition once and as it is, or nested ones would double the text at every level."""
        condition, one, other = node.args
        yes, no = self._decided(one, answer=answer), self._decided(other, answer=answer)
        return f"({yes} if {self.write(condition)} else {no})"

    def constant(self, value: Any) -> str:
        """Return how a constant is written, or the name under which it is passed in."""
        if value is True or value is False or (type(value) is int and value >= 0):
            return repr(value)
        if type(value) is str and len(value) <= SHORT:
            return repr(value)
        return self.passed(value)

    def passed(self, value: Any) -> str:
        """Pass *value* in, and return its name."""
        name = f"k{len(self.constants)}"
        self.constants[name] = value
        return name

    def write_name(self, node: Node) -> str:
        """Write a variable; those that macros bind have names of ours, since CEL's may be words of Python."""
        if node.value in self.bound:
            return f"v{len(self.bound) - 1 - self.bound[::-1].index(node.value)}"
        return str(node.value)

    def write_select(self, node: Node) -> str:
        """Write a field of a record or a key of a map."""
        container = node.args[0]
        if not isinstance(container.type, Record):
            return f"{self.write(container)}[{self.constant(node.value)}]"
        text = f"{self.write(container)}.{node.value}"
        if _root(node) == "endpoint":
            return f"known({text})"
        return f"in_order({text})" if is_unordered(node) else text

    def write_has(self, node: Node) -> str:
        """Write a test for a field."""
        container = node.args[0]
        if isinstance(container.type, Record):
            return f"({self.write(container)}.{node.value} is not None)"
        return f"({self.constant(node.value)} in {self.write(container)})"

    def write_index(self, node: Node) -> str:
        """Write `list[index]`, which must not count from the end, or `map[key]`."""
        container, index = map(self.write, node.args)
        if isinstance(node.args[0].type, MapOf):
            return f"{container}[{index}]"
        return f"at({container}, {index})"

    def write_list(self, node: Node) -> str:
        """Write a list."""
        elements = [self.write(argument) for argument in node.args]
        return f"({', '.join(elements)}{',' if len(elements) == 1 else ''})"

    def write_call(self, node: Node) -> str:
        """Write a call of a function or method."""
        subject = self.write(node.args[0])
        match node.value:
            case "size":
                return f"len({subject})"
            case "startsWith" | "endsWith":
                return f"{subject}.{node.value.lower()}({self.write(node.args[1])})"
            case "contains":
                return f"({self.write(node.args[1])} in {subject})"
        if node.value == "matches":
            reduced = reduce_pattern(node.args[1].value)
            if reduced is not None:
                return self.write_reduced(subject, reduced)
        function = (METHODS if node.op is Op.METHOD else FUNCTIONS)[node.value]
        return f"{self.passed(function.apply(*(text.value for text in node.args[1:])))}({subject})"

    def write_reduced(self, subject: str, reduced: Reduced) -> str:
        """Write a pattern that is no more than a comparison."""
        text = self.constant(reduced.text)
        return REDUCED[reduced.form].format(subject=subject, text=text)

    def write_conditional(self, node: Node) -> str:
        """Write `?:`."""
        condition, one, other = map(self.write, node.args)
        return f"({one} if {condition} else {other})"

    def write_binary(self, node: Node) -> str:
        """Write an operator between two operands."""
        if node.value == "in":
            return self.write_membership(*node.args)
        left, right = map(self.write, node.args)
        kind = node.args[0].type
        if node.value in {"==", "!="}:
            if kind in PLAIN:
                return f"({left} {node.value} {right})"
            return f"equal({left}, {right})" if node.value == "==" else f"(not equal({left}, {right}))"
        if node.value == "%":
            return f"remainder({left}, {right})"
        if node.value in INTEGER:
            return (INTEGER if kind is Scalar.INT else DOUBLE)[node.value].format(left, right)
        return f"({left} {node.value} {right})"

    def write_membership(self, element: Node, container: Node) -> str:
        """Write `in`; a list of constant texts becomes a set."""
        texts = constant_texts(container)
        if texts is not None:
            return f"({self.write(element)} in {self.passed(texts)})"
        if isinstance(container.type, MapOf) or has_texts(container):
            return f"({self.write(element)} in {self.unordered(container)})"
        return f"contains({self.write(element)}, {self.write(container)})"

    def unordered(self, node: Node) -> str:
        """Return Python for a list of which only the elements count; a set needs no order then."""
        if is_unordered(node):
            return f"{self.write(node.args[0])}.{node.value}"
        return self.write(node)

    def write_macro(self, node: Node) -> str:
        """Write a comprehension."""
        name, variable = node.value.name, f"v{len(self.bound)}"
        if name in {"exists", "all"}:
            return self.quantify(node, name, answer=True, decide=self.write)
        over = self.write(node.args[0])
        self.bound.append(node.value.variable)
        bodies = [self.write(body) for body in node.args[1:]]
        self.bound.pop()
        each = f"for {variable} in {over}"
        match name, bodies:
            case "exists_one", [body]:
                return f"(sum([{body} {each}]) == 1)"
            case "filter", [body]:
                return f"tuple([{variable} {each} if {body}])"
            case "map", [condition, body]:
                return f"tuple([{body} {each} if {condition}])"
        return f"tuple([{bodies[0]} {each}])"

    def quantify(self, node: Node, name: str, *, answer: bool, decide: Callable[[Node], str] | None = None) -> str:
        """Write `exists` or `all` where it has the *answer*; one over constant texts asks a set."""
        met = meets_texts(node) if name == "exists" else None
        if met is not None:
            text = f"(not {self.passed(met)}.isdisjoint({self.unordered(node.args[0])}))"
            return text if answer else f"(not {text})"
        over, variable = self.unordered(node.args[0]), f"v{len(self.bound)}"
        self.bound.append(node.value.variable)
        body = decide(node.args[1]) if decide else self._decided(node.args[1], answer=answer)
        self.bound.pop()
        word = "any" if (name == "exists") is answer else "all"
        return f"{word}({body} for {variable} in {over})"


_WRITERS: Mapping[Op, Callable[[Writer, Node], str]] = {
    Op.LITERAL: lambda writer, node: writer.constant(node.value),
    Op.NAME: Writer.write_name,
    Op.SELECT: Writer.write_select,
    Op.HAS: Writer.write_has,
    Op.INDEX: Writer.write_index,
    Op.LIST: Writer.write_list,
    Op.CALL: Writer.write_call,
    Op.METHOD: Writer.write_call,
    Op.MACRO: Writer.write_macro,
    Op.AND: lambda writer, node: f"({' and '.join(map(writer.write, node.args))})",
    Op.OR: lambda writer, node: f"({' or '.join(map(writer.write, node.args))})",
    Op.NOT: lambda writer, node: f"(not {writer.write(node.args[0])})",
    Op.NEGATE: lambda writer, node: f"negate({writer.write(node.args[0])})",
    Op.CONDITIONAL: Writer.write_conditional,
    Op.BINARY: Writer.write_binary,
    Op.ERROR: lambda _writer, _node: "known(None)",
}

REDUCED: Mapping[Form, str] = {
    Form.EQUALS: "({subject} == {text})",
    Form.STARTS: "{subject}.startswith({text})",
    Form.ENDS: "{subject}.endswith({text})",
    Form.CONTAINS: "({text} in {subject})",
}


def _root(node: Node) -> Any:
    """Return the name at the root of a chain of fields."""
    while node.op in {Op.SELECT, Op.HAS}:
        node = node.args[0]
    return node.value if node.op is Op.NAME else None


def is_unordered(node: Node) -> bool:
    """Say whether a tree reads the one fact that is kept as a set."""
    return node.op is Op.SELECT and node.value == "tags" and _root(node) == "principal"


def has_texts(node: Node) -> bool:
    """Say whether a list has texts, which Python compares as CEL does."""
    return isinstance(node.type, ListOf) and node.type.element in TEXTS


def constant_texts(node: Node) -> frozenset[str] | None:
    """Return the elements of a list of constant texts; `None` for any other tree."""
    if (
        node.op is Op.LIST
        and node.args
        and all(type(each.value) is str and each.op is Op.LITERAL for each in node.args)
    ):
        return frozenset(each.value for each in node.args)
    if node.op is Op.LITERAL and type(node.value) is tuple and all(type(each) is str for each in node.value):
        return frozenset(node.value)
    return None


def meets_texts(node: Node) -> frozenset[str] | None:
    """Return the texts of which `xs.exists(x, x == "a")` or `xs.exists(x, x in ["a", "b"])` asks for one."""
    over, body = node.args
    if not (has_texts(over) or isinstance(over.type, MapOf)) or body.op is not Op.BINARY:
        return None
    left, right = body.args
    if body.value == "==" and right.op is Op.NAME:
        left, right = right, left
    if left.op is not Op.NAME or left.value != node.value.variable:
        return None
    if body.value == "in":
        return constant_texts(right)
    is_text = body.value == "==" and right.op is Op.LITERAL and type(right.value) is str
    return frozenset({right.value}) if is_text else None
