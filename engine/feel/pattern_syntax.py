"""XPath regular expressions (XPath and XQuery Functions 3.1, 5.6.1; XML Schema 1.1 part 2, annex G) → what an engine understands.

Two engines run them. RE2 takes time linear in the text whatever the pattern is, but knows no
back-references; ``regex`` knows them and backtracks. Both read the text that is written here; only the
latter reads what ``Translation.backtracks`` warns of.
"""

from __future__ import annotations

import re
from typing import NamedTuple, NoReturn

from engine.feel.character_classes import CodePoints, category, class_text, complement, subtract, without_case
from engine.feel.errors import FeelProblem
from engine.feel.unicode_blocks import BLOCKS

_SINGLE = {"n": "\n", "r": "\r", "t": "\t"}
_PLAIN = frozenset("\\|.-^?*+{}()[]$")
_CATEGORIES = frozenset(
    (
        *("L", "Lu", "Ll", "Lt", "Lm", "Lo", "M", "Mn", "Mc", "Me", "N", "Nd", "Nl", "No", "P", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po"),
        *("Z", "Zs", "Zl", "Zp", "S", "Sm", "Sc", "Sk", "So", "C", "Cc", "Cf", "Co", "Cn"),
    )
)
_BLANKS: CodePoints = [(9, 10), (13, 13), (32, 32)]
_NAME_START: CodePoints = [
    *((0x3A, 0x3A), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A), (0xC0, 0xD6), (0xD8, 0xF6), (0xF8, 0x2FF), (0x370, 0x37D)),
    *((0x37F, 0x1FFF), (0x200C, 0x200D), (0x2070, 0x218F), (0x2C00, 0x2FEF), (0x3001, 0xD7FF), (0xF900, 0xFDCF), (0xFDF0, 0xFFFD)),
    (0x10000, 0xEFFFF),
]
_NAME: CodePoints = [*_NAME_START, (0x2D, 0x2E), (0x30, 0x39), (0xB7, 0xB7), (0x300, 0x36F), (0x203F, 0x2040)]
_POINTS = {"s": _BLANKS, "i": _NAME_START, "c": _NAME}
# Unions of general categories; the complement of each is the capital letter.
_UNIONS = {"d": ("Nd",), "w": ("L", "M", "N", "S")}
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
    """One pass over the pattern."""

    def __init__(self, pattern: str, flags: str, last_newline: bool) -> None:
        self._text = pattern
        self._at = 0
        self._flags = flags
        self._anchors = _anchors("m" in flags, last_newline)
        self._last_newline = last_newline
        self._depth = 0
        self._groups = 0
        self._closed: set[int] = set()
        self.size = 0
        self.backtracks = False

    def whole(self) -> str:
        body = self._alternatives()
        if self._at < len(self._text):
            self._refuse()
        if self.backtracks and self.size > _MAX_SIZE:
            self._refuse(f" that repeats at most {_MAX_SIZE} signs in all and refers to a group")
        return body

    @property
    def _here(self) -> str:
        return self._text[self._at : self._at + 1]

    def _take(self) -> str:
        sign = self._here
        self._at += 1
        return sign

    def _refuse(self, why: str = "") -> NoReturn:
        shown = self._text[:60]
        raise FeelProblem(f'Expected a regular expression, but "{shown}" is none{why}.', f"“{shown}”不是有效的正则表达式。")

    def _alternatives(self) -> str:
        branches = [self._branch()]
        while self._here == "|":
            self._at += 1
            branches.append(self._branch())
        return "|".join(branches)

    def _branch(self) -> str:
        pieces: list[str] = []
        while self._here and self._here not in "|)":
            before = self.size
            self.size += 1
            atom = self._atom()
            quantifier, most = self._quantifier()
            self.size = before + (self.size - before) * most
            pieces.append(atom + quantifier)
        return "".join(pieces)

    def _atom(self) -> str:
        sign = self._take()
        if sign == "(":
            return self._group()
        if sign == "[":
            return self._class().text(self._folds)
        if sign == ".":
            return "(?s:.)" if "s" in self._flags else r"[^\n\r]"
        if sign in self._anchors:
            self.backtracks |= "m" in self._flags and self._last_newline
            return self._anchors[sign]
        if sign == "\\":
            return self._escape()
        if sign in "*+?{}])":
            self._refuse()
        return _escaped(sign)

    def _group(self) -> str:
        self._depth += 1
        if self._depth > 50:
            self._refuse(" that is nested so little that it can be run")
        number = 0
        if self._text.startswith("?:", self._at):
            self._at += 2
        elif self._here == "?":
            self._refuse()
        else:
            number = self._groups = self._groups + 1
        body = self._alternatives()
        if self._take() != ")":
            self._refuse()
        self._depth -= 1
        self._closed.add(number)
        return f"({body})" if number else f"(?:{body})"

    def _quantifier(self) -> tuple[str, int]:
        """As written, and how often it repeats at most as far as that is counted."""
        sign, most = self._here, 1
        if sign not in ("*", "+", "?", "{"):
            return "", 1
        self._at += 1
        if sign == "{":
            closing = self._text.find("}", self._at)
            counted, most = self._counted(self._text[self._at : closing] if closing >= 0 else "")
            sign = f"{{{counted}}}"
            self._at = closing + 1
        if self._here == "?":
            self._at += 1
            sign += "?"
        return sign, most

    def _counted(self, text: str) -> tuple[str, int]:
        low, comma, high = text.partition(",")
        if not (low.isascii() and low.isdigit()) or (high and not (high.isascii() and high.isdigit())):
            self._refuse()
        if int(low[:9]) > _MAX_REPEAT or (high and not int(low) <= int(high[:9]) <= _MAX_REPEAT):
            self._refuse(f" that repeats at most {_MAX_REPEAT} times")
        return f"{low}{comma}{high}", max(1, int(high or low))

    def _escape(self) -> str:
        sign = self._take()
        if sign.isdigit():
            return self._reference(sign)
        if sign in _SINGLE:
            return f"\\{sign}"
        if sign in _PLAIN and sign:
            return f"\\{sign}"
        parts = _Class(False)
        self._class_escape(sign, parts)
        return parts.text(self._folds)

    def _reference(self, digits: str) -> str:
        """To a group that is closed; empty when it has matched nothing. A digit belongs to the number while so many groups have begun."""
        while self._here.isdigit() and int(digits + self._here) <= self._groups:
            digits += self._take()
        number = int(digits) if digits.isascii() else 0
        if number not in self._closed or not number:
            self._refuse(": a back-reference must name a group that is closed before it")
        self.backtracks = True
        return rf"(?({number})\g<{number}>)"

    @property
    def _folds(self) -> bool:
        return "i" in self._flags

    def _class(self) -> _Class:
        """Behind ``[``; understands ``[a-z-[aeiou]]``."""
        self._depth += 1
        if self._depth > 50:
            self._refuse()
        parts = _Class(self._here == "^")
        self._at += parts.negated
        first = True
        while self._here != "]" or first:
            sign = self._take()
            if not sign or (sign == "[" or (sign == "]" and first)):
                self._refuse()
            if sign == "-" and self._here == "[" and not first:
                self._at += 1
                parts.without = self._class()
                break
            self._class_part(sign, parts)
            first = False
        if self._take() != "]":
            self._refuse()
        self._depth -= 1
        return parts

    def _class_part(self, sign: str, parts: _Class) -> None:
        low = sign
        if sign == "\\":
            sign = self._take()
            if sign not in _SINGLE and (sign not in _PLAIN or not sign):
                self._class_escape(sign, parts)
                return
            low = _SINGLE.get(sign, sign)
        following = self._text[self._at + 1 : self._at + 2]
        if self._here == "-" and following not in ("]", "[", ""):
            self._at += 1
            high = self._take()
            if high == "\\":
                high = self._take()
                if high not in _SINGLE and high not in _PLAIN:
                    self._refuse()
                high = _SINGLE.get(high, high)
            if ord(high) < ord(low):
                self._refuse()
            parts.add_range(ord(low), ord(high))
            return
        parts.add_range(ord(low), ord(low))

    def _class_escape(self, sign: str, parts: _Class) -> None:
        kind, negated = sign.lower(), sign.isupper()
        if sign and kind in _UNIONS:
            parts.add_categories(_UNIONS[kind], negated=negated)
        elif sign and kind in _POINTS:
            parts.add_points(complement(_POINTS[kind]) if negated else _POINTS[kind])
        elif sign and kind == "p" and self._take() == "{":
            self._property(parts, negated)
        else:
            self._refuse()

    def _property(self, parts: _Class, negated: bool) -> None:
        closing = self._text.find("}", self._at)
        name = self._text[self._at : closing] if closing >= 0 else ""
        if "x" in self._flags:
            name = "".join(name.split())
        self._at = closing + 1
        if name.startswith("Is") and name[2:] in BLOCKS:
            block = [BLOCKS[name[2:]]]
            parts.add_points(complement(block) if negated else block)
        elif name in ("C", "Cn"):  # RE2 does not count unassigned code points
            parts.add_points(complement(category(name)) if negated else category(name))
        elif name in _CATEGORIES:
            parts.add_categories((name,), negated=negated)
        else:
            self._refuse()


