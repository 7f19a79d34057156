"""What must hold for every expression, whatever it is."""

from __future__ import annotations

import dataclasses
import datetime as stdlib
import json
import re
import time
import traceback
import tracemalloc
from decimal import Decimal

from engine.feel import (
    DEFAULT_LIMITS,
    STANDARD,
    Dialect,
    FeelLimitExceeded,
    FeelProblem,
    FeelSyntaxError,
    HostFunction,
    Limits,
    evaluate,
    parse,
    to_json,
)
from engine.feel.checking import check as check_expression
from engine.feel.checking import scope_of
from engine.feel.checking.specimens import type_of
from engine.feel.expression import Expression, syntax_tree
from engine.feel.outcome import Evaluation
from engine.feel.printing.printer import text_of_tree
from engine.feel.values.jsonable import to_feel
from engine.kernel.texts import Text
from tests.fuzz import watch
from tests.fuzz.cases import Case
from tests.fuzz.trees import same_tree
from tests.fuzz.values import Leak, alike, measured

SMALL = Limits(source_length=5_000, nesting=40, steps=20_000, collection_size=500, string_length=2_000, digits=60, seconds=0.25)
ROOMY = dataclasses.replace(DEFAULT_LIMITS, source_length=10**7, nesting=10_000)
NOW = stdlib.datetime(2026, 3, 14, 9, 26, 53, tzinfo=stdlib.UTC)
SLACK = 0.5
"""Seconds of computing after the budget is spent: between two looks at the clock one step goes on."""
PARSING = 5.0
"""Seconds of computing that no text of a permitted length may take to be read."""
CHECKED = 5
"""One in so many is looked at by the checker, too …"""
CHECKING = 5.0
"""… which takes no longer than this, in seconds of computing."""
HANGING = 40.0
"""Seconds of computing that nothing here comes near: everything done with one expression has its own budget."""
MEMORY = {False: 32 << 20, True: 1 << 30}
"""Bytes at the same time, under small and under default limits."""


def _refused(_day: object, _days: object) -> object:
    raise FeelProblem(Text("Expected a day that is counted, but it is none.", "不是可以计算的日期。"))


SCOPE: dict[str, object] = {
    "a": 1,
    "b": Decimal("2.5"),
    "xs": [3, 1, 2, None, "x", {"a": 1, "c d": [1]}],
    "c": {"d": {"e": 5}, "a": "text", "客户": [1, 2]},
    "a-b": 100,
    "pre-approval status": "granted",
    "客户等级": "金",
    "when": stdlib.datetime(2026, 1, 31, 10, 0, tzinfo=stdlib.UTC),
    "text": "some text, 1.5",
    "big": "abcdefghij" * 150,
    "nothing": None,
    "broken": "half \ud800 of a pair",
    "twice": HostFunction(["value"], lambda value: [value, value]),
    "date in time": stdlib.date(2026, 1, 31),
}
TESTED = [to_feel(value) for value in (5, "text", None, True, [1, 2], {"a": 1}, stdlib.date(2026, 1, 1), stdlib.timedelta(days=1))]
LENT = Dialect(
    "lent",
    {
        "tripled": HostFunction(["value", "times?"], lambda value, times: [value] * 3 if times is None else None),
        "calendar": {"add": HostFunction(["day", "days"], _refused)},
    },
    short_times=True,
)
"""For one in three."""
NAMES = tuple(SCOPE)
TYPES = {name: type_of(to_feel(value)) for name, value in SCOPE.items()}

Parsed = Expression | FeelSyntaxError | FeelLimitExceeded
Result = Evaluation | FeelSyntaxError | FeelLimitExceeded


class Failure(Exception):
    """What must hold does not. ``sort`` names what it is; a shorter text that fails with the same is the same fault."""

    def __init__(self, sort: str, detail: str) -> None:
        super().__init__(f"{sort}: {detail}")
        self.sort = sort


@dataclasses.dataclass(frozen=True)
class Checked:
    """``label``: value, null, syntax, or the name of the limit. ``memory``: bytes, when they were measured."""

    label: str
    parsing: float
    seconds: float
    depth: int
    memory: int


def check(case: Case, *, measuring: bool = False) -> Checked:
    """Raises ``Failure``. ``measuring``: the memory, too, which takes longer."""
    try:
        with watch.ending(HANGING):
            return _check(case, measuring=measuring)
    except watch.Hangs as error:
        watch.stop()
        place = next(frame for frame in reversed(traceback.extract_tb(error.__traceback__)) if "engine" in frame.filename)
        raise Failure(f"hangs in {place.name}", f"at {place.filename}:{place.lineno}") from None


def _check(case: Case, *, measuring: bool) -> Checked:
    limits = DEFAULT_LIMITS if case.large else SMALL
    expression, parsing, result, seconds = _listened_to(case, limits)
    depth = 0
    if isinstance(expression, Expression):
        _in_time("evaluation", seconds, limits.seconds + SLACK)
        depth = _sound(result.value, limits) if isinstance(result, Evaluation) else 0
        _reads_back(expression, case, limits, result)
        if case.index % CHECKED == 0:
            _judged(expression, case)
    return Checked(_label(result), parsing, seconds, depth, _memory(case, limits) if measuring else 0)


def _listened_to(case: Case, limits: Limits) -> tuple[Parsed, float, Result, float]:
    """Parsed and evaluated, each with its computing time, and with nothing else done."""
    watch.listen()
    expression, parsing = _parsed(case, limits)
    result, seconds = _evaluated(expression, case, limits) if isinstance(expression, Expression) else (expression, 0.0)
    heard = watch.stop()
    if heard:
        raise Failure("escape", heard[0])
    return expression, parsing, result, seconds


