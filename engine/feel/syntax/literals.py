"""Number and ``@"…"`` literals → values, at parsing time."""

from __future__ import annotations

from decimal import Decimal, DecimalException

from engine.feel.errors import FeelLimitExceeded, FeelProblem
from engine.feel.syntax import ast
from engine.feel.syntax.lexer import Token
from engine.feel.syntax.token_stream import TokenStream
from engine.feel.texts import say
from engine.feel.values.iso8601 import any_from
from engine.feel.values.numbers import rounded


def number_literal(stream: TokenStream, token: Token) -> Decimal:
    """The number, rounded to 34 digits. The token has been consumed."""
    if len(token.text) > stream.limits.digits:
        raise FeelLimitExceeded("digits", stream.limits.digits)
    try:
        return rounded(Decimal(token.text))
    except DecimalException:
        stream.index -= 1
        return stream.unexpected(say("a_small_number"))


def at_literal(at: int, text: str) -> ast.Literal:
    """The date, time or duration; a malformed one is null, and says why when it is evaluated."""
    try:
        return ast.Literal(at, any_from(text), None, text)
    except FeelProblem as problem:
        return ast.Literal(at, None, problem.text, text)
