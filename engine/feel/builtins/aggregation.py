"""Functions that make one value out of a list (DMN 1.5, 10.3.4.4)."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal, DecimalException
from typing import NoReturn

from engine.feel.errors import FeelProblem
from engine.feel.evaluation.arithmetic import calculate
from engine.feel.evaluation.operators import compare
from engine.feel.evaluation.state import State
from engine.feel.functions.registry import built_in
from engine.feel.texts import say
from engine.feel.values.durations import DaysTimeDuration, YearsMonthsDuration
from engine.feel.values.kinds import kind_words
from engine.feel.values.numbers import ARITHMETIC, WIDE, rounded


def _numbers(values: list[object], state: State, function: str, least: int = 1) -> list[Decimal]:
    state.charge(len(values))
    for value in values:
        if not isinstance(value, Decimal):
            raise FeelProblem(say("number_expected", function=function, given=kind_words(value)))
    if len(values) < least:
        raise FeelProblem(say("too_few_numbers", least=least, function=function, count=len(values)))
    return [value for value in values if isinstance(value, Decimal)]


def _too_large(function: str, error: DecimalException) -> NoReturn:
    raise FeelProblem(say("result_too_large", function=function)) from error


def _extreme(values: list[object], state: State, function: str, wanted: int) -> object:
    """The least (-1) or greatest (1) of values that have an order; null of an empty list."""
    state.charge(len(values))
    best: object = None
    for index, value in enumerate(values):
        order = compare(value, best) if index else wanted
        if order is None or (index == 0 and compare(value, value) is None):
            raise FeelProblem(say("no_common_order", function=function))
        if order == wanted:
            best = value
    return best


@built_in("min", "list:list**c")
def minimum(state: State, values: list[object]) -> object:
    return _extreme(values, state, "min", -1)


@built_in("max", "list:list**c")
def maximum(state: State, values: list[object]) -> object:
    return _extreme(values, state, "max", 1)


@built_in("sum", "list:list**n")
def total(state: State, values: list[object]) -> object:
    """Of numbers, or of durations of one kind; null of an empty list."""
    if not values:
        raise FeelProblem(say("nothing_to_add"))
    state.charge(len(values))
    result: object = values[0]
    if not isinstance(result, DaysTimeDuration | YearsMonthsDuration):
        _numbers(values, state, "sum")
    for value in values[1:]:
        result = calculate("+", result, value, state)
    return result


@built_in("product", "list:list**n")
def product(state: State, values: list[object]) -> Decimal:
    result = Decimal(1)
    try:
        for number in _numbers(values, state, "product"):
            result = ARITHMETIC.multiply(result, number)
    except DecimalException as error:
        _too_large("product", error)
    return result


@built_in("mean", "list:list**n")
def mean(state: State, values: list[object]) -> Decimal:
    return _mean(_numbers(values, state, "mean"), "mean")


def _mean(numbers: list[Decimal], function: str) -> Decimal:
    try:
        return rounded(_wide_mean(numbers))
    except DecimalException as error:
        _too_large(function, error)


def _wide_mean(numbers: list[Decimal]) -> Decimal:
    result = Decimal(0)
    for number in numbers:
        result = WIDE.add(result, number)
    return WIDE.divide(result, len(numbers))


@built_in("median", "list:list**n")
def median(state: State, values: list[object]) -> Decimal | None:
    if not values:
        return None
    numbers = sorted(_numbers(values, state, "median"))
    middle = len(numbers) // 2
    if len(numbers) % 2:
        return numbers[middle]
    return _mean(numbers[middle - 1 : middle + 1], "median")


@built_in("stddev", "list:list**n")
def stddev(state: State, values: list[object]) -> Decimal:
    """Of a sample: divided by n - 1."""
    numbers = _numbers(values, state, "stddev", least=2)
    average = _wide_mean(numbers)
    squares = Decimal(0)
    for number in numbers:
        distance = WIDE.subtract(number, average)
        squares = WIDE.add(squares, WIDE.multiply(distance, distance))
    try:
        return rounded(WIDE.sqrt(WIDE.divide(squares, len(numbers) - 1)))
    except DecimalException as error:
        _too_large("stddev", error)


@built_in("mode", "list:list**n")
def mode(state: State, values: list[object]) -> list[object]:
    """The most frequent numbers, ascending."""
    counts = Counter(_numbers(values, state, "mode", least=0))
    most = max(counts.values(), default=0)
    return sorted(number for number, count in counts.items() if count == most)  # type: ignore[return-value]


@built_in("count", "list:list")
def count(values: list[object]) -> Decimal:
    return Decimal(len(values))


def _decided(values: list[object], state: State, function: str, decisive: bool) -> bool | None:
    state.charge(len(values))
    if any(value is decisive for value in values):
        return decisive
    for value in values:
        if value is not None and not isinstance(value, bool):
            raise FeelProblem(say("boolean_expected", function=function, given=kind_words(value)))
    return None if None in values else not decisive


@built_in("all", "list:list**b")
def every(state: State, values: list[object]) -> bool | None:
    return _decided(values, state, "all", False)


@built_in("any", "list:list**b")
def some(state: State, values: list[object]) -> bool | None:
    return _decided(values, state, "any", True)
