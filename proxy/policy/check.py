"""The static type check: every mistake that can be found without a call is found here, with its place and a way out.

A checked expression can still fail for four reasons: an unknown fact, a missing key, an index, a number out of range.
The check gives every node its type, and turns an `int` constant into a `double` where it meets one (`price.input + 1`).
"""

import difflib
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from functools import lru_cache

from proxy.policy.celtypes import (
    NUMBERS,
    TEXTS,
    ListOf,
    MapOf,
    Record,
    Scalar,
    Type,
    are_comparable,
    element_of,
    show,
    type_of_macro,
    unify,
)
from proxy.policy.countries import misspelt
from proxy.policy.environment import CALL_AND_ENDPOINT, Scope
from proxy.policy.functions import FUNCTIONS, METHODS, BadConstant, Function
from proxy.policy.hints import (
    instead_of_equality,
    instead_of_list,
    instead_of_method,
    instead_of_name,
    instead_of_value,
    meant_field,
)
from proxy.policy.ir import Node, Op, promoted
from proxy.policy.parse import parse
from proxy.policy.problem import ExpressionProblem, InvalidExpression
from proxy.policy.variables import VARIABLES, Variables, substitute, visible

Names = Mapping[str, Type]

_CONSTANTS = {"bool": Scalar.BOOL, "int": Scalar.INT, "float": Scalar.DOUBLE, "str": Scalar.STRING}
_ORDERED = frozenset({Scalar.BOOL, Scalar.TIMESTAMP}) | TEXTS
_EQUALITY = {"==": "false", "!=": "true"}
_ORDERING = frozenset({"<", "<=", ">", ">="})

NONE: Variables = {}

MOST_TEXTS = 8192
"""Trees that are kept: more than a directory of 2,000 policies has expressions."""

UNSEEN = "a variable is seen by those after it; one that reads `endpoint`, by `where` alone"


def check_expression(text: str, scope: Scope, variables: Variables = NONE) -> tuple[ExpressionProblem, ...]:
    """Return what is wrong with *text* where it stands in *scope*, in the order of the text; nothing if it is good."""
    try:
        compile_expression(text, scope, variables)
    except InvalidExpression as invalid:
        return invalid.problems
    return ()


def compile_expression(text: str, scope: Scope, variables: Variables = NONE) -> Node:
    """Return the checked tree of a condition, *variables* written out; `InvalidExpression` with all problems otherwise."""
    if not variables:
        return _condition(text, scope)
    return substitute(_checked(text, {**scope.names, **visible(variables, scope)}), variables)


@lru_cache(maxsize=MOST_TEXTS)
def _condition(text: str, scope: Scope) -> Node:
    """Return the checked tree of a condition without variables: the check and the build after it ask for the same."""
    return _checked(text, scope.names)


def _checked(text: str, names: Names) -> Node:
    checker = _Checker()
    node = checker.check(parse(text), names)
    checker.expect_bool(node, "the expression")
    checker.refuse()
    return node


def check_tree(node: Node, names: Names) -> Node:
    """Return *node* with types, over variables of any names and types, and of any type itself; raises as above."""
    checker = _Checker()
    checked = checker.check(node, names)
    checker.refuse()
    return checked


def compile_variable(text: str, variables: Variables = NONE) -> Node:
    """Return the checked tree of a variable of any type, which may read those before it; raises as above."""
    names = {**Scope.REQUIRE.names, **visible(variables, Scope.REQUIRE)}
    return substitute(check_tree(parse(text), names), variables)


def _meant(name: str, known: Collection[str]) -> str | None:
    """Return the hint for a name that is nearly a known one."""
    close = difflib.get_close_matches(name, known, 1)
    return f"did you mean `{close[0]}`?" if close else None


