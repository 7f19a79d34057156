"""Tokens → syntax tree, by precedence climbing. Grammar: DMN 1.5, clause 10.3.1.2.

Precedence, loosest first: ``or``, ``and``, comparison, ``+ -``, ``* /``, ``**``, unary minus,
``instance of``, then path, filter and call.
"""

from __future__ import annotations

from collections.abc import Collection
from contextlib import ExitStack

from engine.feel import ast
from engine.feel.builtins.registry import BUILT_INS
from engine.feel.properties import PROPERTY_NAMES
from engine.feel.limits import Limits
from engine.feel.literals import at_literal, number_literal
from engine.feel.names import KnownNames
from engine.feel.parse_types import TypeParser
from engine.feel.token_stream import TokenStream

_COMPARISONS = {"=", "!=", "<", "<=", ">", ">="}
_OR, _AND, _COMPARE, _ADD, _MULTIPLY, _POWER = range(1, 7)
_ARITHMETIC = {"+": _ADD, "-": _ADD, "*": _MULTIPLY, "/": _MULTIPLY, "**": _POWER}
_CONSTANTS = {"true": True, "false": False, "null": None}
# What may follow the closing "[" of a range like [1..10[ but can never begin a filter.
_AFTER_RANGE = {"", ")", "]", "}", ",", "=", "!=", "<", "<=", ">", ">=", "+", "*", "/", "."}
_AFTER_RANGE |= {"and", "or", "then", "else", "return", "satisfies", "in", "between", "instance"}


