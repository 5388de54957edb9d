"""The manual: complete, and every example in it holds."""

import pytest

from proxy.policy.check import compile_expression
from proxy.policy.environment import Scope
from proxy.policy.exact import build, evaluate
from proxy.policy.functions import FUNCTIONS, METHODS
from proxy.policy.manual import FUNCTION_ENTRIES, MACRO_ENTRIES, METHOD_ENTRIES, OPERATOR_ENTRIES
from proxy.policy.operators import BINARY
from proxy.policy.parse import MACROS
from proxy.policy.view import view_endpoint
from tests.support.policies import endpoint, principal, request_facts

TABLES = [FUNCTION_ENTRIES, METHOD_ENTRIES, MACRO_ENTRIES, OPERATOR_ENTRIES]
ENTRIES = [pytest.param(name, entry, id=f"{entry.forms[0]}") for table in TABLES for name, entry in table.items()]

REQUEST = request_facts(tags=("phi",), tools=("get_weather",))
CALLER = principal(user="ada@acme.example", labels={"cost_center": "4711"})


def test_every_word_of_the_language_has_an_entry():
    """Functions, methods, macros and operators: what can be written is in the reference, and nothing else is."""
    assert set(FUNCTIONS) | {"has", "timestamp"} == set(FUNCTION_ENTRIES)
    assert list(METHODS) == list(METHOD_ENTRIES)
    assert set(MACROS) == set(MACRO_ENTRIES)
    assert set(BINARY) | {"&&", "||", "!", "?:", "[]", "."} == set(OPERATOR_ENTRIES)


@pytest.mark.parametrize(("name", "entry"), ENTRIES)
def test_an_example_holds(name, entry):
    """An example that is wrong teaches it; each uses what it is about, and is true of an ordinary call."""
    node = compile_expression(entry.example, Scope.REQUIRE)

    assert name in entry.example or name in {"?:", "[]"}
    assert evaluate(build(node, tuple(Scope.REQUIRE.names)), (REQUEST, CALLER, view_endpoint(endpoint()))) is True


def test_forms_show_what_may_follow():
    """A text that must be constant is called so."""
    assert ("size(string)", "size(list)", "size(map)") == FUNCTION_ENTRIES["size"].forms
    assert ("string.matches(constant string)",) == METHOD_ENTRIES["matches"].forms
    assert ("timestamp.getHours()", "timestamp.getHours(constant string)") == METHOD_ENTRIES["getHours"].forms
