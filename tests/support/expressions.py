"""Random well-typed expressions, and facts for them to be about: what tests that compare evaluators run on.

The writers take a `random.Random`, so that a plain loop can make a hundred thousand cases; the strategies give them one
of hypothesis' own, so that it can shrink. Every operator, function and macro of the subset comes up, and what goes wrong
in evaluators: numbers at the edge of 64 bits, missing keys, indices, unknown facts, errors that are absorbed.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from random import Random

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from proxy.policy.celtypes import ListOf, MapOf, Record, Scalar, Type
from proxy.policy.environment import ENDPOINT, PRICE, PRINCIPAL, REQUEST, Scope
from proxy.policy.facts import RequestFacts
from proxy.policy.literals import write_string
from proxy.policy.principal import Principal
from proxy.policy.view import EndpointView, PriceView
from tests.support.policies import principal, request_facts

WORDS = ["phi", "eu", "", "gpt", "gpt-4o", "openai/gpt", "a.b", "é𝒳", "gpt\nphi", "phi\n", "Phi"]
COUNTRIES = ["SE", "US", "DE"]
KEYS = ["a", "b", "phi"]
HIGHEST = 2**63 - 1
INTS = [0, 0, 1, -1, 2, 3, 7, 30, -7, HIGHEST, -HIGHEST - 1, HIGHEST // 2 + 1]
DOUBLES = [0.0, 0.5, 1.25, 3.0, -2.5, 1e300, 9223372036854775807.0]
TIMES = ["2026-11-23T12:30:00Z", "2027-01-01T00:00:00Z", "2026-02-28T23:59:59.999Z"]
PATTERNS = [
    "gpt", "^gpt", "^gpt.*", "^gpt-.*$", "phi$", "^phi$", "^phi.*$", "", "^", "$", "^$", ".*", "^.*$", "g.t", "^a\\.b",
    "a\\.b$", "(?i)PHI", "(?s)^gpt.phi", "(?m)^phi$", "^gpt|phi$", "^(gpt|phi)", "[eé]", "p+", "gpt.*phi", "^openai/",
]  # fmt: skip
ZONES = ["", "'UTC'", "'Europe/Berlin'", "'-05:30'"]
CLOCK = ["FullYear", "Month", "Date", "DayOfMonth", "DayOfWeek", "DayOfYear", "Hours", "Minutes", "Seconds"]
CONSTANT = {Scalar.STRING: WORDS, Scalar.COUNTRY: COUNTRIES, Scalar.INT: INTS, Scalar.DOUBLE: DOUBLES}

WORDS_LIST, COUNTRY_LIST, INT_LIST = ListOf(Scalar.STRING), ListOf(Scalar.COUNTRY), ListOf(Scalar.INT)
TABLE = MapOf(Scalar.STRING)

Facts = dict[Type, list[str]]


def _facts_of(path: str, kind: Type) -> list[tuple[Type, str]]:
    """Return the type and the path of everything that can be read below *path*."""
    inner = kind.fields.items() if isinstance(kind, Record) else ()
    below = [found for name, each in inner for found in _facts_of(f"{path}.{name}", each)]
    return [(kind, path), *below]


def facts_in(scope: Scope) -> Facts:
    """Return the facts that an expression in *scope* may read, by type."""
    found: Facts = {}
    for name, kind in scope.names.items():
        for each, path in _facts_of(name, kind):
            found.setdefault(each, []).append(path)
    return found


class Writer:
    """Writes one expression; `fuel` bounds its size, and every choice costs some."""

    def __init__(self, rng: Random, scope: Scope, fuel: int = 24) -> None:
        self.rng = rng
        self.facts = facts_in(scope)
        self.fuel = fuel
        self.macros = 0
        self.bound = 0
        self.rules: dict[Type, list[Callable[[], str]]] = {
            Scalar.BOOL: [
                self.logic, self.logic, self.negation, self.condition, self.equality, self.ordering, self.membership,
                self.membership, self.on_text, self.search, self.presence, self.quantifier, self.quantifier,
                self.quantifier_over_constants, self.failure,
            ],
            Scalar.INT: [self.sum_of_ints, self.size, self.clock, self.element_of_ints, self.negative],
            Scalar.DOUBLE: [self.sum_of_doubles, self.negative_double],
            Scalar.STRING: [self.joined, self.under_key, self.element, self.chosen_text],
            WORDS_LIST: [self.filtered, self.mapped, self.joined_lists],
            INT_LIST: [self.sizes],
        }  # fmt: skip

    def write(self, kind: Type) -> str:
        """Return an expression of this type."""
        self.fuel -= 1
        rules = self.rules.get(kind, [])
        if self.fuel > 0 and rules and self.rng.random() < 0.65:
            return self.rng.choice(rules)()
        return self.leaf(kind)

    def write_condition(self) -> str:
        """Return a condition that is more than one word."""
        return self.rng.choice(self.rules[Scalar.BOOL])()

    def leaf(self, kind: Type) -> str:
        """Return a fact, a bound variable or a constant."""
        facts = self.facts.get(kind, [])
        if facts and (kind not in CONSTANT or self.rng.random() < 0.7):
            return self.rng.choice(facts[-2:] if self.macros and self.rng.random() < 0.5 else facts)
        return self.constant(kind)

    def constant(self, kind: Type) -> str:
        """Return a constant."""
        match kind:
            case Scalar.BOOL:
                return self.rng.choice(["true", "false"])
            case Scalar.STRING | Scalar.COUNTRY:
                return write_string(self.rng.choice(CONSTANT[kind]))
            case Scalar.TIMESTAMP:
                return f"timestamp('{self.rng.choice(TIMES)}')"
            case ListOf(element):
                length = self.rng.choice([0, 1, 2, 2, 3])
                return f"[{', '.join(self.constant(element) for _ in range(length))}]"
        return repr(self.rng.choice(CONSTANT[kind]))

    def failure(self) -> str:
        """Return what has no value."""
        return self.rng.choice(
            ["(1 / 0 == 1)", "(1 % 0 == 1)", "(request.metadata.none == '')", "(request.tags[9] == '')"]
        )

    def logic(self) -> str:
        """Join two or three conditions."""
        operator = self.rng.choice([" && ", " || "])
        return f"({operator.join(self.write(Scalar.BOOL) for _ in range(self.rng.choice([2, 2, 3])))})"

    def negation(self) -> str:
        """Deny a condition."""
        return f"!{self.write(Scalar.BOOL)}"

    def condition(self) -> str:
        """Choose between conditions."""
        return f"({self.write(Scalar.BOOL)} ? {self.write(Scalar.BOOL)} : {self.write(Scalar.BOOL)})"

    def equality(self) -> str:
        """Compare values of one type, now and then with a constant on either side, or numbers of two types."""
        kinds = [Scalar.STRING, Scalar.STRING, Scalar.INT, Scalar.DOUBLE, Scalar.BOOL, WORDS_LIST]
        kinds += [Scalar.COUNTRY, COUNTRY_LIST] if Scalar.COUNTRY in self.facts else []
        left = right = self.rng.choice(kinds)
        if left in {Scalar.INT, Scalar.DOUBLE}:
            right = self.rng.choice([Scalar.INT, Scalar.DOUBLE])
        pair = [self.write(left), self.constant(right) if self.rng.random() < 0.4 else self.write(right)]
        self.rng.shuffle(pair)
        return f"({pair[0]} {self.rng.choice(['==', '==', '!='])} {pair[1]})"

    def ordering(self) -> str:
        """Order numbers, of two types now and then, or other values of one type."""
        numbers = [Scalar.INT, Scalar.DOUBLE]
        left = self.rng.choice([*numbers, *numbers, Scalar.STRING, Scalar.TIMESTAMP, Scalar.BOOL])
        right = self.rng.choice(numbers) if left in numbers else left
        return f"({self.write(left)} {self.rng.choice(['<', '<=', '>', '>='])} {self.write(right)})"

    def membership(self) -> str:
        """Ask a list of facts, a constant list, a list with a fact in it, or the keys of a map."""
        kind, over = self.rng.choice([(Scalar.STRING, WORDS_LIST), (Scalar.INT, INT_LIST), (Scalar.STRING, TABLE)])
        if Scalar.COUNTRY in self.facts and self.rng.random() < 0.3:
            kind, over = Scalar.COUNTRY, COUNTRY_LIST
        if isinstance(over, ListOf) and self.rng.random() < 0.5:
            constants = self.constant(over)
            container = constants if self.rng.random() < 0.8 else f"[{self.write(kind)}]"
        else:
            container = self.write(over)
        return f"({self.write(kind)} in {container})"

    def on_text(self) -> str:
        """Ask two texts."""
        name = self.rng.choice(["startsWith", "endsWith", "contains"])
        return f"{self.write(Scalar.STRING)}.{name}({self.write(Scalar.STRING)})"

    def search(self) -> str:
        """Search a text by a pattern."""
        return f"{self.write(Scalar.STRING)}.matches({write_string(self.rng.choice(PATTERNS))})"

    def presence(self) -> str:
        """Ask for a key, or for a fact that may be unknown."""
        table = self.rng.choice(self.facts[TABLE])
        known = [path for paths in self.facts.values() for path in paths if path.startswith("endpoint.")]
        fact = f"{table}.{self.rng.choice(KEYS)}" if not known or self.rng.random() < 0.4 else self.rng.choice(known)
        return f"has({fact})"

    def macro(self, name: str, over: str, element: Type, body: Type) -> str:
        """Go over *over* with a new variable of the type *element*; nested no deeper than the parser allows."""
        if self.macros == 2:
            return self.constant(Scalar.BOOL)
        variable = f"v{self.bound}"
        self.bound, self.macros = self.bound + 1, self.macros + 1
        self.facts.setdefault(element, []).append(variable)
        text = f"{over}.{name}({variable}, {self.write(body)})"
        self.facts[element].remove(variable)
        self.macros -= 1
        return text

    def quantifier(self) -> str:
        """Go over a list or the keys of a map."""
        name = self.rng.choice(["exists", "exists", "all", "all", "exists_one"])
        kinds = [WORDS_LIST, WORDS_LIST, INT_LIST, TABLE, COUNTRY_LIST if Scalar.COUNTRY in self.facts else WORDS_LIST]
        over = self.rng.choice(kinds)
        element = over.element if isinstance(over, ListOf) else Scalar.STRING
        text = self.write(over)
        return self.macro(name, "[1, 0]" if text == "[]" else text, element, Scalar.BOOL)

    def quantifier_over_constants(self) -> str:
        """Ask of a list what policies ask most: whether it has something in common with constants."""
        if self.macros == 2:
            return self.constant(Scalar.BOOL)
        over, name = self.write(WORDS_LIST), self.rng.choice(["exists", "exists", "all"])
        body = self.rng.choice([f"t in {self.constant(WORDS_LIST)}", f"t == {self.constant(Scalar.STRING)}"])
        return f"{over}.{name}(t, {body if self.rng.random() < 0.8 else '!(' + body + ')'})"

    def sum_of_ints(self) -> str:
        """Calculate."""
        return f"({self.write(Scalar.INT)} {self.rng.choice('+-*/%')} {self.write(Scalar.INT)})"

    def sum_of_doubles(self) -> str:
        """Calculate."""
        return f"({self.write(Scalar.DOUBLE)} {self.rng.choice('+-*/')} {self.write(Scalar.DOUBLE)})"

    def negative(self) -> str:
        """Turn a sign."""
        return f"(-{self.rng.choice(self.facts[Scalar.INT])})"

    def negative_double(self) -> str:
        """Turn a sign."""
        return f"(-({self.write(Scalar.DOUBLE)}))"

    def size(self) -> str:
        """Count."""
        over = self.write(self.rng.choice([WORDS_LIST, Scalar.STRING, TABLE]))
        return self.rng.choice([f"size({over})", f"{over}.size()"])

    def clock(self) -> str:
        """Read a field of the time."""
        return f"request.time.get{self.rng.choice(CLOCK)}({self.rng.choice(ZONES)})"

    def element(self) -> str:
        """Take an element of a list."""
        index = self.rng.choice(
            ["0", "1", "2", self.rng.choice(self.facts[Scalar.INT]), f"(0 + {self.write(Scalar.INT)})"]
        )
        return f"{self.write(WORDS_LIST)}[{index}]"

    def element_of_ints(self) -> str:
        """Take an element of a constant list, or one too many."""
        return f"[0, 7, -7][{self.rng.choice('0123')}]"

    def under_key(self) -> str:
        """Look up a key that may be missing."""
        table = self.rng.choice(self.facts[TABLE])
        if self.rng.random() < 0.5:
            return f"{table}.{self.rng.choice(KEYS)}"
        return f"{table}[{self.write(Scalar.STRING)}]"

    def joined(self) -> str:
        """Join texts."""
        return f"({self.write(Scalar.STRING)} + {self.write(Scalar.STRING)})"

    def chosen_text(self) -> str:
        """Choose between texts."""
        return f"({self.write(Scalar.BOOL)} ? {self.write(Scalar.STRING)} : {self.write(Scalar.STRING)})"

    def joined_lists(self) -> str:
        """Join lists."""
        return f"({self.write(WORDS_LIST)} + {self.write(WORDS_LIST)})"

    def filtered(self) -> str:
        """Keep some of a list."""
        over = self.write(WORDS_LIST)
        return over if self.macros == 2 else self.macro("filter", over, Scalar.STRING, Scalar.BOOL)

    def mapped(self) -> str:
        """Make texts of a list."""
        over = self.write(WORDS_LIST)
        return over if self.macros == 2 else self.macro("map", over, Scalar.STRING, Scalar.STRING)

    def sizes(self) -> str:
        """Make numbers of a list."""
        if self.macros == 2:
            return self.constant(INT_LIST)
        return self.macro("map", self.write(WORDS_LIST), Scalar.STRING, Scalar.INT)


def write_expression(rng: Random, scope: Scope, fuel: int = 24) -> str:
    """Return a condition that passes the check in *scope*."""
    return Writer(rng, scope, fuel).write_condition()


def make_value(rng: Random, kind: Type) -> object:
    """Return a value of this type, as the facts carry it."""
    match kind:
        case Scalar.BOOL:
            return rng.random() < 0.5
        case Scalar.TIMESTAMP:
            return datetime(2026, rng.randint(1, 12), rng.randint(1, 28), rng.randint(0, 23), 59, 7, 500, tzinfo=UTC)
        case ListOf(element):
            return tuple(rng.choice(CONSTANT[element]) for _ in range(rng.choice([0, 1, 2, 2, 3])))
        case MapOf():
            return {key: rng.choice(WORDS) for key in rng.sample(KEYS, rng.randint(0, len(KEYS)))}
    return rng.choice(CONSTANT[kind])


def make_call(rng: Random) -> tuple[RequestFacts, Principal]:
    """Return the facts of a call."""
    caller = {name: make_value(rng, kind) for name, kind in PRINCIPAL.fields.items()}
    caller["tags"] = frozenset(caller["tags"])
    return request_facts(**{name: make_value(rng, kind) for name, kind in REQUEST.fields.items()}), principal(**caller)


ALWAYS_KNOWN = {"id", "provider", "model", "certifications", "features", "input", "output"}
"""What an endpoint cannot be without; every other fact may be unknown."""


def make_view(rng: Random) -> EndpointView:
    """Return the facts of an endpoint, about a quarter of those that may be unknown being so."""
    facts: dict[str, object] = {}
    for name, kind in ENDPOINT.fields.items():
        known = name in ALWAYS_KNOWN or rng.random() < 0.75
        facts[name] = (make_price(rng) if name == "price" else make_value(rng, kind)) if known else None
    return EndpointView(**facts)


def make_price(rng: Random) -> PriceView:
    """Return prices."""
    names = PRICE.fields
    return PriceView(
        **{name: rng.choice(DOUBLES) if name in ALWAYS_KNOWN or rng.random() < 0.75 else None for name in names}
    )


def _rngs() -> SearchStrategy[Random]:
    return st.randoms(use_true_random=False)


def expressions(scope: Scope) -> SearchStrategy[str]:
    """Conditions that pass the check in *scope*."""
    return _rngs().map(lambda rng: write_expression(rng, scope))


def calls() -> SearchStrategy[tuple[RequestFacts, Principal]]:
    """Facts of calls."""
    return _rngs().map(make_call)


def views() -> SearchStrategy[EndpointView]:
    """Facts of endpoints."""
    return _rngs().map(make_view)
