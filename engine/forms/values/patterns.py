"""Patterns of form fields: written for a browser's RegExp, run here by RE2 in linear time.

The two languages agree on almost everything that people write; what they read differently is
translated, and what RE2 cannot do (look-around, back-references) or reads in another way is refused
when the form is deployed.
"""

from __future__ import annotations

from typing import Protocol, cast

import re2

from engine.forms.texts import say
from engine.kernel.texts import Text

LONGEST = 1_000
_JS_SPACE = r"\t\n\v\f\r \x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff}"
_JS_NOT_NEWLINE = r"[^\n\r\x{2028}\x{2029}]"
_SAME_ESCAPES = frozenset("dDwWbBnrtfv")


class Pattern(Protocol):
    """A compiled pattern; ``search`` finds it anywhere in the text: patterns of forms are not anchored."""

    def search(self, text: str) -> object | None: ...


class PatternRefused(ValueError):
    """The pattern cannot be run as a browser would; ``text`` says why."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


def compile_pattern(source: str) -> Pattern:
    """The pattern of a browser, for RE2. Raises ``PatternRefused``."""
    if len(source) > LONGEST:
        raise PatternRefused(say("pattern_too_long", most=LONGEST))
    options = re2.Options()
    options.log_errors = False
    translated = _Translation(source).text()
    try:
        return cast(Pattern, re2.compile(translated, options))
    except re2.error as reason:
        said = reason.args[0] if reason.args else ""
        detail = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
        raise PatternRefused(say("pattern_unsafe", detail=detail)) from reason


class _Translation:
    """Walks through the source once, escape by escape."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 0
        self._in_class = False
        self._out: list[str] = []

    def text(self) -> str:
        while self._at < len(self._source):
            self._out.append(self._next())
        return "".join(self._out)

    def _next(self) -> str:
        char = self._take(1)
        if char == "\\":
            return self._escape()
        if self._in_class:
            return self._inside_class(char)
        if char == "[":
            return self._open_class()
        if char == ".":
            return _JS_NOT_NEWLINE
        if char == "(" and self._source.startswith("?", self._at):
            return self._group()
        return char

    def _inside_class(self, char: str) -> str:
        if char == "]":
            self._in_class = False
            return char
        if char == "[":
            return r"\["  # RE2 would read "[:" as the beginning of a POSIX class
        return char

    def _open_class(self) -> str:
        self._in_class = True
        negated = self._source.startswith("^", self._at)
        if negated:
            self._at += 1
        if self._source.startswith("]", self._at):
            self._at += 1
            self._in_class = False
            return r"[\x00-\x{10FFFF}]" if negated else r"[^\x00-\x{10FFFF}]"
        return "[^" if negated else "["

    def _group(self) -> str:
        for opening in ("?:", "?<"):
            if self._source.startswith(opening, self._at) and self._source[self._at + 2 : self._at + 3] not in {"=", "!"}:
                return "("
        raise PatternRefused(say("pattern_looks_around"))

    def _escape(self) -> str:
        char = self._take(1)
        if char == "":
            raise PatternRefused(say("pattern_ends_in_backslash"))
        if char in _SAME_ESCAPES:
            return r"\x08" if char == "b" and self._in_class else "\\" + char
        if char == "s":
            return _JS_SPACE if self._in_class else f"[{_JS_SPACE}]"
        if char == "S":
            return self._not_space()
        if char in {"u", "x"}:
            return self._code_point(4 if char == "u" else 2)
        if char == "0" and not self._source[self._at : self._at + 1].isdigit():
            return r"\x00"
        if char.isalnum():
            raise PatternRefused(say("pattern_escape_unknown", char=char))
        return "\\" + char if char.isascii() else char

    def _not_space(self) -> str:
        if self._in_class:
            raise PatternRefused(say("pattern_not_space_in_class"))
        return f"[^{_JS_SPACE}]"

    def _code_point(self, digits: int) -> str:
        code = self._take(digits)
        if len(code) != digits or not all(digit in "0123456789abcdefABCDEF" for digit in code):
            raise PatternRefused(say("pattern_escape_cut_off"))
        return f"\\x{{{code}}}"

    def _take(self, count: int) -> str:
        taken = self._source[self._at : self._at + count]
        self._at += len(taken)
        return taken