class Parser(TypeParser):
    """One text, parsed once. ``names``: special names in scope; ``members``: names after a dot and in filters."""

    def __init__(self, text: str, names: Collection[str], members: Collection[str], limits: Limits) -> None:
        super().__init__(TokenStream(text, limits))
        self._names = KnownNames({*names, *BUILT_INS})
        self._members = KnownNames({*names, *members, *PROPERTY_NAMES})
        self._member_names = tuple(members)
        self._range_end = False

    # --- entry points -------------------------------------------------------------------------

    def whole_expression(self) -> ast.Node:
        node = self.expression()
        self.stream.finish()
        return node

    def whole_tests(self) -> ast.Tests:
        """``-``, a list of tests, or ``not(…)`` around one."""
        stream = self.stream
        start = stream.here
        if stream.text == "-" and stream.peek().kind == "end":
            stream.advance()
            return ast.Tests(start, ())
        if stream.text == "not" and stream.peek().text == "(":
            closing = stream.closing(stream.index + 1)
            if stream.tokens[closing + 1].kind == "end":
                stream.advance()
                stream.advance()
                tests = self._tests()
                stream.expect(")")
                stream.finish()
                return ast.Tests(start, tests, True)
        tests = self._tests()
        stream.finish()
        return ast.Tests(start, tests)

    def _tests(self) -> tuple[ast.Node, ...]:
        tests = [self._test(self.expression)]
        while self.stream.accept(","):
            tests.append(self._test(self.expression))
        return tuple(tests)

    # --- expressions --------------------------------------------------------------------------

    def expression(self) -> ast.Node:
        stream = self.stream
        with stream.nested():
            outer, self._range_end = self._range_end, False
            try:
                special = None if self._names.match(stream.tokens, stream.index) else _OPENERS.get(stream.text)
                if special is not None and stream.token.kind == "name":
                    return special(self)
                return self._infix(self._unary(), _OR)
            finally:
                self._range_end = outer

    def _infix(self, left: ast.Node, lowest: int) -> ast.Node:
        stream = self.stream
        while True:
            text = stream.text
            if text in ("or", "and"):
                level = _OR if text == "or" else _AND
                if level < lowest:
                    return left
                left = self._logic(left, text, level)
            elif text in _COMPARISONS or text in ("between", "in"):
                if lowest > _COMPARE:
                    return left
                left = self._comparison(left)
            elif text in _ARITHMETIC and stream.token.kind == "op":
                level = _ARITHMETIC[text]
                if level < lowest:
                    return left
                left = self._operation(left, level)
            else:
                return left

    def _operand(self, lowest: int) -> ast.Node:
        """An operand that binds tighter than ``lowest``; ``if``, ``for`` … may stand there, too, up to the end."""
        stream = self.stream
        if stream.token.kind == "name" and stream.text in _OPENERS:
            return self.expression()
        return self._infix(self._unary(), lowest + 1)

    def _logic(self, left: ast.Node, word: str, level: int) -> ast.Node:
        at = self.stream.here
        operands = [left]
        while self.stream.accept(word):
            operands.append(self._operand(level))
        return ast.Logic(at, word, tuple(operands))

    def _operation(self, left: ast.Node, level: int) -> ast.Node:
        stream = self.stream
        at = stream.here
        rest = []
        while stream.token.kind == "op" and _ARITHMETIC.get(stream.text) == level:
            sign = stream.advance()
            rest.append((sign.text, sign.start, self._operand(level)))
        return ast.Operation(at, left, tuple(rest))

    def _comparison(self, left: ast.Node) -> ast.Node:
        stream = self.stream
        with stream.nested():
            sign = stream.advance()
            if sign.text == "between":
                low = self._operand(_COMPARE)
                stream.expect("and")
                return ast.Between(sign.start, left, low, self._operand(_COMPARE))
            if sign.text == "in":
                return ast.In(sign.start, left, self._in_tests())
            return ast.Comparison(sign.start, sign.text, left, self._operand(_COMPARE))

    def _in_tests(self) -> tuple[ast.Node, ...]:
        stream = self.stream
        if stream.text != "(":
            return (self._test(lambda: self._operand(_COMPARE)),)
        start = stream.here
        stream.advance()
        first = self._test(self.expression)
        if stream.text == ",":
            tests = [first]
            while stream.accept(","):
                tests.append(self._test(self.expression))
            stream.expect(")")
            return tuple(tests)
        inner = self._parenthesised(start, first)
        return (self._infix(self._postfix(inner), _ADD),)

    def _test(self, otherwise: object) -> ast.Node:
        """``< e`` and its kin, or whatever ``otherwise`` parses."""
        stream = self.stream
        if stream.text in _COMPARISONS:
            sign = stream.advance()
            return ast.Test(sign.start, sign.text, self._operand(_COMPARE))
        return otherwise()  # type: ignore[operator, no-any-return]

    def _unary(self) -> ast.Node:
        stream = self.stream
        if stream.text == "-" and not self._names.match(stream.tokens, stream.index):
            with stream.nested():
                sign = stream.advance()
                return ast.Negation(sign.start, self._unary())
        node = self._postfix(self._primary())
        while stream.text == "instance" and stream.peek().text == "of":
            at = stream.advance().start
            stream.advance()
            node = ast.InstanceOf(at, node, self.type())
        return node

    # --- path, filter, call -------------------------------------------------------------------

    def _postfix(self, node: ast.Node) -> ast.Node:
        stream = self.stream
        depth = 0
        try:
            while stream.token.kind == "op":
                if stream.text == "." :
                    at = stream.advance().start
                    node = ast.Path(at, node, self._name(self._members))
                elif stream.text == "[" and not self._closes_range():
                    node = self._filter(node)
                elif stream.text == "(":
                    node = self._call(node)
                else:
                    break
                depth += 1
                stream.deepen(1)
            return node
        finally:
            stream.deepen(-depth)

    def _closes_range(self) -> bool:
        return self._range_end and self.stream.peek().text in _AFTER_RANGE

    def _filter(self, node: ast.Node) -> ast.Node:
        at = self.stream.advance().start
        with self._names.also("item", *self._member_names):
            condition = self.expression()
        self.stream.expect("]")
        return ast.Filter(at, node, condition)

    def _call(self, function: ast.Node) -> ast.Node:
        stream = self.stream
        at = stream.advance().start
        arguments: list[ast.Node] = []
        names: list[str] = []
        if not stream.accept(")"):
            named = self._label_end() is not None
            while True:
                if named:
                    names.append(self._label())
                arguments.append(self.expression())
                if not stream.accept(","):
                    break
            stream.expect(")", "or a comma", "或逗号")
        at = function.at if isinstance(function, ast.Name) else at
        return ast.Call(at, function, tuple(arguments), tuple(names) if names else None)

    # --- primaries ----------------------------------------------------------------------------

    def _primary(self) -> ast.Node:
        stream = self.stream
        token = stream.token
        match = self._names.match(stream.tokens, stream.index)
        if match:
            name, stream.index = match
            return ast.Name(token.start, name)
        if token.kind == "number":
            stream.advance()
            return ast.Literal(token.start, number_literal(stream, token))
        if token.kind == "string":
            stream.advance()
            return ast.Literal(token.start, token.value)
        if token.kind == "name":
            return self._word()
        opener = _SIGNS.get(token.text) if token.kind == "op" else None
        if opener is None:
            stream.unexpected("a value, a name or an opening bracket", "值、名称或左括号")
        return opener(self)  # type: ignore[misc]

    def _word(self) -> ast.Node:
        stream = self.stream
        token = stream.token
        if token.text in _CONSTANTS:
            stream.advance()
            return ast.Literal(token.start, _CONSTANTS[token.text])
        if token.text == "not" and stream.peek().text == "(":
            stream.advance()
            return ast.Name(token.start, "not")
        if token.text in _OPENERS:
            return self.expression()
        if token.text in ("list", "range", "context") or not token.keyword:
            return ast.Name(token.start, stream.words())
        return stream.unexpected("a value or a name", "值或名称")

    def _name(self, known: KnownNames) -> str:
        """A name after a dot: a known one, else the words up to the next sign or keyword."""
        stream = self.stream
        match = known.match(stream.tokens, stream.index)
        if match:
            name, stream.index = match
            return name
        if stream.token.kind != "name":
            stream.unexpected("a name", "名称")
        return stream.words(keyword_first=True)

    def _question(self) -> ast.Node:
        return ast.Name(self.stream.advance().start, "?")

    def _at(self) -> ast.Node:
        stream = self.stream
        at = stream.advance().start
        if stream.token.kind != "string":
            stream.unexpected('a date, time or duration in quotation marks after "@"', "@ 之后带引号的日期、时间或时长")
        return at_literal(at, stream.advance().value)

    def _parenthesis(self) -> ast.Node:
        at = self.stream.advance().start
        return self._parenthesised(at, self._test(self.expression))

    def _parenthesised(self, at: int, first: ast.Node) -> ast.Node:
        """Behind ``( first``: a range, a test as a range, or a bracketed expression."""
        stream = self.stream
        if not isinstance(first, ast.Test) and stream.accept(".."):
            return self._range(at, first, False)
        stream.expect(")")
        return first

    def _bracket(self) -> ast.Node:
        stream = self.stream
        at = stream.advance().start
        if stream.accept("]"):
            return ast.ListOf(at, ())
        items = [self.expression()]
        if stream.accept(".."):
            return self._range(at, items[0], True)
        while stream.accept(","):
            items.append(self.expression())
        stream.expect("]", "or a comma", "或逗号")
        return ast.ListOf(at, tuple(items))

    def _open_range(self) -> ast.Node:
        at = self.stream.advance().start
        start = self.expression()
        self.stream.expect("..")
        return self._range(at, start, False)

    def _range(self, at: int, start: ast.Node, start_included: bool) -> ast.Node:
        """Behind ``[ start ..``."""
        stream = self.stream
        with stream.nested():
            self._range_end = True
            try:
                end = self._infix(self._unary(), _ADD)
            finally:
                self._range_end = False
        if stream.text not in (")", "]", "["):
            stream.unexpected('")", "]" or "[" to close the range', "用于结束区间的 )、] 或 [")
        return ast.RangeOf(at, start, end, start_included, stream.advance().text == "]")

    def _context(self) -> ast.Node:
        stream = self.stream
        at = stream.advance().start
        entries: list[tuple[str, ast.Node]] = []
        if stream.accept("}"):
            return ast.ContextOf(at, ())
        self._entry(entries)
        stream.expect("}", "or a comma", "或逗号")
        return ast.ContextOf(at, tuple(entries))

    def _entry(self, entries: list[tuple[str, ast.Node]]) -> None:
        """Entries up to the closing brace; each one's name is in scope for those behind it."""
        stream = self.stream
        with ExitStack() as scope:
            while True:
                if stream.token.kind == "string" and stream.peek().text == ":":
                    key = stream.advance().value
                    stream.advance()
                else:
                    key = self._label()
                entries.append((key, self.expression()))
                scope.enter_context(self._names.also(key))
                if not stream.accept(","):
                    return

    # --- words that open an expression --------------------------------------------------------

    def _if(self) -> ast.Node:
        stream = self.stream
        at = stream.advance().start
        condition = self.expression()
        stream.expect("then")
        then = self.expression()
        stream.expect("else")
        return ast.If(at, condition, then, self.expression())

    def _for(self) -> ast.Node:
        at = self.stream.advance().start
        iterators: list[ast.Iterator] = []
        body = self._iterate(iterators, "return", "partial")
        return ast.For(at, tuple(iterators), body)

    def _quantified(self) -> ast.Node:
        word = self.stream.advance()
        iterators: list[ast.Iterator] = []
        body = self._iterate(iterators, "satisfies")
        return ast.Quantified(word.start, word.text == "every", tuple(iterators), body)

    def _iterate(self, iterators: list[ast.Iterator], word: str, *names: str) -> ast.Node:
        stream = self.stream
        declared: list[str] = list(names)
        while True:
            name = self._declared("in")
            stream.expect("in")
            with self._names.also(*declared):
                source = self.expression()
                end = self.expression() if stream.accept("..") else None
            iterators.append(ast.Iterator(name, source, end))
            declared.append(name)
            if not stream.accept(","):
                break
        stream.expect(word, "or a comma", "或逗号")
        with self._names.also(*declared):
            return self.expression()

    def _function(self) -> ast.Node:
        stream = self.stream
        at = stream.advance().start
        stream.expect("(")
        params, types = [], []
        while stream.text != ")":
            params.append(self._declared(",", ")", ":"))
            types.append(self.type() if stream.accept(":") else None)
            if not stream.accept(","):
                break
        stream.expect(")", "or a comma", "或逗号")
        if stream.accept(":"):
            self.type()
        external = stream.accept("external")
        with self._names.also(*params):
            return ast.Lambda(at, tuple(params), tuple(types), self.expression(), external)

    # --- declared names -----------------------------------------------------------------------

    def _declared(self, *ends: str) -> str:
        """A name that is being declared: everything up to one of ``ends``."""
        stream = self.stream
        start = stream.index
        while stream.token.kind in ("name", "number", "op", "other") and stream.text not in ends:
            if stream.text in ("(", ")", "[", "]", "{", "}", ",", ":", '"') or stream.index - start > 30:
                break
            stream.advance()
        return stream.name_between(start)

    def _label(self) -> str:
        """``name :`` of a context entry or a named argument."""
        name = self._declared(":")
        self.stream.expect(":")
        return name

    def _label_end(self) -> int | None:
        """The index of the colon when a named argument begins here."""
        stream = self.stream
        index = stream.index
        while stream.tokens[index].kind == "name" and stream.tokens[index].text not in ("if", "for", "function"):
            index += 1
            if stream.tokens[index].text == ":":
                return index
        return None


_OPENERS = {
    "if": Parser._if,
    "for": Parser._for,
    "some": Parser._quantified,
    "every": Parser._quantified,
    "function": Parser._function,
}
_SIGNS = {
    "(": Parser._parenthesis,
    "[": Parser._bracket,
    "]": Parser._open_range,
    "{": Parser._context,
    "@": Parser._at,
    "?": Parser._question,
}

