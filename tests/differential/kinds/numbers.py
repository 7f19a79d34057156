"""Differences of numbers: decimals on the server, binary fractions in the browser."""

from __future__ import annotations

import math
import re
from decimal import Decimal

from engine.feel.syntax import ast
from tests.differential.kinds.kind import Kind, Topic
from tests.differential.kinds.looking import EQUALITY, ORDER, called, compared
from tests.differential.locating import Difference
from tests.differential.meaning import Meaning, same


def _close(left: Meaning, right: Meaning, *sizes: Meaning) -> bool:
    """Whether two numbers are apart by no more than what doubles lose on values of these sizes."""
    if not isinstance(left, float | Decimal) or not isinstance(right, float | Decimal):
        return False
    largest = max((abs(float(size)) for size in (left, right, *sizes) if isinstance(size, float | Decimal)), default=0.0)
    return abs(float(left) - float(right)) <= 1e-13 * largest


def rounded_arithmetic(difference: Difference) -> bool:
    """Arithmetic, or a function that adds numbers up, whose results are as far apart as doubles are from decimals."""
    node = difference.node
    if not isinstance(node, ast.Operation) and not called(difference, "sum", "mean", "median", "product", "sqrt", "stddev"):
        return False
    sizes = [each for value in difference.values for each in (value if isinstance(value, list) else [value])]
    return _close(difference.browser, difference.server, *sizes)


def rounded_comparison(difference: Difference) -> bool:
    """The browser's answer is that of the comparison of the nearest doubles."""
    numbers = [(left, right) for left, right in compared(difference) if isinstance(left, Decimal) and isinstance(right, Decimal)]
    if not any(left != right and float(left) == float(right) for left, right in numbers):
        return False
    match difference.node:
        case ast.Comparison(operator=sign):
            return difference.browser is {**ORDER, **EQUALITY}[sign](*map(float, numbers[0]))
        case ast.Between() | ast.In():
            return difference.browser is not difference.server
    return False


def rounded_rounding(difference: Difference) -> bool:
    """Rounding to a place of a number so near to where rounding turns that a double stands on the other side of it."""
    told, meant, values = difference.browser, difference.server, difference.values
    if not called(difference, "decimal", "round half up", "round half down", "round up", "round down", "floor", "ceiling"):
        return False
    if not isinstance(told, float) or not isinstance(meant, Decimal) or not all(isinstance(value, Decimal) for value in values):
        return False
    number, scale = (*values, Decimal(0))[:2]
    assert isinstance(number, Decimal) and isinstance(scale, Decimal)
    halves = 2 * number * 10**scale
    apart = abs(Decimal(told) - meant) * 10**scale
    return abs(halves - round(halves)) < Decimal("1e-8") and abs(apart - 1) < Decimal("1e-6")


def rounded_modulo(difference: Difference) -> bool:
    """modulo() near to a whole number of times, where a double stands on the other side, or beyond the browser's nine decimal places."""
    told, meant = difference.browser, difference.server
    if not called(difference, "modulo") or not isinstance(told, float) or not isinstance(meant, Decimal):
        return False
    apart, step = abs(told - float(meant)), abs(float(str(difference.values[1])))
    lost = 1e-15 * max(step, abs(float(str(difference.values[0]))))
    return apart <= 6e-10 + lost or math.isclose(apart, step, rel_tol=1e-6)


_NUMBER = re.compile(r"-?\d[\d.]*(?:e[+-]?\d+)?")


def number_as_text(difference: Difference) -> bool:
    """The text of a number, alone or in a list, that has more digits than a double, or for which JavaScript writes an exponent."""
    told, meant = difference.browser, difference.server
    if not called(difference, "string") or not isinstance(told, str) or not isinstance(meant, str):
        return False
    around = _NUMBER.sub("#", told) == _NUMBER.sub("#", meant)
    return around and list(map(float, _NUMBER.findall(told))) == list(map(float, _NUMBER.findall(meant)))


def exponent(difference: Difference) -> bool:
    """A number written with an exponent: the browser reads what stands before it."""
    return difference.as_written and re.search(r"\d[eE][+-]?\d", difference.text) is not None


