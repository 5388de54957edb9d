"""The one door to cel-python's grammar: expression text to our own tree, or problems that name the place.

Only the library's grammar is used (cel-python 0.5, `cel.lark`): its evaluator is not, and its `Environment` would change
the recursion limit of the process. Its tree has one level for every precedence, even around a literal, and leaves macros
alone. The parser is a singleton of the library; parsing keeps its state in locals.

Whatever is not in our subset of the language is a problem here, by name. Nothing here knows a type or a fact.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NoReturn, cast

from celpy.celparser import CELParseError, CELParser
from lark import Token, Tree
from lark.exceptions import UnexpectedToken

from proxy.policy.ir import Macro, Node, Op
from proxy.policy.literals import BadLiteral, read_double, read_int, read_string, read_timestamp
from proxy.policy.problem import ExpressionProblem, InvalidExpression

MAX_BYTES = 4096
MAX_NODES = 500
MAX_NESTING = 32
MAX_NESTED_MACROS = 2

MACROS = {"exists": {2}, "all": {2}, "exists_one": {2}, "filter": {2}, "map": {2, 3}}
"""Macro to the numbers of arguments it may have, its variable included."""

_LEVELS = frozenset(
    "expr conditionalor conditionaland relation addition multiplication unary member primary paren_expr".split()
)
_OPERATORS = {
    "relation_lt": "<",
    "relation_le": "<=",
    "relation_gt": ">",
    "relation_ge": ">=",
    "relation_eq": "==",
    "relation_ne": "!=",
    "relation_in": "in",
    "addition_add": "+",
    "addition_sub": "-",
    "multiplication_mul": "*",
    "multiplication_div": "/",
    "multiplication_mod": "%",
}
_UNSUPPORTED = {
    "dot_ident": "a leading dot is not supported",
    "dot_ident_arg": "a leading dot is not supported",
    "member_object": "message literals are not supported",
    "map_lit": "map literals are not supported",
    "UINT_LIT": "unsigned integers are not supported",
    "BYTES_LIT": "bytes are not supported",
    "NULL_LIT": "`null` is not supported",
}
_INSTEAD = {
    "UINT_LIT": "leave out the `u`",
    "BYTES_LIT": "leave out the `b`",
    "NULL_LIT": "`has(endpoint.zdr)` says whether a fact is known",
}
_MEANT = {"=": "==", "&": "&&", "|": "||", "and": "&&", "or": "||", "not": "!", "AND": "&&", "OR": "||", "NOT": "!"}


def parse(text: str) -> Node:
    """Return the tree of *text*; `InvalidExpression` with the first problem otherwise."""
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > MAX_BYTES:
        _stop(1, 1, f"the expression has {size} bytes, more than {MAX_BYTES}", "split it over several policies")
    try:
        return _Reader().read(read_grammar(text), 1, 0)
    except CELParseError as error:
        raise InvalidExpression([_syntax_problem(text, error)]) from None
    except RecursionError:
        # How deep the library can go depends on the stack below us; whatever is too deep for it is too deep for us.
        _stop(1, 1, f"the expression is nested more than {MAX_NESTING} deep", "split it")


def read_grammar(text: str) -> Tree[Token]:
    """Return the library's own tree of *text*, as its evaluator wants it; `CELParseError` otherwise."""
    return _Grammar().parse(text)


def _stop(line: int, column: int, message: str, hint: str | None = None) -> NoReturn:
    raise InvalidExpression([ExpressionProblem(line=line, column=column, message=message, hint=hint)])


def _syntax_problem(text: str, error: CELParseError) -> ExpressionProblem:
    """Return the parser's error in our words; it hides what it met behind a drawing of the line."""
    line, column = error.line or 1, error.column or 1
    cause = error.__context__
    if isinstance(cause, UnexpectedToken) and cause.token.type == "$END":
        hint = "a bracket is not closed" if _is_open(text) else None
        return ExpressionProblem(line=line, column=column, message="the expression ends too early", hint=hint)
    rest = text.split("\n")[line - 1][column - 1 :]
    if rest[:1] in {'"', "'"}:
        return ExpressionProblem(line=line, column=column, message=f"the string that begins with {rest[:1]} never ends")
    return _unexpected(line, column, rest)


def _is_open(text: str) -> bool:
    """Say whether more brackets open than close; those in texts are counted as well, since this is only for a hint."""
    return any(text.count(opening) > text.count(closing) for opening, closing in ("()", "[]"))


def _unexpected(line: int, column: int, rest: str) -> ExpressionProblem:
    """Return the problem of a word or sign that cannot stand at the beginning of *rest*."""
    length = next((at for at, char in enumerate(rest) if not (char.isalnum() or char == "_")), len(rest))
    word = rest[: max(1, length)]
    hint = f"write `{_MEANT[word]}`" if word in _MEANT else None
    return ExpressionProblem(line=line, column=column, message=f"unexpected `{word}`", hint=hint)


