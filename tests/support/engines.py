"""Everything that can evaluate an expression, to be held to each other; ours and other people's.

An engine makes a program of a checked tree, as `exact.build` does. Where one is known to differ from the specification,
the construct is named here with a way to recognise it, so that a difference is either explained or a finding.
"""

from collections.abc import Callable, Iterator, Mapping
from importlib.util import find_spec

from proxy.policy import exact, reference
from proxy.policy.celtypes import NUMBERS, ListOf, Scalar, Type
from proxy.policy.exact import Activation, Names, Program
from proxy.policy.ir import Node, Op, walk
from proxy.policy.partial import fold
from tests.support import generated

Build = Callable[[Node, Names], Program]
Shows = Callable[[Node], bool]

_FAILING_MACROS = frozenset({"map", "filter", "exists_one"})


def compares_numbers_of_two_types(node: Node) -> bool:
    """Say whether *node* holds an int against a double, or looks for one among the others."""
    return node.op is Op.BINARY and {_number(argument.type) for argument in node.args} == NUMBERS


def _number(kind: Type | None) -> Type | None:
    return kind.element if isinstance(kind, ListOf) else kind


def _divides_doubles(node: Node) -> bool:
    return node.op is Op.BINARY and node.value == "/" and node.type is Scalar.DOUBLE


def _computes_an_index(node: Node) -> bool:
    return node.op is Op.INDEX and isinstance(node.args[0].type, ListOf) and node.args[1].op is not Op.LITERAL


def _asks_joined_text(node: Node) -> bool:
    is_question = node.op is Op.METHOD and node.value == "contains"
    return is_question and any(each.op is Op.BINARY and each.value == "+" for each in walk(node.args[0]))


def _has_of_a_part(node: Node) -> bool:
    return node.op is Op.HAS and node.args[0].op not in {Op.NAME, Op.SELECT}


def _takes_a_remainder(node: Node) -> bool:
    return node.op is Op.BINARY and node.value == "%"


def _maps_some(node: Node) -> bool:
    return node.op is Op.MACRO and node.value.name == "map" and len(node.args) > 2


def _lets_errors_out(node: Node) -> bool:
    return node.op is Op.MACRO and node.value.name in _FAILING_MACROS


def _is_the_empty_list(node: Node) -> bool:
    return node.op is Op.LIST and not node.args


def _binds_google(node: Node) -> bool:
    return node.op is Op.MACRO and node.value.variable == "google"


CEL_PYTHON: Mapping[str, Shows] = {
    "numbers of two types compared": compares_numbers_of_two_types,
    "a double divided by zero": _divides_doubles,
    "an index below zero": _computes_an_index,
    "joined text asked what it contains": _asks_joined_text,
    "`has` of a part of what has no value": _has_of_a_part,
    "the lowest number modulo -1": _takes_a_remainder,
    "`map` with a condition": _maps_some,
    "an error in `map`, `filter` or `exists_one`, absorbed outside": _lets_errors_out,
    "an error beside the empty list, absorbed outside": _is_the_empty_list,
    "a variable with the name `google`": _binds_google,
}
"""How to recognise each of `reference.DIFFERENCES`."""

CEL_CPP: Mapping[str, Shows] = {
    "an int too large for a double, compared with one": compares_numbers_of_two_types,
}
"""cel-cpp makes a double of the int, where the specification has both on one line of numbers."""


def engines() -> Mapping[str, Build]:
    """Return every engine that can be had here but the exact one, by name."""
    return dict(_available())


def _available() -> Iterator[tuple[str, Build]]:
    yield "cel-python", reference.build
    if find_spec("cel_expr_python"):
        from tests.support import celcpp

        yield "cel-cpp", celcpp.build
    yield "generated", generated.build
    yield "folded", _build_folded
    yield "folded and generated", _build_verdict


def _build_folded(node: Node, names: Names) -> Program:
    """Return what evaluates the rest of *node* that is left when its endpoint is known, or what is constant in it."""

    def run(activation: Activation) -> object:
        return exact.evaluate(exact.build(_fold(node, names, activation), names), activation)

    return run


def _build_verdict(node: Node, names: Names) -> Program:
    """Return what policies do: fold, and ask in Python whether what is left is true; what is not, is as it was."""

    def run(activation: Activation) -> object:
        only_true = generated.compile_verdict(_fold(node, names, activation), names)
        careful = exact.build(node, names)
        try:
            return True if only_true(*activation) else _not_true(careful, activation)
        except Exception:  # noqa: BLE001 - whatever generated Python raises, it is not believed
            return careful(activation)

    return run


def _not_true(careful: Program, activation: Activation) -> object:
    """Return false or the error that the exact evaluator has; its TRUE would be a finding, and is told as a text."""
    value = careful(activation)
    return "true, which generated Python denies" if value is True else value


def _fold(node: Node, names: Names, activation: Activation) -> Node:
    return fold(node, {"endpoint": dict(zip(names, activation, strict=True)).get("endpoint")})


def explain(engine: str, node: Node) -> str | None:
    """Return the name of a known difference of *engine* that can show in *node*."""
    known = {"cel-python": CEL_PYTHON, "cel-cpp": CEL_CPP}.get(engine, {})
    return next((name for name, shows in known.items() if any(map(shows, walk(node)))), None)