class _Checker:
    """One walk that types every node and collects problems; a node without a type has been reported already."""

    def __init__(self) -> None:
        self.problems: list[ExpressionProblem] = []
        self.parent: Node | None = None
        """The operator whose right operand is looked at, its left one checked already."""

    def check(self, node: Node, names: Names) -> Node:
        """Return *node* with its type and those of all below it."""
        return _RULES[node.op](self, node, names)

    def check_below(self, node: Node, names: Names) -> Node:
        """Return *node* with all below it checked."""
        return replace(node, args=tuple(self.check(argument, names) for argument in node.args))

    def report(self, node: Node, message: str, hint: str | None = None) -> None:
        """Add a problem at the place of *node*."""
        self.problems.append(ExpressionProblem(line=node.line, column=node.column, message=message, hint=hint))

    def refuse(self) -> None:
        """Raise the problems found, if there are any."""
        if self.problems:
            raise InvalidExpression(sorted(self.problems, key=lambda problem: (problem.line, problem.column)))

    def expect_bool(self, node: Node, what: str) -> None:
        """Report *node* unless it is a bool."""
        if node.type not in {None, Scalar.BOOL}:
            self.report(node, f"{what} must be bool, and is {_shown(node)}", instead_of_value(node.type))

    def check_literal(self, node: Node, _names: Names) -> Node:
        """Type a constant by its value."""
        return replace(node, type=_CONSTANTS.get(type(node.value).__name__, Scalar.TIMESTAMP))

    def check_name(self, node: Node, names: Names) -> Node:
        """Type a variable, which must be one of *names*."""
        if node.value in names:
            return replace(node, type=names[node.value])
        if node.value in CALL_AND_ENDPOINT:
            hint = "only `where`, under `require`, knows the endpoint"
            self.report(node, f"`{node.value}` cannot be read here", hint)
        elif node.value == VARIABLES:
            self.report(node, "there is no variable to be read here", "`variables` of the policy gives them names")
        else:
            hint = _meant(node.value, names) or instead_of_name(node.value, self.parent, names)
            self.report(node, f"unknown name `{node.value}`", hint)
        return node

    def check_field(self, node: Node, names: Names) -> Node:
        """Type a selection or the test for one."""
        node = self.check_below(node, names)
        kind = self.type_of_field(node, node.args[0].type)
        if node.op is Op.HAS and node.args[0].value == VARIABLES:
            self.report(node, "a variable is always there", "ask `has` of the fact itself")
        return replace(node, type=kind and Scalar.BOOL) if node.op is Op.HAS else replace(node, type=kind)

    def type_of_field(self, node: Node, kind: Type | None) -> Type | None:
        """Return the type of the field of *kind* that *node* names."""
        match kind:
            case MapOf(value):
                return value
            case Record(name, fields):
                if node.value not in fields:
                    hint = (
                        UNSEEN
                        if name == VARIABLES and not _meant(node.value, fields)
                        else meant_field(node.value, fields)
                    )
                    self.report(node, f"`{name}` has no field `{node.value}`", hint)
                return fields.get(node.value)
            case Scalar() | ListOf():
                self.report(node, f"{show(kind)} has no fields, so no `{node.value}`")
        return None

    def check_index(self, node: Node, names: Names) -> Node:
        """Type `list[int]` and `map[string]`."""
        node = self.check_below(node, names)
        over, index = node.args
        if over.type is None or index.type is None:
            return node
        match over.type, index.type:
            case ListOf(element), Scalar.INT:
                if index.op is Op.LITERAL and index.value < 0:
                    self.report(index, f"the index {index.value} is always an error", "the first element is `[0]`")
                return replace(node, type=element)
            case MapOf(value), Scalar.STRING | Scalar.COUNTRY:
                return replace(node, type=value)
        self.report(node, f"{_shown(over)} cannot be indexed with {_shown(index)}")
        return node

    def check_list(self, node: Node, names: Names) -> Node:
        """Type a list, whose elements must have one type."""
        node = self.check_below(node, names)
        kind: Type = Scalar.NOTHING
        for element in node.args:
            if element.type is None:
                return node
            together = unify(kind, element.type)
            if together is None:
                hint = "write every number with a point" if {kind, element.type} == NUMBERS else None
                self.report(element, f"a list of {show(kind)} cannot have {_shown(element)} in it", hint)
                return node
            kind = together
        return replace(node, type=ListOf(kind))

    def check_call(self, node: Node, names: Names) -> Node:
        """Type a call of a function or method."""
        node = self.check_below(node, names)
        table = METHODS if node.op is Op.METHOD else FUNCTIONS
        function = table.get(node.value)
        if function is None:
            subject = node.args[0].type if node.op is Op.METHOD else None
            hint = _meant(node.value, table) or instead_of_method(node.value, subject)
            self.report(node, f"unknown function `{node.value}`", hint)
            return node
        if all(argument.type is not None for argument in node.args):
            self.check_arguments(node, function)
        return replace(node, type=function.result)

    def check_arguments(self, node: Node, function: Function) -> None:
        """Report arguments that *function* does not take."""
        subject, texts = node.args[:1], node.args[1:]
        fits = all(function.takes(kind) for kind in _types(subject)) and all(kind in TEXTS for kind in _types(texts))
        if not subject or not fits or len(texts) not in function.texts:
            taken = f"{' or '.join(function.subjects)}{', string' * max(function.texts)}"
            given = ", ".join(_shown(argument) for argument in node.args)
            hint = (
                instead_of_method(node.value, node.args[0].type)
                if subject and not all(function.takes(kind) for kind in _types(subject))
                else None
            )
            self.report(node, f"`{node.value}` takes ({taken}), and got ({given})", hint)
        elif function.needs_constants:
            self.check_constants(node, texts, function)

    def check_constants(self, node: Node, texts: tuple[Node, ...], function: Function) -> None:
        """Report arguments that are not constant, or that the function cannot be prepared with."""
        if any(text.op is not Op.LITERAL for text in texts):
            self.report(node, f"`{node.value}` needs a constant text")
            return
        try:
            function.apply(*(text.value for text in texts))
        except BadConstant as error:
            self.report(texts[0], str(error))

    def check_macro(self, node: Node, names: Names) -> Node:
        """Type a comprehension, whose variable is an element of a list or a key of a map."""
        over = self.check(node.args[0], names)
        element = element_of(over.type)
        if node.value.variable in names:
            self.report(node, f"`{node.value.variable}` already has a meaning here", "choose another name")
        if over.type is not None and element is None:
            self.report(node, f"`{node.value.name}` goes over a list or map, not over {_shown(over)}")
        if element is None or node.value.variable in names:
            return replace(node, args=(over, *node.args[1:]))
        bodies = [self.check(body, {**names, node.value.variable: element}) for body in node.args[1:]]
        predicates = bodies[:-1] if node.value.name == "map" else bodies
        for body in predicates:
            self.expect_bool(body, f"the condition of `{node.value.name}`")
        kind = type_of_macro(node.value.name, element, bodies[-1].type)
        return replace(node, args=(over, *bodies), type=kind)

    def check_logic(self, node: Node, names: Names) -> Node:
        """Type `&&`, `||` and `!`."""
        node = self.check_below(node, names)
        for operand in node.args:
            self.expect_bool(operand, f"an operand of `{node.op.value}`")
        return replace(node, type=Scalar.BOOL)

    def check_negation(self, node: Node, names: Names) -> Node:
        """Type `-x`."""
        node = self.check_below(node, names)
        kind = node.args[0].type
        if kind not in NUMBERS | {None}:
            self.report(node, f"`-` needs a number, and got {_shown(node.args[0])}")
        return replace(node, type=kind)

    def check_conditional(self, node: Node, names: Names) -> Node:
        """Type `condition ? one : other`, whose branches must have one type."""
        node = self.check_below(node, names)
        self.expect_bool(node.args[0], "the condition of `?:`")
        one, other = promoted(node.args[1], node.args[2])
        if one.type is None or other.type is None:
            return node
        kind = unify(one.type, other.type)
        if kind is None:
            self.report(node, f"the branches of `?:` differ: {_shown(one)} and {_shown(other)}")
        return replace(node, args=(node.args[0], one, other), type=kind)

    def check_binary(self, node: Node, names: Names) -> Node:
        """Type an operator between two operands."""
        first = self.check(node.args[0], names)
        self.parent = replace(node, args=(first, node.args[1]))
        second = self.check(node.args[1], names)
        self.parent = None
        left, right = promoted(first, second)
        node = replace(node, args=(left, right))
        if left.type is None or right.type is None:
            return node
        if node.value in _EQUALITY:
            return self.check_equality(node, left.type, right.type)
        if node.value == "in":
            return self.check_membership(node, left.type, right.type)
        if node.value in _ORDERING:
            return self.check_ordering(node, left.type, right.type)
        return self.check_arithmetic(node, left.type, right.type)

    def check_equality(self, node: Node, left: Type, right: Type) -> Node:
        """Type `==` and `!=`, which would say nothing between values that can never be equal."""
        if not are_comparable(left, right):
            answer = _EQUALITY[node.value]
            hint = instead_of_list(*node.args) or instead_of_equality(left, right)
            self.report(node, f"{show(left)} `{node.value}` {show(right)} is always {answer}", hint)
        self.check_countries(node, node.args[0], right)
        self.check_countries(node, node.args[1], left)
        return replace(node, type=Scalar.BOOL)

    def check_membership(self, node: Node, left: Type, right: Type) -> Node:
        """Type `in`, which is for lists and the keys of maps."""
        element = element_of(right)
        if element is None:
            hint = "`text.contains(part)` looks into a text" if right in TEXTS else None
            self.report(node, f"`in` needs a list or map on its right, and got {show(right)}", hint)
        elif not are_comparable(left, element):
            self.report(node, f"{show(left)} `in` {show(right)} is always false")
        else:
            self.check_countries(node, node.args[0], element)
            self.check_countries(node, node.args[1], ListOf(left))
        return replace(node, type=Scalar.BOOL)

    def check_ordering(self, node: Node, left: Type, right: Type) -> Node:
        """Type `<` and its kin."""
        are_numbers = left in NUMBERS and right in NUMBERS
        if not are_numbers and unify(left, right) not in _ORDERED | NUMBERS:
            hint = instead_of_equality(left, right)
            self.report(node, f"`{node.value}` cannot order {show(left)} and {show(right)}", hint)
        return replace(node, type=Scalar.BOOL)

    def check_arithmetic(self, node: Node, left: Type, right: Type) -> Node:
        """Type `+ - * / %`; `+` also joins texts and lists."""
        kind = unify(left, right)
        joins = node.value == "+" and (kind == Scalar.STRING or isinstance(kind, ListOf))
        if joins or kind == Scalar.INT or (kind == Scalar.DOUBLE and node.value != "%"):
            return replace(node, type=kind)
        self.report(node, f"`{node.value}` has no overload for {show(left)} and {show(right)}")
        return node

    def check_countries(self, node: Node, constant: Node, kind: Type) -> None:
        """Report constants that can never be equal to a country, where *kind* says that they meet one."""
        match kind:
            case ListOf(element) if constant.op is Op.LIST:
                for each in constant.args:
                    self.check_countries(node, each, element)
            case Scalar.COUNTRY if constant.op is Op.LITERAL:
                hint = misspelt(constant.value)
                if hint is not None:
                    self.report(constant, f"`{constant.value}` is no country", hint)


_RULES: Mapping[Op, Callable[[_Checker, Node, Names], Node]] = {
    Op.LITERAL: _Checker.check_literal,
    Op.NAME: _Checker.check_name,
    Op.SELECT: _Checker.check_field,
    Op.HAS: _Checker.check_field,
    Op.INDEX: _Checker.check_index,
    Op.LIST: _Checker.check_list,
    Op.CALL: _Checker.check_call,
    Op.METHOD: _Checker.check_call,
    Op.MACRO: _Checker.check_macro,
    Op.AND: _Checker.check_logic,
    Op.OR: _Checker.check_logic,
    Op.NOT: _Checker.check_logic,
    Op.NEGATE: _Checker.check_negation,
    Op.CONDITIONAL: _Checker.check_conditional,
    Op.BINARY: _Checker.check_binary,
}


def _shown(node: Node) -> str:
    """Return the name of a checked node's type."""
    return "nothing" if node.type is None else show(node.type)


def _types(nodes: tuple[Node, ...]) -> list[Type]:
    return [node.type for node in nodes if node.type is not None]
