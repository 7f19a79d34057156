"""A cursor over tokens, with depth counting and errors that say what was expected."""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn, TypeVar

from engine.feel.errors import FeelLimitExceeded, FeelSyntaxError
from engine.feel.limits import Limits
from engine.feel.syntax.hints import hint_at, hint_at_end
from engine.feel.syntax.lexer import NAME_SIGNS, Source, Token, tokens, written_name
from engine.feel.texts import say
from engine.kernel.texts import NO_TEXT, Text

T = TypeVar("T")
_NAME_TOKENS = 30


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
        self._one_deeper = _OneDeeper(self)

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

    def expect(self, text: str, *, or_comma: bool = False, hint: Text = NO_TEXT) -> None:
        if not self.accept(text):
            self.unexpected(_the_sign(text, or_comma), hint)

    def separated(self, part: Callable[[], T]) -> list[T]:
        """One part or several, with commas between them."""
        parts = [part()]
        while self.accept(","):
            parts.append(part())
        return parts

    def close(self, bracket: str, opened: int, *, or_comma: bool = False) -> None:
        """The closing bracket must stand here. ``opened``: where its opening one stands in the text."""
        if not self.accept(bracket):
            self.unexpected(_the_sign(bracket, or_comma), self.still_open(opened))

    def still_open(self, opened: int) -> Text:
        """At the end of the text: which bracket was forgotten."""
        if self.token.kind != "end":
            return NO_TEXT
        place, sign = self.source.place(opened), self.source.text[opened]
        return say("still_open", sign=sign, line=place.line, column=place.column)

    def finish(self) -> None:
        """The text must end here."""
        if self.token.kind != "end":
            after_in = any(token.text == "in" for token in self.tokens[: self.index])
            hint = hint_at_end(*self._around(), after_in=after_in)
            self.unexpected(say("an_end"), hint)

    def words(self, *, keyword_first: bool = False) -> str:
        """The words up to the next sign or keyword, as one name: "Address line 1", "date of birth"."""
        start = self.index
        if keyword_first or not self.token.keyword:
            self.advance()
        while self._goes_on(self.token):
            self.advance()
        return self.name_between(start)

    @staticmethod
    def _goes_on(token: Token) -> bool:
        """Whether a name that nothing declares may go on with this token: nothing else could stand there."""
        if token.kind == "name":
            return not token.keyword or token.text == "of"
        return token.kind == "number" and token.text.isdigit()

    def declared_name(self, *ends: str, hint: Text = NO_TEXT) -> str:
        """A name that is being declared: words and the signs that names may hold, up to one of ``ends`` (rules 25 to 30)."""
        start = self.index
        if self._begins_a_name():
            self.advance()
            while self.text not in ends and self._in_a_name(self.index) and self.index - start <= _NAME_TOKENS:
                self.advance()
        if self.text not in ends:  # what was meant to end it may be among its words: "for x of xs return x", "{a：1}"
            suspects = range(start + 1, self.index)
            self.index = next((at for at in suspects if self.tokens[at].keyword or self.tokens[at].kind == "other"), self.index)
        return self.name_between(start, hint)

    def _begins_a_name(self) -> bool:
        token, after = self.token, self.peek()
        ordinal = token.kind == "number" and after.kind == "name" and after.start == token.end  # "2nd offer"
        return token.kind in ("name", "other") or token.text == "?" or ordinal

    def _in_a_name(self, index: int) -> bool:
        """Whether a name may go on with this token; with ``?`` only behind a word: "what if?", but not "a ? b"."""
        token = self.tokens[index]
        if token.text == "?":
            return index > 0 and self.tokens[index - 1].end == token.start
        return token.kind in ("name", "number", "other") or token.text in NAME_SIGNS

    def label_follows(self) -> bool:
        """Whether a name and a colon stand here."""
        index = self.index
        while self._in_a_name(index) and index - self.index <= _NAME_TOKENS:
            index += 1
        return self._begins_a_name() and self.tokens[index].text == ":"

    def name_between(self, start: int, hint: Text = NO_TEXT) -> str:
        """The tokens from ``start`` up to the current one, as a name: comments between them are no part of it."""
        if start == self.index:
            self.unexpected(say("a_name"), hint)
        return written_name(self.tokens[start : self.index])

    def nested(self) -> _OneDeeper:
        """One level deeper inside the block."""
        return self._one_deeper

    def deepen(self, levels: int) -> None:
        self._depth += levels
        if self._depth > self.limits.nesting:
            raise FeelLimitExceeded("nesting", self.limits.nesting)

    def _around(self) -> tuple[Token | None, Token]:
        return self.tokens[self.index - 1] if self.index else None, self.token

    def unexpected(self, expected: Text, hint: Text = NO_TEXT) -> NoReturn:
        """Refuse the current token. ``hint``: one for this very place, instead of those that the signs around suggest."""
        token = self.token
        end = token.kind == "end"
        shown = token.text if len(token.text) <= 40 else token.text[:40] + "…"
        raise FeelSyntaxError(
            line=self.source.place(token.start).line,
            column=self.source.place(token.start).column,
            expected=expected,
            found=say("end_of_text") if end else Text.same(f"“{shown}”"),
            hint=hint or hint_at(*self._around(), self.peek()),
        )


def _the_sign(sign: str, or_comma: bool) -> Text:
    return say("the_sign_or_comma", sign=sign) if or_comma else say("the_sign", sign=sign)


class _OneDeeper:
    """What ``nested`` gives; for its speed no generator, as each bracket, operator and argument asks for one."""

    __slots__ = ("_stream",)

    def __init__(self, stream: TokenStream) -> None:
        self._stream = stream

    def __enter__(self) -> None:
        self._stream.deepen(1)

    def __exit__(self, *_: object) -> None:
        self._stream.deepen(-1)
