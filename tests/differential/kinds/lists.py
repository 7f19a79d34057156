"""Differences of ranges, texts and lists."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from engine.feel.syntax import ast
from tests.differential.kinds.kind import Kind, Topic
from tests.differential.kinds.looking import EQUALITY, before, called
from tests.differential.locating import Difference
from tests.differential.meaning import Moment, Span, same


def turned_range(difference: Difference) -> bool:
    """between or in of a range whose end is before its start: nothing lies in it, but the browser turns it round."""
    if not isinstance(difference.node, ast.Between | ast.In) or not isinstance(difference.server, bool):
        return False
    value, *ends = difference.values
    turned = any(before(end, start) for start, end in pairwise(ends))
    # Such a range is null to the server, and null is in null.
    return turned and difference.browser is (value is not None) and difference.server is (value is None)


def letter_range(difference: Difference) -> bool:
    """A range from one letter to another: the browser finds single letters in it, and nothing else."""
    if not isinstance(difference.node, ast.Between | ast.In) or difference.browser is not False or difference.server is False:
        return False
    value, *ends = difference.values
    letters = [isinstance(end, str) and len(end) == 1 and end.isascii() and end.isalpha() for end in ends]
    return (value is None or (isinstance(value, str) and len(value) != 1)) and any(map(all, pairwise(letters)))


def in_list_among_tests(difference: Difference) -> bool:
    """in with a list among several values, or of a list in an equal one: the browser neither looks into such a list nor compares it."""
    node, values = difference.node, difference.values
    if not isinstance(node, ast.In) or difference.browser is not False or difference.server is not True:
        return False
    return any(isinstance(other, list) and (values[0] == other or (len(node.tests) > 1 and values[0] in other)) for other in values[1:])


def short_list(difference: Difference) -> bool:
    """= and != with a list of one entry or none: the browser compares the entry, or nothing, in its place."""
    node = difference.node
    if not isinstance(node, ast.Comparison) or node.operator not in EQUALITY:
        return False
    values = difference.values
    shortened = [value[0] if value else None for value in values if isinstance(value, list) and len(value) < 2]
    return bool(shortened) and difference.server is not difference.browser


def short_list_counted(difference: Difference) -> bool:
    """A list of one number among several arguments of sum(), min() …: null, but the browser joins or compares the texts."""
    if not called(difference, "sum", "min", "max", "mean", "median", "product") or difference.server is not None:
        return False
    short = [value for value in difference.values if isinstance(value, list) and len(value) == 1]
    return bool(short) and len(difference.values) > 1 and isinstance(difference.browser, float | str)


def filter_outside(difference: Difference) -> bool:
    """A filter whose condition is a mere name, a path or a call: the browser computes it once, outside of the entries."""
    node, told = difference.node, difference.browser
    if not isinstance(node, ast.Filter) or not isinstance(node.condition, ast.Name | ast.Path | ast.Call | ast.If):
        return False
    entries = difference.operands[0].browser.value
    return told in (None, []) or (isinstance(entries, list) and (told == entries or told in entries))


def filter_loses(difference: Difference) -> bool:
    """A filter never keeps entries that are false or null in the browser."""
    kept = difference.server
    if not isinstance(difference.node, ast.Filter) or not isinstance(kept, list):
        return False
    rest = [entry for entry in kept if entry is not None and entry is not False]
    return len(rest) < len(kept) and same(difference.browser, rest)


def null_among_all(difference: Difference) -> bool:
    """some and every with a condition that is null for an entry: null, but false in the browser."""
    repeated = [pair.server.value for pair in difference.repeated]
    return isinstance(difference.node, ast.Quantified) and difference.server is None and difference.browser is False and None in repeated


def satisfied_by_anything(difference: Difference) -> bool:
    """some and every with a condition that is neither true, false nor null: the browser takes it for true."""
    repeated = [pair.server.value for pair in difference.repeated]
    return (
        isinstance(difference.node, ast.Quantified)
        and difference.server is None
        and any(not isinstance(each, bool | None) for each in repeated)
    )


def one_for_all(difference: Difference) -> bool:
    """for, some and every over one value that is no list: over a list of it, but null in the browser."""
    source = difference.operands[0].server.value if difference.operands else None
    loops = isinstance(difference.node, ast.For | ast.Quantified)
    return loops and source is not None and not isinstance(source, list) and difference.browser is None


def concatenated_null(difference: Difference) -> bool:
    """concatenate() with null: null, but an entry that is null in the browser."""
    if not called(difference, "concatenate") or difference.server is not None or None not in difference.values:
        return False
    joined = [
        each
        for value in difference.operands
        for each in (value.browser.value if isinstance(value.browser.value, list) else [value.browser.value])
    ]
    return bool(difference.browser == joined)


def least_of_others(difference: Difference) -> bool:
    """min() and max() of texts, dates, times or durations: null in the browser, which knows those of numbers only."""
    return called(difference, "min", "max") and difference.browser is None and isinstance(difference.server, str | Moment | Span)


def outside(difference: Difference) -> bool:
    """A position outside the text or the list: null, but the browser gives what slice() of JavaScript gives."""
    if not called(difference, "substring", "sublist") or difference.server is not None:
        return False
    whole, start, *rest = difference.values
    if whole is None or not isinstance(start, Decimal) or not isinstance(difference.browser, str | list):
        return False
    if called(difference, "sublist") and not isinstance(whole, list):
        whole = [whole]
    assert isinstance(whole, str | list)
    length = rest[0] if rest and isinstance(rest[0], Decimal) else Decimal(0)
    return start == 0 or abs(start) > len(whole) or start + length - 1 > len(whole) or (start < 0 and -start < length)


def surrogates(difference: Difference) -> bool:
    """A text with signs of which JavaScript makes two (emoji), counted from the end or compared."""
    texts = [value for value in difference.values if isinstance(value, str)]
    return (called(difference, "substring") or isinstance(difference.node, ast.Comparison)) and any(
        ord(sign) > 0xFFFF for text in texts for sign in text
    )


TOPIC = Topic(
    "Ranges, texts and lists",
    "区间、文本与列表",
    (
        Kind(
            turned_range,
            "amount in [10..1]",
            "true",
            "false",
            "amount >= 10 and amount <= 1",
            "Nothing is in a range that ends before it starts; the browser turns it round.",
            "终点小于起点的区间不含任何值；浏览器会自动对调。",
        ),
        Kind(
            letter_range,
            '"cable" in ["a".."z"]',
            "false",
            "true",
            '"cable" >= "a" and "cable" <= "z"',
            "Between two single letters the browser finds single letters only.",
            "两个单字母之间，浏览器只认单个字母。",
        ),
        Kind(
            in_list_among_tests,
            '"a" in ("x", ["a", "b"])',
            "false",
            "true",
            '"a" in ["x", "a", "b"]',
            "The browser does not look into a list among several values.",
            "多个值中的列表，浏览器不会查看其内部。",
        ),
        Kind(
            short_list,
            'tags = "a"',
            "true",
            "null",
            'list contains(tags, "a")',
            "The browser takes a list of one entry for the entry, an empty one for nothing: with one tag, `tags = []` is `null`.",
            "浏览器把只有一项的列表当作该项，把空列表当作无值：只有一个标签时，`tags = []` 为 `null`。",
        ),
        Kind(
            short_list_counted,
            "sum([amount], 1)",
            '"51"',
            "null",
            "sum([amount, 1])",
            "Give one list, or single numbers; the browser joins texts here.",
            "应传入一个列表，或逐个传入数字；此处浏览器做的是文本拼接。",
        ),
        Kind(
            filter_outside,
            "items[done].name",
            "[]",
            '["cable"]',
            "items[done = true].name",
            'A filter needs a comparison in the browser: also `items[contains(name, "c") = true]`.',
            '浏览器的筛选条件必须是比较式，例如 `items[contains(name, "c") = true]`。',
        ),
        Kind(
            filter_loses,
            "items.done[item = false]",
            "[]",
            "[false]",
            "items[done = false].done",
            "The browser's filters never keep false or `null`.",
            "浏览器的筛选结果不保留 false 和 `null`。",
        ),
        Kind(
            null_among_all,
            "every x in items satisfies x.price > 10",
            "false",
            "null",
            "every x in items satisfies x.price != null and x.price > 10",
            "An entry for which the condition is `null` leaves it open; the browser counts it as false.",
            "某一项的条件为 `null` 时结果未定；浏览器按假处理。",
        ),
        Kind(
            satisfied_by_anything,
            "some x in items satisfies x.name",
            "true",
            "null",
            'some x in items satisfies x.name != ""',
            "The browser takes everything but false and `null` for true.",
            "浏览器把 false 和 `null` 以外的值都当作真。",
        ),
        Kind(
            one_for_all,
            'some x in note satisfies x = "12"',
            "null",
            "true",
            'some x in [note] satisfies x = "12"',
            "The browser goes through lists only.",
            "浏览器只能遍历列表。",
        ),
        Kind(
            concatenated_null,
            "concatenate(tags, empty)",
            '["a", null]',
            "null",
            "concatenate(tags, if empty = null then [] else empty)",
            "`null` is not an empty list.",
            "`null` 不是空列表。",
        ),
        Kind(
            least_of_others,
            "max(start, due)",
            "null",
            '"2026-03-20"',
            "if start > due then start else due",
            "`min` and `max` know numbers only in the browser.",
            "浏览器的 `min` 和 `max` 只支持数字。",
        ),
        Kind(
            outside,
            'substring("abc", 5)',
            '""',
            "null",
            'if string length("abc") < 5 then null else substring("abc", 5)',
            "Positions outside the text or the list, 0 among them; so with `sublist`.",
            "位置超出文本或列表（包括 0）；`sublist` 亦同。",
        ),
        Kind(
            surrogates,
            'substring("😀ab", -2)',
            '"b"',
            '"ab"',
            'substring("😀ab", 2)',
            "Counted from the end, an emoji is two characters in the browser.",
            "从末尾计数时，浏览器把一个表情符号算作两个字符。",
        ),
    ),
)
