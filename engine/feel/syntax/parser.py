"""Tokens → syntax tree, by precedence climbing. Grammar: DMN 1.5, clause 10.3.1.2.

Precedence, loosest first: ``or``, ``and``, comparison, ``+ -``, ``* /``, ``**``, unary minus,
``instance of``, then path, filter and call (``postfixes``). What stands between the operators
is in ``primaries`` and ``compounds``.
"""

from __future__ import annotations

from collections.abc import Callable

from engine.feel.errors import FeelSyntaxError
from engine.feel.syntax import ast, compounds, postfixes, primaries
from engine.feel.syntax.grammar import Grammar
from engine.feel.texts import say

_COMPARISONS = {"=", "!=", "<", "<=", ">", ">="}
_OR, _AND, _COMPARE, _ADD, _MULTIPLY, _POWER = range(1, 7)
_BOTH_ENDS = say("hint_both_ends")
_ARITHMETIC = {"+": _ADD, "-": _ADD, "*": _MULTIPLY, "/": _MULTIPLY, "**": _POWER}


class Parser(Grammar):
    """One text, parsed once."""

    # --- entry points -------------------------------------------------------------------------

    def whole_expression(self) -> ast.Node:
        node = self.test()
        self.stream.finish()
        return node

    def whole_tests(self) -> ast.Tests:
        """``-``, a list of tests, or ``not(…)`` around one."""
        stream = self.stream
        start = stream.here
        if stream.text == "-" and stream.peek().kind == "end":
            stream.advance()
            return ast.Tests(start, ())
        if stream.text != "not" or stream.peek().text != "(":
            return ast.Tests(start, self._tests_to_the_end())
        index = stream.index
        try:
            return ast.Tests(start, self._negated_tests(), negated=True)
        except FeelSyntaxError as error:  # it may not reach to the end: not(a) and b
            stream.index = index
            return ast.Tests(start, self._tests_to_the_end(error))

    def _negated_tests(self) -> tuple[ast.Node, ...]:
        stream = self.stream
        stream.index += 2
        tests = self.test_list(self.test())
        stream.expect(")")
        stream.finish()
        return tests

    def _tests_to_the_end(self, before: FeelSyntaxError | None = None) -> tuple[ast.Node, ...]:
        """``before``: how another reading failed; what comes further in the text is what its author meant."""
        try:
            tests = self.test_list(self.test())
            self.stream.finish()
        except FeelSyntaxError as error:
            if before is not None and (before.line, before.column) > (error.line, error.column):
                raise before from error
            raise
        return tests

    def test_list(self, first: ast.Node) -> tuple[ast.Node, ...]:
        """``first`` and the tests behind it that commas separate."""
        return (first, *(self.stream.separated(self.test) if self.stream.accept(",") else ()))

    # --- operators ----------------------------------------------------------------------------

    def expression(self) -> ast.Node:
        stream = self.stream
        with stream.nested():
            outer, self.in_range_end = self.in_range_end, False
            try:
                opener = self._opener()
                return opener(self) if opener else self._infix(self._unary(), _OR)
            finally:
                self.in_range_end = outer

    def _opener(self) -> Callable[[Grammar], ast.Node] | None:
        """What begins with ``if``, ``for`` … here, unless that word begins a name that is in scope."""
        opener = compounds.OPENERS.get(self.stream.text)
        return None if opener and self.known_name() else opener

    def _infix(self, left: ast.Node, lowest: int) -> ast.Node:
        stream = self.stream
        while True:
            text = stream.text
            level = _ARITHMETIC.get(text) or (_OR if text == "or" else _AND if text == "and" else 0)
            if not level and (text in _COMPARISONS or text in ("between", "in")):
                level = _COMPARE
            if not level or level < lowest:
                return left
            if level <= _AND:
                left = self._logic(left, text, level)
            elif level == _COMPARE:
                left = self._comparison(left)
            else:
                left = self._operation(left, level)

    def _operand(self, lowest: int) -> ast.Node:
        """An operand that binds tighter than ``lowest``; ``if``, ``for`` … may stand there, too, up to the end."""
        if self._opener():
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
        while _ARITHMETIC.get(stream.text) == level:
            sign = stream.advance()
            rest.append((sign.text, sign.start, self._operand(level)))
        return ast.Operation(at, left, tuple(rest))

    def _comparison(self, left: ast.Node) -> ast.Node:
        stream = self.stream
        with stream.nested():
            sign = stream.advance()
            if sign.text == "between":
                low = self._operand(_COMPARE)
                stream.expect("and", hint=_BOTH_ENDS)
                return ast.Between(sign.start, left, low, self._operand(_COMPARE))
            if sign.text == "in":
                return ast.In(sign.start, left, self._in_tests())
            return ast.Comparison(sign.start, sign.text, left, self._operand(_COMPARE))

    def _in_tests(self) -> tuple[ast.Node, ...]:
        """``in`` may be followed by one test or by several in brackets."""
        stream = self.stream
        if stream.text != "(":
            return (self._comparison_test() or self._operand(_COMPARE),)
        start = stream.advance().start
        first = self.test()
        if stream.text == ",":
            tests = self.test_list(first)
            stream.close(")", start, or_comma=True)
            return tests
        inner = primaries.parenthesised(self, start, first)
        return (self._infix(self._followed(inner), _ADD),)

    def test(self) -> ast.Node:
        return self._comparison_test() or self.expression()

    def _comparison_test(self) -> ast.Node | None:
        if self.stream.text not in _COMPARISONS:
            return None
        sign = self.stream.advance()
        return ast.Test(sign.start, sign.text, self._operand(_COMPARE))

    def range_end(self) -> ast.Node:
        with self.stream.nested():
            self.in_range_end = True
            try:
                return self._infix(self._unary(), _ADD)
            finally:
                self.in_range_end = False

    def _unary(self) -> ast.Node:
        stream = self.stream
        if stream.text == "-":
            with stream.nested():
                sign = stream.advance()
                if stream.token.kind == "number" and stream.here == sign.end:  # -1 is one literal (rule 35)
                    number = postfixes.postfix(self, primaries.primary(self))
                    return self._typed(ast.Negation(sign.start, number))
                return ast.Negation(sign.start, self._unary())
        return self._followed(primaries.primary(self))

    def _followed(self, node: ast.Node) -> ast.Node:
        """The node with the paths, filters, calls and ``instance of`` behind it."""
        return self._typed(postfixes.postfix(self, node))

    def _typed(self, node: ast.Node) -> ast.Node:
        stream = self.stream
        while stream.text == "instance" and stream.peek().text == "of":
            at = stream.advance().start
            stream.advance()
            node = ast.InstanceOf(at, node, self.types.type())
        return node
