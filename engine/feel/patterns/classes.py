"""The characters of an XPath regular expression: classes like ``[a-z-[aeiou]]`` and escapes like ``\\p{Lu}``."""

from __future__ import annotations

from typing import NoReturn

from engine.feel.errors import FeelProblem
from engine.feel.patterns.code_points import CodePoints, category, class_text, complement, subtract, without_case
from engine.feel.patterns.unicode_blocks import BLOCKS
from engine.feel.texts import say

SINGLE = {"n": "\n", "r": "\r", "t": "\t"}
PLAIN = frozenset("\\|.-^?*+{}()[]$")
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
_DEEPEST = 50


class Cursor:
    """A place in a pattern."""

    def __init__(self, text: str, flags: str) -> None:
        self.text = text
        self.at = 0
        self.flags = flags
        self._depth = 0

    @property
    def here(self) -> str:
        return self.text[self.at : self.at + 1]

    def take(self) -> str:
        sign = self.here
        self.at += 1
        return sign

    def take_to(self, sign: str) -> str:
        """What stands before the sign, which is taken, too; empty when it does not come."""
        end = self.text.find(sign, self.at)
        found = self.text[self.at : end] if end >= 0 else ""
        self.at = end + 1
        return found

    def enter(self) -> None:
        """One more bracket inside a bracket; undo with ``leave``."""
        self._depth += 1
        if self._depth > _DEEPEST:
            self.refuse("pattern_too_deep")

    def leave(self) -> None:
        self._depth -= 1

    def refuse(self, code: str = "no_pattern", **facts: object) -> NoReturn:
        raise FeelProblem(say(code, pattern=self.text[:60], **facts))


class CharacterClass:
    """A character class under construction: text for an engine, and the same as code points when needed."""

    def __init__(self, negated: bool) -> None:
        self.negated = negated
        self.without: CharacterClass | None = None
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


def read_class(cursor: Cursor) -> CharacterClass:
    """Behind ``[``."""
    cursor.enter()
    parts = CharacterClass(cursor.here == "^")
    cursor.at += parts.negated
    first = True
    while cursor.here != "]" or first:
        sign = cursor.take()
        if not sign or (sign == "[" or (sign == "]" and first)):
            cursor.refuse()
        if sign == "-" and cursor.here == "[" and not first:
            cursor.at += 1
            parts.without = read_class(cursor)
            break
        _read_part(cursor, sign, parts)
        first = False
    if cursor.take() != "]":
        cursor.refuse()
    cursor.leave()
    return parts


def _read_part(cursor: Cursor, sign: str, parts: CharacterClass) -> None:
    """A character, a range of them, or an escape for many."""
    if sign == "\\" and cursor.here not in SINGLE and (cursor.here not in PLAIN or not cursor.here):
        read_escape(cursor, cursor.take(), parts)
        return
    low = high = _character(cursor, sign)
    if cursor.here == "-" and cursor.text[cursor.at + 1 : cursor.at + 2] not in ("]", "[", ""):
        cursor.at += 1
        high = _character(cursor, cursor.take())
    if high < low:
        cursor.refuse()
    parts.add_range(ord(low), ord(high))


def _character(cursor: Cursor, sign: str) -> str:
    if sign != "\\":
        return sign
    escaped = cursor.take()
    if not escaped or (escaped not in SINGLE and escaped not in PLAIN):
        cursor.refuse()
    return SINGLE.get(escaped, escaped)


def read_escape(cursor: Cursor, sign: str, parts: CharacterClass) -> None:
    """Behind a backslash and ``sign``: an escape that stands for many characters."""
    kind, negated = sign.lower(), sign.isupper()
    if sign and kind in _UNIONS:
        parts.add_categories(_UNIONS[kind], negated=negated)
    elif sign and kind in _POINTS:
        parts.add_points(complement(_POINTS[kind]) if negated else _POINTS[kind])
    elif sign and kind == "p" and cursor.take() == "{":
        _read_property(cursor, parts, negated)
    else:
        cursor.refuse()


def _read_property(cursor: Cursor, parts: CharacterClass, negated: bool) -> None:
    name = cursor.take_to("}")
    if "x" in cursor.flags:
        name = "".join(name.split())
    if name.startswith("Is") and name[2:] in BLOCKS:
        block = [BLOCKS[name[2:]]]
        parts.add_points(complement(block) if negated else block)
    elif name in ("C", "Cn"):  # RE2 does not count unassigned code points
        parts.add_points(complement(category(name)) if negated else category(name))
    elif name in _CATEGORIES:
        parts.add_categories((name,), negated=negated)
    else:
        cursor.refuse()