def _parsed(case: Case, limits: Limits) -> tuple[Parsed, float]:
    begun = time.thread_time()
    try:
        expression: Parsed = parse(case.text, names=NAMES, unary=case.unary, limits=limits)
    except FeelSyntaxError as error:
        expression = error
        if not (error.message and error.message_zh and error.line >= 1 and 1 <= error.column <= len(case.text) + 1):
            raise Failure("error without words or place", repr(error.facts)) from error
    except FeelLimitExceeded as error:
        expression = error
    except Exception as error:
        raise _crash(error) from error
    seconds = time.thread_time() - begun
    _in_time("parsing", seconds, PARSING)
    return expression, seconds


def _evaluated(expression: Expression, case: Case, limits: Limits) -> tuple[Evaluation | FeelLimitExceeded, float]:
    begun = time.thread_time()
    result: Evaluation | FeelLimitExceeded
    try:
        value = TESTED[case.tested % len(TESTED)]
        result = expression.evaluate(SCOPE, now=NOW, value=value, limits=limits, dialect=STANDARD if case.index % 3 else LENT)
    except FeelLimitExceeded as error:
        result = error
    except Exception as error:
        raise _crash(error) from error
    return result, time.thread_time() - begun


def _crash(error: Exception) -> Failure:
    heard = watch.stop()
    if heard:
        return Failure("escape", heard[0])
    frames = traceback.extract_tb(error.__traceback__)
    place = next((frame for frame in reversed(frames) if "engine" in frame.filename), frames[-1])
    return Failure(f"{type(error).__name__} in {place.name}", f"{error!r:.200} at {place.filename}:{place.lineno}")


def _in_time(what: str, seconds: float, allowed: float) -> None:
    if seconds > allowed:
        raise Failure(f"{what} takes too long", f"{seconds:.2f} s of computing, {allowed:.2f} are allowed")


def _reads_back(expression: Expression, case: Case, limits: Limits, result: Result) -> None:
    """Its normal form is the same tree and has the same value: so evaluating is deterministic, too."""
    try:
        text = text_of_tree(expression.tree, NAMES)
        tree = syntax_tree(text, names=NAMES, unary=case.unary, limits=ROOMY)
    except (FeelSyntaxError, RecursionError) as error:
        raise Failure("normal form is no FEEL", repr(error)) from error
    except FeelLimitExceeded:
        return  # a tree as deep as Python can hold
    if not same_tree(tree, expression.tree):
        raise Failure("normal form is another tree", text[:300])
    again = parse(text, names=NAMES, unary=case.unary, limits=dataclasses.replace(ROOMY, steps=limits.steps))
    _same_result(result, _evaluated(again, case, limits)[0], text)


def _judged(expression: Expression, case: Case) -> None:
    """The checker says something or nothing of it, and soon: it computes constants, which may be dear."""
    scope = scope_of({**TYPES, "?": type_of(TESTED[case.tested % len(TESTED)])} if case.unary else TYPES)
    begun = time.thread_time()
    try:
        _, findings = check_expression(expression.tree, scope, dialect=STANDARD if case.index % 3 else LENT)
        words = [(finding.en, finding.zh, finding.quote) for finding in findings]
    except Exception as error:
        raise _crash(error) from error
    _in_time("checking", time.thread_time() - begun, CHECKING)
    if not all(en and zh for en, zh, _ in words):
        raise Failure("a finding without words", repr(words)[:300])


def _same_result(result: Result, again: Result, text: str) -> None:
    limits = [found.limit for found in (result, again) if isinstance(found, FeelLimitExceeded)]
    if "seconds" in limits:
        return  # how far it comes in a second is the machine's affair
    if isinstance(result, Evaluation) and isinstance(again, Evaluation):
        if not alike(result.value, again.value):
            raise Failure("another value at the second time", text[:300])
        if _sentences(result) != _sentences(again):
            raise Failure("other problems at the second time", text[:300])
    elif len(limits) != 2 or limits[0] != limits[1]:
        raise Failure("another end at the second time", f"{result!r:.100} {again!r:.100}")


def _sentences(result: Evaluation) -> list[str]:
    """The problems but for the numbers in them, which show how a number was written (1e3)."""
    return [re.sub(r"[-\d.E+]+", "#", problem.en) for problem in result.problems]


def _sound(value: object, limits: Limits) -> int:
    """A FEEL value within its limits, which can be stored and shown, or a named error says why not. Gives its depth."""
    try:
        depth = measured(value, limits)
        plain = to_json(value, limits=limits)
        json.dumps(plain, allow_nan=False)
    except (FeelProblem, FeelLimitExceeded):
        depth = measured(value, limits)
    except Leak as leak:
        raise Failure("no FEEL value", str(leak)) from leak
    except Exception as error:
        raise _crash(error) from error
    try:
        shown = evaluate("string(v)", {"v": value}, limits=limits).value
    except FeelLimitExceeded:
        return depth
    except Exception as error:
        raise _crash(error) from error
    if not (isinstance(shown, str) or value is None):
        raise Failure("a value without text", repr(value)[:200])
    return depth


def _label(result: Result) -> str:
    if isinstance(result, FeelSyntaxError):
        return "syntax"
    if isinstance(result, FeelLimitExceeded):
        return result.limit
    return "null" if result.value is None else "value"


def _memory(case: Case, limits: Limits) -> int:
    """Bytes that parsing and evaluating take at most at the same time."""
    tracemalloc.start()
    try:
        expression = _parsed(case, dataclasses.replace(limits, seconds=limits.seconds * 3))[0]
        if isinstance(expression, Expression):
            _evaluated(expression, case, dataclasses.replace(limits, seconds=limits.seconds * 3))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    if peak > MEMORY[case.large]:
        raise Failure("too much memory", f"{peak >> 20} MiB")
    return peak
