"""XPath regular expressions (XPath and XQuery Functions 3.1, 5.6.1; XML Schema 1.1 part 2, annex G) → what an engine understands.

Two engines run them. RE2 takes time linear in the text whatever the pattern is, but knows no
back-references; ``regex`` knows them and backtracks. Both read the text that is written here; only the
latter reads what ``Translation.backtracks`` warns of.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from engine.feel.patterns.classes import PLAIN, SINGLE, CharacterClass, Cursor, read_class, read_escape

_DIGITS = frozenset("0123456789")
_MAX_REPEAT = 1000
_MAX_SIZE = 10_000
"""Atoms, a repeated one counted as often as it is repeated: what an engine that writes repetitions out can hold."""
_TOKEN = re.compile(r"\\(?:x\{([0-9A-F]+)\}|(.))", re.DOTALL)


class Translation(NamedTuple):
    """``backtracks``: RE2 cannot run it. ``size``: atoms, repetitions written out."""

    text: str
    backtracks: bool
    size: int


def translated(pattern: str, flags: str, *, last_newline: bool = False) -> Translation:
    """The pattern for an engine. Raises ``FeelProblem`` for what XPath does not allow or no engine can do.

    ``last_newline``: the text will end with a newline; behind that no line begins and none ends (flag m).
    """
    if "q" in flags:
        body, backtracks, size = "".join(_escaped(sign) for sign in pattern), False, len(pattern)
    else:
        translator = _Translator(_without_blanks(pattern) if "x" in flags else pattern, flags, last_newline)
        body, backtracks, size = translator.whole(), translator.backtracks, translator.size
    text = f"(?i:{body})" if "i" in flags else body
    return Translation(_with_long_escapes(text) if backtracks else text, backtracks, size)


def _with_long_escapes(text: str) -> str:
    r"""``\x{41}`` as Python writes it."""
    return _TOKEN.sub(lambda match: f"\\U{int(match[1], 16):08X}" if match[1] else match[0], text)


def _without_blanks(pattern: str) -> str:
    """Flag x: white space counts for nothing, except in a character class."""
    kept, depth, position = [], 0, 0
    while position < len(pattern):
        sign = pattern[position]
        if sign == "\\" and pattern[position + 1 : position + 2] in ("[", "]", "\\"):
            kept.append(pattern[position : position + 2])
            position += 2
            continue
        depth += (sign == "[") - (sign == "]")
        if depth > 0 or sign not in "\t\n\r ":
            kept.append(sign)
        position += 1
    return "".join(kept)


def _escaped(sign: str) -> str:
    return sign if sign.isalnum() or ord(sign) > 127 else f"\\x{{{ord(sign):X}}}"


class _Translator:
    """One pass over the pattern. ``size`` and ``backtracks`` as in ``Translation``."""

    def __init__(self, pattern: str, flags: str, last_newline: bool) -> None:
        self._cursor = Cursor(pattern, flags)
        self._folds = "i" in flags
        self._any = "(?s:.)" if "s" in flags else r"[^\n\r]"
        self._anchors = _anchors("m" in flags, last_newline)
        self._needs_lines = "m" in flags and last_newline
        self._groups = 0
        self._closed: set[int] = set()
        self.size = 0
        self.backtracks = False

    def whole(self) -> str:
        body = self._alternatives()
        if self._cursor.here:
            self._cursor.refuse()
        if self.backtracks and self.size > _MAX_SIZE:
            self._cursor.refuse("pattern_too_large", most=_MAX_SIZE)
        return body

    def _alternatives(self) -> str:
        branches = [self._branch()]
        while self._cursor.here == "|":
            self._cursor.at += 1
            branches.append(self._branch())
        return "|".join(branches)

    def _branch(self) -> str:
        pieces: list[str] = []
        while self._cursor.here and self._cursor.here not in "|)":
            before = self.size
            self.size += 1
            atom = self._atom()
            quantifier, most = self._quantifier()
            self.size = before + (self.size - before) * most
            pieces.append(atom + quantifier)
        return "".join(pieces)

    def _atom(self) -> str:
        sign = self._cursor.take()
        if sign == "(":
            return self._group()
        if sign == "[":
            return read_class(self._cursor).text(self._folds)
        if sign == ".":
            return self._any
        if sign in self._anchors:
            self.backtracks |= self._needs_lines
            return self._anchors[sign]
        if sign == "\\":
            return self._escape()
        if sign in "*+?{}])":
            self._cursor.refuse()
        return _escaped(sign)

    def _group(self) -> str:
        self._cursor.enter()
        number = 0
        if self._cursor.text.startswith("?:", self._cursor.at):
            self._cursor.at += 2
        elif self._cursor.here == "?":
            self._cursor.refuse()
        else:
            number = self._groups = self._groups + 1
        body = self._alternatives()
        if self._cursor.take() != ")":
            self._cursor.refuse()
        self._cursor.leave()
        self._closed.add(number)
        return f"({body})" if number else f"(?:{body})"

    def _quantifier(self) -> tuple[str, int]:
        """As written, and how often it repeats at most as far as that is counted."""
        sign, most = self._cursor.here, 1
        if sign not in ("*", "+", "?", "{"):
            return "", 1
        self._cursor.at += 1
        if sign == "{":
            counted, most = self._counted(self._cursor.take_to("}"))
            sign = f"{{{counted}}}"
        if self._cursor.here == "?":
            self._cursor.at += 1
            sign += "?"
        return sign, most

    def _counted(self, text: str) -> tuple[str, int]:
        low, comma, high = text.partition(",")
        if not (low.isascii() and low.isdigit()) or (high and not (high.isascii() and high.isdigit())):
            self._cursor.refuse()
        if int(low[:9]) > _MAX_REPEAT or (high and not int(low) <= int(high[:9]) <= _MAX_REPEAT):
            self._cursor.refuse("pattern_repeats", most=_MAX_REPEAT)
        return f"{low}{comma}{high}", max(1, int(high or low))

    def _escape(self) -> str:
        sign = self._cursor.take()
        if sign in _DIGITS:
            return self._reference(sign)
        if sign in SINGLE or (sign and sign in PLAIN):
            return f"\\{sign}"
        parts = CharacterClass(False)
        read_escape(self._cursor, sign, parts)
        return parts.text(self._folds)

    def _reference(self, digits: str) -> str:
        """To a group that is closed; empty when it has matched nothing. A digit belongs to the number while so many groups have begun."""
        while self._cursor.here in _DIGITS and int(digits + self._cursor.here) <= self._groups:
            digits += self._cursor.take()
        if int(digits) not in self._closed - {0}:
            self._cursor.refuse("open_group")
        self.backtracks = True
        return rf"(?({digits})\g<{digits}>)"


def _anchors(lines: bool, last_newline: bool) -> dict[str, str]:
    if not lines:
        return {"^": r"\A", "$": r"\z"}
    if last_newline:
        return {"^": r"(?:\A|(?<=\n)(?!\z))", "$": r"(?=\n)"}
    return {"^": "(?m:^)", "$": "(?m:$)"}
