"""Patterns of form fields: written for a browser's RegExp, run here by RE2 in linear time.

The two languages agree on almost everything that people write; what they read differently is
translated, and what RE2 cannot do (look-around, back-references) or reads in another way is refused
when the form is deployed.
"""

from __future__ import annotations

from typing import Protocol, cast

import re2

LONGEST = 1_000
_JS_SPACE = r"\t\n\v\f\r \x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff}"
_JS_NOT_NEWLINE = r"[^\n\r\x{2028}\x{2029}]"
_SAME_ESCAPES = frozenset("dDwWbBnrtfv")


class Pattern(Protocol):
    """A compiled pattern; ``search`` finds it anywhere in the text: patterns of forms are not anchored."""

    def search(self, text: str) -> object | None: ...


class PatternRefused(ValueError):
    """The pattern cannot be run as a browser would; says why in both languages."""

    def __init__(self, en: str, zh: str) -> None:
        super().__init__(en)
        self.en = en
        self.zh = zh


def compile_pattern(source: str) -> Pattern:
    """The pattern of a browser, for RE2. Raises ``PatternRefused``."""
    if len(source) > LONGEST:
        raise PatternRefused(f"it is longer than {LONGEST} characters", f"长度超过 {LONGEST} 个字符")
    options = re2.Options()
    options.log_errors = False
    translated = _Translation(source).text()
    try:
        return cast(Pattern, re2.compile(translated, options))
    except re2.error as reason:
        said = reason.args[0] if reason.args else ""
        detail = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
        raise PatternRefused(f"it cannot be run safely ({detail})", f"无法安全执行（{detail}）") from reason


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
        raise PatternRefused("look-ahead, look-behind and inline flags are not supported", "不支持前瞻、后顾断言和内联标志")

    def _escape(self) -> str:
        char = self._take(1)
        if char == "":
            raise PatternRefused("it ends in a lone backslash", "以单个反斜杠结尾")
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
            raise PatternRefused(f"\\{char} is not supported", f"不支持 \\{char}")
        return "\\" + char if char.isascii() else char

    def _not_space(self) -> str:
        if self._in_class:
            raise PatternRefused(r"\S inside [ ] is not supported", r"不支持在 [ ] 中使用 \S")
        return f"[^{_JS_SPACE}]"

    def _code_point(self, digits: int) -> str:
        code = self._take(digits)
        if len(code) != digits or not all(digit in "0123456789abcdefABCDEF" for digit in code):
            raise PatternRefused("a \\u or \\x escape is not complete", "\\u 或 \\x 转义不完整")
        return f"\\x{{{code}}}"

    def _take(self, count: int) -> str:
        taken = self._source[self._at : self._at + count]
        self._at += len(taken)
        return taken
