"""What people may write in an expression: every function, macro and operator in a sentence, with an example that holds.

The tables of `functions.py`, `operators.py` and the parser say what there is and what it does; a test holds these names to
theirs, and evaluates every example. The reference is made of both.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from proxy.policy.celtypes import show
from proxy.policy.functions import FUNCTIONS, METHODS, Function


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing to write: `forms` are how, `gives` is the type of the result, `example` is a condition."""

    sentence: str
    example: str
    forms: tuple[str, ...]
    gives: str


def _function(name: str, sentence: str, example: str) -> tuple[str, Entry]:
    """Return the entry of `f(x)`, with its types from the table."""
    function = FUNCTIONS[name]
    forms = tuple(f"{name}({', '.join((subject, *texts))})" for subject, texts in _arguments(function))
    return name, Entry(sentence=sentence, example=example, forms=forms, gives=show(function.result))


def _method(name: str, sentence: str, example: str) -> tuple[str, Entry]:
    """Return the entry of `x.f(...)`, with its types from the table."""
    function = METHODS[name]
    forms = tuple(f"{subject}.{name}({', '.join(texts)})" for subject, texts in _arguments(function))
    return name, Entry(sentence=sentence, example=example, forms=forms, gives=show(function.result))


def _arguments(function: Function) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each subject with each number of texts after it."""
    kind = "constant string" if function.needs_constants else "string"
    for subject in function.subjects:
        for count in function.texts:
            yield subject, (kind,) * count


def _entry(name: str, forms: str, gives: str, sentence: str, example: str) -> tuple[str, Entry]:
    """Return the entry of what has no types in a table; *forms* are parted by `; `."""
    return name, Entry(sentence=sentence, example=example, forms=tuple(forms.split("; ")), gives=gives)


FUNCTION_ENTRIES: Mapping[str, Entry] = dict(
    [
        _function(
            "size", "Counts characters of a text, elements of a list, keys of a map.", "size(request.tools) < 10"
        ),
        _entry(
            "has",
            "has(record.field); has(map.key)",
            "bool",
            "Says whether a fact is known, or a map has a key.",
            "has(endpoint.zdr) && !has(request.metadata.project)",
        ),
        _entry(
            "timestamp",
            "timestamp(constant string)",
            "timestamp",
            "A moment, as RFC 3339 writes it.",
            'request.time < timestamp("2027-01-31T00:00:00Z")',
        ),
    ]
)
"""What is written `f(x)`."""

_ZONE = "in UTC, or in the time zone that is named (`Europe/Berlin`, `+02:00`)"

METHOD_ENTRIES: Mapping[str, Entry] = dict(
    [
        _method("size", "The same as the function `size`.", "request.tags.size() > 0"),
        _method("startsWith", "Says whether a text begins with another.", 'request.model.startsWith("openai/")'),
        _method("endsWith", "Says whether a text ends with another.", 'principal.user.endsWith("@acme.example")'),
        _method("contains", "Says whether a text has another in it.", 'endpoint.id.contains("gpt")'),
        _method(
            "matches",
            "Says whether an RE2 pattern is found anywhere in a text; `^` and `$` bind it to its ends.",
            'principal.scope.matches("^acme/(health|research)$")',
        ),
        _method("getFullYear", f"The year, {_ZONE}.", "request.time.getFullYear() == 2026"),
        _method("getMonth", f"The month, {_ZONE}; January is 0.", "request.time.getMonth() == 10"),
        _method("getDate", f"The day of the month, {_ZONE}; the first is 1.", "request.time.getDate() == 23"),
        _method(
            "getDayOfMonth", f"The day of the month, {_ZONE}; the first is 0.", "request.time.getDayOfMonth() == 22"
        ),
        _method(
            "getDayOfWeek",
            f"The day of the week, {_ZONE}; Sunday is 0.",
            'request.time.getDayOfWeek("Europe/Berlin") in [1, 2, 3, 4, 5]',
        ),
        _method("getDayOfYear", f"The day of the year, {_ZONE}; the first is 0.", "request.time.getDayOfYear() < 366"),
        _method("getHours", f"The hour, {_ZONE}; 0 to 23.", 'request.time.getHours("Europe/Berlin") >= 8'),
        _method("getMinutes", f"The minute, {_ZONE}.", "request.time.getMinutes() == 30"),
        _method("getSeconds", f"The second, {_ZONE}.", "request.time.getSeconds() < 60"),
        _method("getMilliseconds", f"The thousandths of the second, {_ZONE}.", "request.time.getMilliseconds() < 1000"),
    ]
)
"""What is written `x.f(...)`."""

MACRO_ENTRIES: Mapping[str, Entry] = dict(
    [
        _entry(
            "exists",
            "xs.exists(x, condition)",
            "bool",
            "Says whether the condition holds for at least one element of a list or key of a map.",
            'request.tags.exists(tag, tag in ["phi", "pii"])',
        ),
        _entry(
            "all",
            "xs.all(x, condition)",
            "bool",
            "Says whether the condition holds for every one; for an empty list it does.",
            'endpoint.processing.all(country, country in ["SE", "FI"])',
        ),
        _entry(
            "exists_one",
            "xs.exists_one(x, condition)",
            "bool",
            "Says whether the condition holds for exactly one.",
            'request.tags.exists_one(tag, tag.startsWith("p"))',
        ),
        _entry(
            "filter",
            "xs.filter(x, condition)",
            "list",
            "The elements for which the condition holds.",
            'request.tools.filter(tool, tool.startsWith("get_")).size() > 0',
        ),
        _entry(
            "map",
            "xs.map(x, value); xs.map(x, condition, value)",
            "list",
            "The value for every element, or for those for which the condition holds.",
            '"vnd/health" in [principal.team].map(team, "vnd/" + team)',
        ),
    ]
)
"""What goes over a list or a map with a name for each element."""

_ORDER = "numbers among themselves, texts by code points, times"
_ARITHMETIC = "for two of one kind, `int` or `double`"

OPERATOR_ENTRIES: Mapping[str, Entry] = dict(
    [
        _entry(
            "==", "a == b", "bool", "The same value; an `int` may equal a `double`.", 'request.model == "openai/gpt"'
        ),
        _entry("!=", "a != b", "bool", "Not the same value.", 'endpoint.headquarters != "CN"'),
        _entry("in", "a in b", "bool", "A list has the element, or a map the key.", '"phi" in request.tags'),
        _entry("<", "a < b", "bool", f"Less: {_ORDER}.", "request.input_tokens < 100000"),
        _entry("<=", "a <= b", "bool", f"Less or equal: {_ORDER}.", "endpoint.price.output <= 20.0"),
        _entry(">", "a > b", "bool", f"Greater: {_ORDER}.", "endpoint.context_length > request.input_tokens"),
        _entry(">=", "a >= b", "bool", f"Greater or equal: {_ORDER}.", "endpoint.max_output_tokens >= 4096"),
        _entry(
            "&&",
            "a && b",
            "bool",
            "Both hold; one that does not decides, even where the other has no value.",
            "endpoint.zdr && !endpoint.training",
        ),
        _entry(
            "||",
            "a || b",
            "bool",
            "One of them holds; that decides, even where the other has no value.",
            'request.stream || "phi" in request.tags',
        ),
        _entry("!", "!a", "bool", "It does not hold.", "!request.stream"),
        _entry(
            "?:",
            "condition ? a : b",
            "the type of both",
            "One value where the condition holds, the other where not.",
            '"phi" in request.tags ? endpoint.zdr : true',
        ),
        _entry(
            "+",
            "a + b",
            "the type of both",
            f"The sum, {_ARITHMETIC}; or two texts or lists, joined.",
            "request.input_tokens + 4096 <= endpoint.context_length",
        ),
        _entry(
            "-",
            "a - b; -a",
            "the type of both",
            f"The difference, {_ARITHMETIC}; or the number with the other sign.",
            "endpoint.context_length - request.input_tokens > 0",
        ),
        _entry(
            "*",
            "a * b",
            "the type of both",
            f"The product, {_ARITHMETIC}.",
            "endpoint.price.output * 2.0 < 30.0",
        ),
        _entry(
            "/",
            "a / b",
            "the type of both",
            f"The quotient, {_ARITHMETIC}; of `int` without its fraction.",
            "endpoint.price.output / endpoint.price.input < 10.0",
        ),
        _entry(
            "%",
            "a % b",
            "int",
            "What division leaves, for `int`; with the sign of the first.",
            "request.time.getMinutes() % 10 == 0",
        ),
        _entry(
            "[]",
            "list[int]; map[string]",
            "the element's type",
            "An element by its place, from 0, or what a map has under a key; without a value where there is none.",
            'principal.labels["cost_center"] == "4711"',
        ),
        _entry(
            ".",
            "record.field; map.key",
            "the field's type",
            "A fact, or what a map has under a key that is a name; without a value where it is unknown.",
            'principal.labels.cost_center == "4711"',
        ),
    ]
)
"""What is written between values and around them."""
