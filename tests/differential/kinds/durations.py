"""Differences of durations."""

from __future__ import annotations

from engine.feel.syntax import ast
from tests.differential.kinds.kind import Kind, Topic
from tests.differential.kinds.looking import DURATIONS, EQUALITY, called, compared, compares, type_of
from tests.differential.locating import Difference
from tests.differential.meaning import Moment, Span


def duration_part(difference: Difference) -> bool:
    """A part of a duration: of the normalised duration, but the browser tells what was written, and 0 of what was computed."""
    node = difference.node
    return isinstance(node, ast.Path) and isinstance(difference.values[0], Span) and isinstance(difference.browser, float)


def duration_times(difference: Difference) -> bool:
    """A duration multiplied, divided, negated, or its absolute value: null in the browser."""
    computes = isinstance(difference.node, ast.Operation | ast.Negation) or called(difference, "abs")
    return computes and difference.browser is None and isinstance(difference.server, Span)


def months_against_seconds(difference: Difference) -> bool:
    """Durations of months and of days put together: null, but the browser takes 30 days for a month."""
    if (
        not (compares(difference) or isinstance(difference.node, ast.Operation))
        or difference.server is not None
        or difference.browser is None
    ):
        return False
    return set(DURATIONS) in [{type_of(left), type_of(right)} for left, right in compared(difference)]


def long_durations(difference: Difference) -> bool:
    """Durations of more than 180 days that differ by less than a month: the browser counts them as equal."""
    node = difference.node
    if not isinstance(node, ast.Comparison) or node.operator not in EQUALITY:
        return False
    left, right = difference.values
    if not isinstance(left, Span) or not isinstance(right, Span) or left.kind != right.kind:
        return False
    return abs(left.seconds) > 180 * 86_400 and abs(left.seconds - right.seconds) < 31 * 86_400


def mixed_duration(difference: Difference) -> bool:
    """A text with months and days in one duration: null, but a duration in the browser."""
    text = difference.values[0] if called(difference, "duration") else None
    return isinstance(text, str) and difference.server is None and isinstance(difference.browser, Span) and difference.browser.months != 0


def fraction_of_month(difference: Difference) -> bool:
    """years and months duration() keeps a rest of days in the browser."""
    told, meant = difference.browser, difference.server
    if not called(difference, "years and months duration") or not isinstance(told, Span) or not isinstance(meant, Span):
        return False
    return told.months != meant.months and abs(told.months - meant.months) <= 1


def duration_as_text(difference: Difference) -> bool:
    """The text of a duration of 30 days and more, of less than none, or of no months: other units, other signs."""
    (span,) = difference.values if called(difference, "string") else (None,)
    if not isinstance(span, Span) or not isinstance(difference.browser, str):
        return False
    return span.seconds >= 30 * 86_400 or span.seconds < 0 or span.months < 0 or (span.kind == DURATIONS[0] and not span.months)


def moment_from_duration(difference: Difference) -> bool:
    """A duration minus a date or a time: null, but a senseless number in the browser."""
    kinds = [type(value) for value in difference.values]
    return (
        isinstance(difference.node, ast.Operation)
        and kinds == [Span, Moment]
        and difference.server is None
        and isinstance(difference.browser, float)
    )


TOPIC = Topic(
    "Durations",
    "时长",
    (
        Kind(
            duration_part,
            "(date(due) - date(start)).days",
            "0",
            "19",
            '(date(due) - date(start)) / duration("P1D")',
            "Parts of a duration: the browser knows only what was written, not what was computed. Divide.",
            "浏览器只知道时长书写的部分，不知道计算的结果，应改用除法。",
        ),
        Kind(
            duration_times,
            'duration("P1D") * 2',
            "null",
            "P2D",
            'duration("P1D") + duration("P1D")',
            "The browser cannot multiply a duration, divide it by a number, or take its negative.",
            "浏览器不能对时长做乘法、除以数字或取负。",
        ),
        Kind(
            months_against_seconds,
            'duration("P1M") = duration("P30D")',
            "true",
            "null",
            'date(start) + duration("P1M") = date(start) + duration("P30D")',
            "A month has no fixed number of days. Add both to a date.",
            "一个月没有固定的天数，应先加到日期上再比较。",
        ),
        Kind(
            long_durations,
            'duration("P200D") = duration("P201D")',
            "true",
            "false",
            'duration("P200D") >= duration("P201D")',
            "From half a year on the browser compares whole months. Ask for `<` or `>=`.",
            "超过半年的时长，浏览器只按整月比较是否相等，可改用 `<` 或 `>=`。",
        ),
        Kind(
            mixed_duration,
            'duration("P1M1D")',
            "P1M1D",
            "null",
            'date(start) + duration("P1M") + duration("P1D")',
            "Months and days are two types of durations.",
            "年月与天时是两种不同的时长。",
        ),
        Kind(
            fraction_of_month,
            'years and months duration(date(start), date(due)) = duration("P0M")',
            "false",
            "true",
            'date(due) < date(start) + duration("P1M")',
            "The browser keeps a fraction of a month.",
            "浏览器会保留不足一个月的部分。",
        ),
        Kind(
            duration_as_text,
            'string(duration("P30D"))',
            '"P1M"',
            '"P30D"',
            'string(duration("P30D") / duration("P1D"))',
            "The browser writes 30 days as a month. Write numbers of days for people.",
            "浏览器把 30 天写成一个月。供人阅读时应写成天数。",
        ),
        Kind(
            moment_from_duration,
            'duration("P1D") - date(due) = null',
            "false",
            "true",
            'date(due) - duration("P1D") = null',
            "The date stands first.",
            "日期应写在前面。",
        ),
    ),
)