class _Grammar(CELParser):
    """The library's parser, without its loss of the place of `true` and `false`."""

    @staticmethod
    def ambiguous_literals(t: Token) -> Token:
        """Return the two constants as such; the grammar cannot tell them from names."""
        return Token.new_borrow_pos("BOOL_LIT", t.value, t) if t.value in {"true", "false"} else t


class _Reader:
    """One walk over the parser's tree; counts nodes, so that the limit holds before the tree is built."""

    def __init__(self) -> None:
        self.count = 0

    def read(self, tree: Tree[Token], depth: int, macros: int) -> Node:
        """Return the node of *tree*, which stands *depth* nodes and *macros* macros deep."""
        while tree.data in _LEVELS and len(tree.children) == 1:
            tree = _below(tree, 0)
        line, column = tree.meta.line, tree.meta.column
        if depth > MAX_NESTING:
            _stop(line, column, f"the expression is nested more than {MAX_NESTING} deep", "split it")
        self.count += 1
        if self.count > MAX_NODES:
            _stop(line, column, f"the expression has more than {MAX_NODES} parts", "split it over several policies")
        if tree.data in _UNSUPPORTED:
            _stop(line, column, _UNSUPPORTED[tree.data])
        return _READERS[tree.data](self, tree, depth + 1, macros)

    def read_conditional(self, tree: Tree[Token], depth: int, macros: int) -> Node:
        """Read `condition ? one : other`."""
        return _node(Op.CONDITIONAL, tree, args=self.read_all(tree.children, depth, macros))

    def read_chain(self, tree: Tree[Token], depth: int, macros: int) -> Node:
        """Read a chain of `&&` or `||`, which the grammar nests to the left, into one node."""
        level, operands = tree.data, []
        whole = tree
        while tree.data == level and len(tree.children) > 1:
            operands.append(tree.children[1])
            tree = _below(tree, 0)
        operands.append(tree)
        op = Op.OR if level == "conditionalor" else Op.AND
        return _node(op, whole, args=self.read_all(operands[::-1], depth, macros))

    def read_binary(self, tree: Tree[Token], depth: int, macros: int) -> Node:
        """Read an operator between two operands; the tree has it around the left one."""
        operator, right = _below(tree, 0), _below(tree, 1)
        operands = self.read_all([operator.children[0], right], depth, macros)
        return _node(Op.BINARY, tree, args=operands, value=_OPERATORS[operator.data])

    def read_unary(self, tree: Tree[Token], depth: int, macros: int) -> Node:
        """Read `!x` or `-x`."""
        op = Op.NOT if _below(tree, 0).data == "unary_not" else Op.NEGATE
        return _node(op, tree, args=self.read_all(tree.children[1:], depth, macros))

    def read_select(self, tree: Tree[Token], depth: int, macros: int) -> Node:
        """Read `record.field`; its place is the field's."""
        name = _token(tree, 1)
        return _node(Op.SELECT, name, args=self.read_all(tree.children[:1], depth, macros), value=str(name))

    def read_index(self, tree: Tree[Token], depth: int, macros: int) -> Node:
        """Read `list[index]` or `map[key]`."""
        return _node(Op.INDEX, tree, args=self.read_all(tree.children, depth, macros))

    def read_method(self, tree: Tree[Token], depth: int, macros: int) -> Node:
        """Read `receiver.function(arguments)`, or a macro, which is written the same way."""
        name, arguments = _token(tree, 1), _arguments(tree, 2)
        if name in MACROS:
            return self.read_macro(tree, depth, macros)
        args = self.read_all([tree.children[0], *arguments], depth, macros)
        return _node(Op.METHOD, name, args=args, value=str(name))

    def read_macro(self, tree: Tree[Token], depth: int, macros: int) -> Node:
        """Read `range.macro(variable, bodies)`."""
        name, arguments = _token(tree, 1), _arguments(tree, 2)
        if len(arguments) not in MACROS[name]:
            _stop(_line(name), _column(name), f"`{name}` needs a variable and a body", f"`xs.{name}(x, x == 1)`")
        if macros == MAX_NESTED_MACROS:
            _stop(_line(name), _column(name), f"macros are nested more than {MAX_NESTED_MACROS} deep", "split it")
        over = self.read(_below(tree, 0), depth, macros)
        variable = self.read(arguments[0], depth, macros)
        if variable.op is not Op.NAME:
            _stop(variable.line, variable.column, f"the first argument of `{name}` must be a new name")
        bodies = self.read_all(arguments[1:], depth, macros + 1)
        return _node(Op.MACRO, name, args=(over, *bodies), value=Macro(name=str(name), variable=variable.value))

    def read_function(self, tree: Tree[Token], depth: int, macros: int) -> Node:
        """Read `function(arguments)`."""
        name = _token(tree, 0)
        args = self.read_all(_arguments(tree, 1), depth, macros)
        match str(name):
            case "has":
                return _presence(name, args)
            case "timestamp":
                return _moment(name, args)
        return _node(Op.CALL, name, args=args, value=str(name))

    def read_name(self, tree: Tree[Token], _depth: int, _macros: int) -> Node:
        """Read a variable."""
        return _node(Op.NAME, tree, value=str(_token(tree, 0)))

    def read_list(self, tree: Tree[Token], depth: int, macros: int) -> Node:
        """Read `[a, b]`."""
        return _node(Op.LIST, tree, args=self.read_all(_arguments(tree, 0), depth, macros))

    def read_literal(self, tree: Tree[Token], _depth: int, _macros: int) -> Node:
        """Read a constant."""
        token = _token(tree, 0)
        if token.type in _UNSUPPORTED:
            _stop(_line(token), _column(token), _UNSUPPORTED[token.type], _INSTEAD[token.type])
        try:
            return _node(Op.LITERAL, tree, value=_constant(token))
        except BadLiteral as error:
            _stop(_line(token), _column(token), str(error))

    def read_all(self, trees: Sequence[Tree[Token] | Token], depth: int, macros: int) -> tuple[Node, ...]:
        """Read several trees that stand side by side."""
        return tuple(self.read(tree, depth, macros) for tree in trees if isinstance(tree, Tree))


