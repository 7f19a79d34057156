"""Sets of code points for ``[a-z-[aeiou]]`` and ``\\p{IsBasicLatin}``, which RE2 does not know."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

CodePoints = list[tuple[int, int]]

BLOCKS: dict[str, tuple[int, int]] = {
    "BasicLatin": (0x0000, 0x007F),
    "Latin-1Supplement": (0x0080, 0x00FF),
    "LatinExtended-A": (0x0100, 0x017F),
    "LatinExtended-B": (0x0180, 0x024F),
    "IPAExtensions": (0x0250, 0x02AF),
    "SpacingModifierLetters": (0x02B0, 0x02FF),
    "CombiningDiacriticalMarks": (0x0300, 0x036F),
    "Greek": (0x0370, 0x03FF),
    "GreekandCoptic": (0x0370, 0x03FF),
    "Cyrillic": (0x0400, 0x04FF),
    "Armenian": (0x0530, 0x058F),
    "Hebrew": (0x0590, 0x05FF),
    "Arabic": (0x0600, 0x06FF),
    "Devanagari": (0x0900, 0x097F),
    "Bengali": (0x0980, 0x09FF),
    "Thai": (0x0E00, 0x0E7F),
    "Georgian": (0x10A0, 0x10FF),
    "HangulJamo": (0x1100, 0x11FF),
    "LatinExtendedAdditional": (0x1E00, 0x1EFF),
    "GreekExtended": (0x1F00, 0x1FFF),
    "GeneralPunctuation": (0x2000, 0x206F),
    "SuperscriptsandSubscripts": (0x2070, 0x209F),
    "CurrencySymbols": (0x20A0, 0x20CF),
    "LetterlikeSymbols": (0x2100, 0x214F),
    "NumberForms": (0x2150, 0x218F),
    "Arrows": (0x2190, 0x21FF),
    "MathematicalOperators": (0x2200, 0x22FF),
    "BoxDrawing": (0x2500, 0x257F),
    "CJKSymbolsandPunctuation": (0x3000, 0x303F),
    "Hiragana": (0x3040, 0x309F),
    "Katakana": (0x30A0, 0x30FF),
    "Bopomofo": (0x3100, 0x312F),
    "CJKUnifiedIdeographsExtensionA": (0x3400, 0x4DBF),
    "CJKUnifiedIdeographs": (0x4E00, 0x9FFF),
    "HangulSyllables": (0xAC00, 0xD7AF),
    "PrivateUse": (0xE000, 0xF8FF),
    "CJKCompatibilityIdeographs": (0xF900, 0xFAFF),
    "HalfwidthandFullwidthForms": (0xFF00, 0xFFEF),
}
_SURROGATES = (0xD800, 0xDFFF)
_PART = re.compile(r"\\p\{(\w+)\}|\\x\{([0-9A-F]+)\}|\\([tnr])|\\?(.)", re.DOTALL)
_CONTROL = {"t": 9, "n": 10, "r": 13}


def _sorted(points: CodePoints) -> CodePoints:
    """Disjoint, ascending."""
    merged: CodePoints = []
    for low, high in sorted(points):
        if merged and low <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
        else:
            merged.append((low, high))
    return merged


def subtract(points: CodePoints, without: CodePoints) -> CodePoints:
    """The points that are not in ``without``."""
    left: CodePoints = []
    holes = _sorted(without)
    for first, high in _sorted(points):
        low = first
        for hole_low, hole_high in holes:
            if hole_high < low or hole_low > high:
                continue
            if hole_low > low:
                left.append((low, hole_low - 1))
            low = hole_high + 1
        if low <= high:
            left.append((low, high))
    return left


def class_text(points: CodePoints) -> str:
    """The inside of an RE2 class. Surrogates are no characters; an empty set matches nothing."""
    ranges = subtract(points, [_SURROGATES]) if points else []
    return "".join(f"\\x{{{low:X}}}" if low == high else f"\\x{{{low:X}}}-\\x{{{high:X}}}" for low, high in ranges)


def code_points_of(named: str, negated: bool) -> CodePoints:
    """The points of a run of RE2 class parts like ``\\p{L}\\p{N}:_``."""
    points: CodePoints = []
    for match in _PART.finditer(named):
        category, code, control, sign = match.groups()
        if category:
            points += _category(category)
        else:
            point = int(code, 16) if code else _CONTROL[control] if control else ord(sign)
            points.append((point, point))
    return subtract([(0, 0x10FFFF)], points) if negated else points


@lru_cache(maxsize=40)
def _category(name: str) -> CodePoints:
    return [points for category, points in _table() if category.startswith(name)]


@lru_cache(maxsize=1)
def _table() -> list[tuple[str, tuple[int, int]]]:
    """Runs of equal general category over all code points; built once, when first asked for."""
    table: list[tuple[str, tuple[int, int]]] = []
    start, current = 0, unicodedata.category("\0")
    for point in range(1, 0x110000):
        category = unicodedata.category(chr(point))
        if category != current:
            table.append((current, (start, point - 1)))
            start, current = point, category
    table.append((current, (start, 0x10FFFF)))
    return table
