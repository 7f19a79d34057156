"""A cursor over tokens, with depth counting and errors that say what was expected."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

from engine.feel.errors import FeelLimitExceeded, FeelSyntaxError
from engine.feel.lexer import Source, Token, tokens, written_name
from engine.feel.limits import Limits


class TokenStream:
    """Shared by the parsers of expressions and of types."""

    def __init__(self, text: str, limits: Limits) -> None:
        if len(text) > limits.source_length:
            raise FeelLimitExceeded("source_length", limits.source_length)
        self.limits = limits
        self.source = Source(text)
        self.tokens = tokens(self.source)
        self.index = 0
        self._depth = 0

    @property
    def token(self) -> Token:
        return self.tokens[self.index]

    @property
    def text(self) -> str:
        """The current token as written; a string's is its quoted form, so it never equals a sign."""
        return self.tokens[self.index].text

    @property
    def here(self) -> int:
        return self.tokens[self.index].start

    def peek(self) -> Token:
        return self.tokens[min(self.index + 1, len(self.tokens) - 1)]

    def advance(self) -> Token:
        token = self.tokens[self.index]
        if token.kind != "end":
            self.index += 1
        return token

    def accept(self, text: str) -> bool:
        if self.text == text and self.token.kind != "end":
            self.index += 1
            return True
        return False

    def expect(self, text: str, otherwise: str = "", otherwise_zh: str = "") -> None:
        if not self.accept(text):
            self.unexpected(f'"{text}" {otherwise}'.rstrip(), f"“{text}”{otherwise_zh}")

    def finish(self) -> None:
        """The text must end here."""
        if self.token.kind != "end":
            self.unexpected("an operator or the end of the expression", "运算符或表达式结尾")

    def words(self, *, keyword_first: bool = False) -> str:
        """The words up to the next sign or keyword, as one name."""
        start = self.index
        if keyword_first or not self.token.keyword:
            self.advance()
        while self.token.kind == "name" and not self.token.keyword:
            self.advance()
        return self.name_between(start)

    def name_between(self, start: int) -> str:
        """The tokens from ``start`` up to the current one, as a name: comments between them are no part of it."""
        if start == self.index:
            self.unexpected("a name", "名称")
        return written_name(self.tokens[start : self.index])

    @contextmanager
    def nested(self) -> Iterator[None]:
        self.deepen(1)
        try:
            yield
        finally:
            self.deepen(-1)

    def deepen(self, levels: int) -> None:
        self._depth += levels
        if self._depth > self.limits.nesting:
            raise FeelLimitExceeded("nesting", self.limits.nesting)

    def unexpected(self, expected: str, expected_zh: str) -> NoReturn:
        token = self.token
        end = token.kind == "end"
        shown = token.text if len(token.text) <= 40 else token.text[:40] + "…"
        raise FeelSyntaxError(
            line=self.source.place(token.start).line,
            column=self.source.place(token.start).column,
            expected=expected,
            expected_zh=expected_zh,
            found="the end of the text" if end else f"“{shown}”",
            found_zh="文本结尾" if end else f"“{shown}”",
            hint=_hint(token.text),
        )


# What people write who know other languages, or whose keyboard is set to Chinese; and what FEEL writes.
_HABITS = {"&": "and", "|": "or", "且": "and", "或": "or", "!": "not(…)", "×": "*", "÷": "/", "%": "/ 100", "％": "/ 100"}
_HABITS |= dict.fromkeys("'“”‘’", '"') | dict(zip("（）【】，、；：。＝＞＜－＋＊≥≤≠", "()[],,,:.=><-+*", strict=False))
_HABITS |= {"≥": ">=", "≤": "<=", "≠": "!="}


def _hint(found: str) -> tuple[str, str]:
    """How FEEL writes what was found, if it is a habit from elsewhere."""
    if found == "=":
        return " Equality is written with one =.", "等于只写一个 =。"
    if found not in _HABITS:
        return "", ""
    return f" In FEEL this is written {_HABITS[found]}", f"FEEL 中应写作 {_HABITS[found]}"
