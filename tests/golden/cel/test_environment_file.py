"""The CEL environment file, read by another implementation: cel-cpp, through cel-expr-python."""

import pytest

from proxy.cli.reference.environment import environment_file
from proxy.policy.manual import FUNCTION_ENTRIES, MACRO_ENTRIES, METHOD_ENTRIES, OPERATOR_ENTRIES

cel = pytest.importorskip("cel_expr_python.cel", reason="cel-expr-python is not installed")

TABLES = [FUNCTION_ENTRIES, METHOD_ENTRIES, MACRO_ENTRIES, OPERATOR_ENTRIES]
EXAMPLES = sorted({entry.example for table in TABLES for entry in table.values()})


@pytest.fixture(scope="module")
def environment():
    """What the other implementation makes of the file."""
    return cel.NewEnv(config=cel.NewEnvConfigFromYaml(environment_file()))


@pytest.mark.parametrize("example", EXAMPLES)
def test_what_the_manual_shows_is_good_there_too(environment, example):
    """The same names with the same types, and every function and macro that we have."""
    assert environment.compile(example).return_type() == cel.Type.BOOL


@pytest.mark.parametrize(
    "text",
    [
        "request.input_tokens == request.model",
        "1 in request.tags",
        "endpoint.price.output.startsWith('1')",
        "principal.labels.cost_center == 4711",
        "nobody.key == ''",
        "duration('1h') == duration('60m')",
        "int(request.model) == 1",
    ],
)
def test_what_we_refuse_is_refused_there_too(environment, text):
    """Facts have types there, and what is not in our subset is not in the file."""
    with pytest.raises(Exception, match=r"no matching overload|undeclared reference"):
        environment.compile(text)