_READERS: Mapping[str, Callable[[_Reader, Tree[Token], int, int], Node]] = {
    "expr": _Reader.read_conditional,
    "conditionalor": _Reader.read_chain,
    "conditionaland": _Reader.read_chain,
    "relation": _Reader.read_binary,
    "addition": _Reader.read_binary,
    "multiplication": _Reader.read_binary,
    "unary": _Reader.read_unary,
    "member_dot": _Reader.read_select,
    "member_dot_arg": _Reader.read_method,
    "member_index": _Reader.read_index,
    "ident_arg": _Reader.read_function,
    "ident": _Reader.read_name,
    "list_lit": _Reader.read_list,
    "literal": _Reader.read_literal,
}


def _presence(name: Token, args: tuple[Node, ...]) -> Node:
    """Return a test for a field; the selection is taken apart, for it must not be evaluated."""
    if len(args) != 1 or args[0].op is not Op.SELECT:
        _stop(_line(name), _column(name), "`has` needs one field", "`has(endpoint.zdr)`")
    return _node(Op.HAS, args[0], args=args[0].args, value=args[0].value)


def _moment(name: Token, args: tuple[Node, ...]) -> Node:
    """Return a constant time; as its text must be constant, it can fail only here."""
    if len(args) != 1 or args[0].op is not Op.LITERAL or not isinstance(args[0].value, str):
        _stop(_line(name), _column(name), "`timestamp` needs a constant text", '`timestamp("2027-01-31T00:00:00Z")`')
    try:
        return _node(Op.LITERAL, name, value=read_timestamp(args[0].value))
    except BadLiteral as error:
        _stop(args[0].line, args[0].column, str(error))


def _constant(token: Token) -> bool | int | float | str:
    """Return the value of a literal's token."""
    text = str(token)
    match token.type:
        case "BOOL_LIT":
            return text == "true"
        case "INT_LIT":
            return read_int(text)
        case "FLOAT_LIT":
            return read_double(text)
    return read_string(text, quotes=3 if token.type == "MLSTRING_LIT" else 1)


def _node(op: Op, at: Tree[Token] | Token | Node, *, args: tuple[Node, ...] = (), value: object = None) -> Node:
    """Make a node that stands where *at* does."""
    line, column = (at.meta.line, at.meta.column) if isinstance(at, Tree) else (_line(at), _column(at))
    return Node(op=op, args=args, value=value, line=line, column=column)


def _line(at: Token | Node) -> int:
    return at.line or 1


def _column(at: Token | Node) -> int:
    return at.column or 1


def _below(tree: Tree[Token], at: int) -> Tree[Token]:
    """Return the child that the grammar says is a tree."""
    return cast("Tree[Token]", tree.children[at])


def _token(tree: Tree[Token], at: int) -> Token:
    """Return the child that the grammar says is a token."""
    return cast("Token", tree.children[at])


def _arguments(tree: Tree[Token], at: int) -> list[Tree[Token]]:
    """Return the expressions of the argument list at this child, which is left out where it is empty."""
    return [child for child in _below(tree, at).children if isinstance(child, Tree)] if tree.children[at:] else []