def javascript_number(difference: Difference) -> bool:
    """number() of a text that only JavaScript takes for a number: empty, blanks around it, +5, 5., 0x10."""
    if not called(difference, "number") or difference.server is not None or not isinstance(difference.browser, float):
        return False
    text = difference.values[0]
    return isinstance(text, str) and (
        text.strip() != text or text == "" or text.startswith("+") or text.endswith(".") or not text[1:2].isdigit()
    )


def infinity(difference: Difference) -> bool:
    """Zero to a negative power, or a number beyond all others: null, but an infinity in the browser."""
    computes = isinstance(difference.node, ast.Operation) or called(difference, "exp")
    return computes and difference.server is None and isinstance(difference.browser, float) and not math.isfinite(difference.browser)


def sorted_as_text(difference: Difference) -> bool:
    """median() in the browser puts the numbers into the order of their texts."""
    values = difference.values[0] if len(difference.values) == 1 else difference.values
    if not called(difference, "median") or not isinstance(values, list) or not all(isinstance(each, Decimal) for each in values):
        return False
    texts = sorted(values, key=lambda each: f"{each:f}")
    middle = len(texts) // 2
    expected = texts[middle] if len(texts) % 2 else (texts[middle - 1] + texts[middle]) / 2
    return same(difference.browser, expected)


TOPIC = Topic(
    "Numbers",
    "数字",
    (
        Kind(
            rounded_arithmetic,
            "0.1 + 0.2 = 0.3",
            "false",
            "true",
            "round half up(0.1 + 0.2, 2) = 0.3",
            "The server counts in decimals, the browser in binary fractions. Round before you compare.",
            "服务器按十进制计算，浏览器按二进制小数计算。比较前应先取整到所需位数。",
        ),
        Kind(
            rounded_comparison,
            "1 / 3 * 3 = 1",
            "true",
            "false",
            "round half up(1 / 3 * 3, 2) = 1",
            "The server has 34 digits, the browser about 16.",
            "服务器有 34 位有效数字，浏览器约 16 位。",
        ),
        Kind(
            rounded_rounding,
            "round half up(1.005, 2)",
            "1",
            "1.01",
            "round half up(100.5, 0) / 100",
            "A half that the browser cannot write in binary. Count in the smallest unit.",
            "该尾数在浏览器的二进制中无法精确表示，可改用最小单位计算。",
        ),
        Kind(
            rounded_modulo,
            "modulo(0.3, 0.1)",
            "0.1",
            "0",
            "modulo(3, 1)",
            "The same, and the browser's has nine decimal places. Count in the smallest unit.",
            "同上，且浏览器的结果只有九位小数。应使用最小单位。",
        ),
        Kind(
            infinity,
            "0 ** -1",
            "Infinity",
            "null",
            "if amount = 0 then null else amount ** -1",
            "There is no such number.",
            "不存在这样的数。",
        ),
        Kind(
            number_as_text,
            "string(2 / 3)",
            '"0.6666666666666666"',
            '"0.6666666666666666666666666666666667"',
            "string(round half up(2 / 3, 2))",
            "Round what people are to read.",
            "供人阅读的数字应先取整。",
        ),
        Kind(
            exponent,
            "1e3",
            "1",
            "1000",
            "1000",
            "The browser stops reading at the `e`.",
            "浏览器读到 `e` 为止。",
            of_writing=True,
        ),
        Kind(
            javascript_number,
            "number(title)",
            "0",
            "null",
            'if title = "" then null else number(title)',
            'The browser makes 0 of an empty text, and reads `"+5"`, `" 5 "` and `"0x10"`, too.',
            '浏览器把空文本当作 0，也接受 `"+5"`、`" 5 "` 和 `"0x10"`。',
        ),
        Kind(
            sorted_as_text,
            "median([10, 9, 1])",
            "10",
            "9",
            "sort([10, 9, 1], function(a, b) a < b)[2]",
            "The browser sorts the numbers as texts.",
            "浏览器按文本顺序排列数字。",
        ),
    ),
)
