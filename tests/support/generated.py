"""Single conditions as generated Python, which policies have in blocks only: for tests that compare evaluators."""

from collections.abc import Callable
from typing import Any

from proxy.policy import exact
from proxy.policy.codegen import compile_text
from proxy.policy.exact import Activation, Names, Program
from proxy.policy.ir import Node


def compile_condition(node: Node, names: Names) -> Callable[..., Any]:
    """Return a function of *names* with the value of *node*; it may raise where CEL has none."""
    return compile_text(names, lambda writer: writer.write(node))


def compile_verdict(node: Node, names: Names) -> Callable[..., Any]:
    """Return a function of *names* that is true exactly where *node* is; it may raise where CEL has no value."""
    return compile_text(names, lambda writer: writer.write_true(node))


def build(node: Node, names: Names) -> Program:
    """Return what evaluates a checked tree as generated Python, and exactly where that raises."""
    fast, careful = compile_condition(node, names), exact.build(node, names)

    def run(activation: Activation) -> Any:
        try:
            return fast(*activation)
        except Exception:  # noqa: BLE001 - whatever it raises, it is not believed
            return careful(activation)

    return run