def _anchors(lines: bool, last_newline: bool) -> dict[str, str]:
    if not lines:
        return {"^": r"\A", "$": r"\z"}
    if last_newline:
        return {"^": r"(?:\A|(?<=\n)(?!\z))", "$": r"(?=\n)"}
    return {"^": "(?m:^)", "$": "(?m:$)"}


class _Class:
    """A character class under construction: text for an engine, and the same as code points when needed."""

    def __init__(self, negated: bool) -> None:
        self.negated = negated
        self.without: _Class | None = None
        self._ranges: CodePoints = []
        self._fixed: CodePoints = []  # these are not touched by flag i, and categories are not
        self._categories: list[tuple[tuple[str, ...], bool]] = []

    def add_range(self, low: int, high: int) -> None:
        self._ranges.append((low, high))

    def add_points(self, points: CodePoints) -> None:
        self._fixed += points

    def add_categories(self, names: tuple[str, ...], *, negated: bool) -> None:
        self._categories.append((names, negated))

    def text(self, folds: bool) -> str:
        """``folds``: flag i is on; the engine then takes care of ranges alone, and gets anything else ready-made."""
        if self.without is None and not self._fixed and not (folds and self._categories):
            negations = {negated for _, negated in self._categories}
            if not (True in negations and (self.negated or self._ranges or len(self._categories) > 1)):
                ranges = class_text(self._ranges)[1:-1] if self._ranges else ""
                names = "".join(f"\\p{{{name}}}" for names, _ in self._categories for name in names)
                return f"[{'^' if self.negated or True in negations else ''}{ranges}{names}]"
        ready = class_text(self.points(folds))
        return f"(?-i:{ready})" if folds else ready

    def points(self, folds: bool) -> CodePoints:
        found = (without_case(self._ranges) if folds else self._ranges) + self._fixed
        for names, negated in self._categories:
            union = [points for name in names for points in category(name)]
            found = found + (complement(union) if negated else union)
        if self.negated:
            found = complement(found)
        return found if self.without is None else subtract(found, self.without.points(folds))
