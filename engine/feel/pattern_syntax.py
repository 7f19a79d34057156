"""XPath regular expressions → RE2 syntax (XPath and XQuery Functions 3.1, 5.6.1; XML Schema 1.1 part 2, annex G)."""

from __future__ import annotations

from typing import NoReturn

from engine.feel.character_classes import BLOCKS, CodePoints, class_text, code_points_of, subtract
from engine.feel.errors import FeelProblem

_SINGLE = {"n": "\\n", "r": "\\r", "t": "\\t"}
_PLAIN = set("\\|.-^?*+{}()[]$")
# Unions of general categories that RE2 knows; the complement of each is the capital letter.
_MULTI = {
    "s": r"\t\n\r ",
    "d": r"\p{Nd}",
    "w": r"\p{L}\p{M}\p{N}\p{S}",
    "i": r"\p{L}\p{Nl}:_",
    "c": r"\p{L}\p{M}\p{N}:_.\-\x{B7}",
}
_MAX_REPEAT = 1000
# Sign: the flag that changes it, what it is without the flag, what with it.
_ANCHORS = {".": ("s", r"[^\n\r]", "(?s:.)"), "^": ("m", r"\A", "^"), "$": ("m", r"\z", "$")}


def translated(pattern: str, flags: str) -> str:
    """RE2 syntax for the pattern. Raises ``FeelProblem`` for what XPath does not allow or RE2 cannot do."""
    if "q" in flags:
        body = "".join(_escaped(sign) for sign in pattern)
    else:
        body = _Translator(_without_blanks(pattern) if "x" in flags else pattern, flags).whole()
    switches = "".join(flag for flag in "ims" if flag in flags)
    return f"(?{switches}:{body})" if switches else body


def _without_blanks(pattern: str) -> str:
    """Flag x: white space counts for nothing, except in a character class."""
    kept, depth, position = [], 0, 0
    while position < len(pattern):
        sign = pattern[position]
        if sign == "\\" and position + 1 < len(pattern) and pattern[position + 1] in "[]":
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

    def __init__(self, pattern: str, flags: str) -> None:
        self._text = pattern
        self._at = 0
        self._flags = flags
        self._depth = 0

    def whole(self) -> str:
        body = self._alternatives()
        if self._at < len(self._text):
            self._refuse()
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
            pieces.append(self._atom() + self._quantifier())
        return "".join(pieces)

    def _atom(self) -> str:
        sign = self._take()
        if sign == "(":
            return self._group()
        if sign == "[":
            return self._class().text()
        if sign in _ANCHORS:
            flag, plain, flagged = _ANCHORS[sign]
            return flagged if flag in self._flags else plain
        if sign == "\\":
            return self._escape()
        if sign in "*+?{}])":
            self._refuse()
        return _escaped(sign)

    def _group(self) -> str:
        self._depth += 1
        if self._depth > 50:
            self._refuse(" that is nested so little that it can be run")
        opening = "("
        if self._text.startswith("?:", self._at):
            self._at += 2
            opening = "(?:"
        elif self._here == "?":
            self._refuse()
        body = self._alternatives()
        if self._take() != ")":
            self._refuse()
        self._depth -= 1
        return f"{opening}{body})"

    def _quantifier(self) -> str:
        sign = self._here
        if sign not in ("*", "+", "?", "{"):
            return ""
        self._at += 1
        if sign == "{":
            closing = self._text.find("}", self._at)
            sign = f"{{{self._counted(self._text[self._at : closing] if closing >= 0 else '')}}}"
            self._at = closing + 1
        if self._here == "?":
            self._at += 1
            sign += "?"
        return sign

    def _counted(self, text: str) -> str:
        low, comma, high = text.partition(",")
        if not (low.isascii() and low.isdigit()) or (high and not (high.isascii() and high.isdigit())):
            self._refuse()
        if int(low[:9]) > _MAX_REPEAT or (high and not int(low) <= int(high[:9]) <= _MAX_REPEAT):
            self._refuse(f" that repeats at most {_MAX_REPEAT} times")
        return f"{low}{comma}{high}"

    def _escape(self) -> str:
        sign = self._take()
        if sign.isdigit():
            self._refuse(" without back-references")
        if sign in _SINGLE:
            return _SINGLE[sign]
        if sign in _PLAIN and sign:
            return f"\\{sign}"
        parts = _Class(False)
        self._class_escape(sign, parts)
        return parts.text()

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
                if sign.isdigit():
                    self._refuse(" without back-references")
                self._class_escape(sign, parts)
                return
            low = {"n": "\n", "r": "\r", "t": "\t"}.get(sign, sign)
        following = self._text[self._at + 1 : self._at + 2]
        if self._here == "-" and following not in ("]", "[", ""):
            self._at += 1
            high = self._take()
            if high == "\\":
                high = self._take()
                if high not in _SINGLE and high not in _PLAIN:
                    self._refuse()
                high = {"n": "\n", "r": "\r", "t": "\t"}.get(high, high)
            if ord(high) < ord(low):
                self._refuse()
            parts.add_range(ord(low), ord(high))
            return
        parts.add_range(ord(low), ord(low))

    def _class_escape(self, sign: str, parts: _Class) -> None:
        if sign.lower() in _MULTI and sign:
            parts.add_named(_MULTI[sign.lower()], negated=sign.isupper())
            return
        if sign not in ("p", "P") or self._take() != "{":
            self._refuse()
        closing = self._text.find("}", self._at)
        name = self._text[self._at : closing] if closing >= 0 else ""
        if "x" in self._flags:
            name = "".join(name.split())
        self._at = closing + 1
        if name.startswith("Is") and name[2:] in BLOCKS:
            parts.add_block(BLOCKS[name[2:]], negated=sign == "P")
        elif 1 <= len(name) <= 2 and name[0] in "LMNPZSC" and name.isalpha():
            parts.add_named(f"\\p{{{name}}}", negated=sign == "P")
        else:
            self._refuse()


class _Class:
    """A character class under construction: RE2 text, and the same as code points when needed."""

    def __init__(self, negated: bool) -> None:
        self.negated = negated
        self.without: _Class | None = None
        self._ranges: CodePoints = []
        self._named: list[tuple[str, bool]] = []

    def add_range(self, low: int, high: int) -> None:
        self._ranges.append((low, high))

    def add_block(self, block: tuple[int, int], *, negated: bool) -> None:
        self._ranges += subtract([(0, 0x10FFFF)], [block]) if negated else [block]

    def add_named(self, name: str, *, negated: bool) -> None:
        self._named.append((name, negated))

    def text(self) -> str:
        simple = self.without is None and not (any(negated for _, negated in self._named) and len(self._named) > 1)
        mixed = any(negated for _, negated in self._named) and bool(self._ranges or self.negated)
        if simple and not mixed:
            negated = self.negated or any(negated for _, negated in self._named)
            inner = class_text(self._ranges) + "".join(name for name, _ in self._named)
            return f"[{'^' if negated else ''}{inner}]"
        return f"[{class_text(self.points())}]"

    def points(self) -> CodePoints:
        found: CodePoints = list(self._ranges)
        for name, negated in self._named:
            found += code_points_of(name, negated)
        if self.negated:
            found = subtract([(0, 0x10FFFF)], found)
        return found if self.without is None else subtract(found, self.without.points())
