"""The one door: a ``decisionTable`` element → what is doubtful about it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping

from engine.dmn.analysis import checks
from engine.dmn.analysis.budget import Allowance, Budget, BudgetSpent
from engine.dmn.analysis.cells import Reader
from engine.dmn.analysis.grid import Grid
from engine.dmn.analysis.outputs import Answers
from engine.dmn.analysis.sheet import Scope, Sheet, read
from engine.dmn.analysis.texts import say
from engine.dmn.elements import Element
from engine.feel.dialect import STANDARD, Dialect
from engine.feel.errors import FeelLimitExceeded
from engine.feel.values.feel_types import Type
from engine.kernel.errors import Fault
from engine.kernel.texts import joined

_SINGLE_HIT = frozenset({"UNIQUE", "ANY", "FIRST", "PRIORITY"})
_MOST_INPUTS = 200


def findings(
    table: Element,
    declared: Callable[[Element], Type],
    names: Mapping[str, Type],
    *,
    members: Collection[str] = (),
    dialect: Dialect = STANDARD,
    allowance: Allowance | None = None,
) -> list[Fault]:
    """Overlapping, missing, unreachable and never matching rules (DMN 1.5, 8.2.10 and 8.2.11), each with an example.

    declared: the type that the ``typeRef`` of an element means, ``ANY`` without one. names: what is in scope, with the
    types; where one is not known (``ANY``), the table may be told about inputs that the type forbids. members: names
    that may follow a dot. dialect: what the table is evaluated with. allowance: for this table and others.

    ``where`` of a finding is the id of the rule or of the table. ``facts``: ``rules`` (numbers from 1), ``example``
    (column text → JSON value; evaluated, it shows what is said), ``more`` (how many like it are not told).

    What is said is true of every evaluation in which the named inputs have the named values. A cell that cannot be
    told (it uses other data, calls functions of the input …) proves nothing, neither a gap nor that there is none;
    so does a column that computes something. Null, and values of kinds that no cell names, are no gaps, though they
    count where a rule is called unreachable. Pure; work is bounded, and a table that needs more says so.
    """
    scope = Scope(declared, names, members, dialect)
    sheet = read(table, scope)
    if sheet is None:
        return []
    if len(sheet.headings) > _MOST_INPUTS:
        return [_too_large(sheet, _ALL)]
    try:
        return list(_checked(sheet, scope, allowance or Allowance()))
    except FeelLimitExceeded:
        return [_too_large(sheet, _ALL)]


def _checked(sheet: Sheet, scope: Scope, allowance: Allowance) -> Iterator[Fault]:
    reader = Reader(scope.names, scope.members, scope.dialect, allowance.meter)
    grid = Grid(sheet, reader, scope)
    answers = Answers(sheet.answers, reader)
    yield from checks.never_matching(grid)
    stopped = []
    for name, check in _chosen(grid, answers):
        try:
            yield from list(check(Budget(within=allowance.budget)))
        except BudgetSpent:
            stopped.append(name)
    if stopped:
        yield _too_large(sheet, stopped)


_Check = Callable[[Budget], Iterator[Fault]]
_OVERLAPS, _GAPS, _HIDDEN = "overlapping_rules", "missing_rules", "unreachable_rules"
_ALL = [_OVERLAPS, _GAPS, _HIDDEN]
"""What is looked for, as the catalogue names it."""


def _chosen(grid: Grid, answers: Answers) -> Iterator[tuple[str, _Check]]:
    """What the hit policy makes a fault."""
    sheet = grid.sheet
    if sheet.policy in ("UNIQUE", "ANY"):
        yield _OVERLAPS, lambda budget: checks.overlaps(grid, answers, budget)
    if sheet.policy in _SINGLE_HIT and not sheet.has_default:
        yield _GAPS, lambda budget: checks.gaps(grid, budget)
    if sheet.policy in ("FIRST", "PRIORITY"):
        yield _HIDDEN, lambda budget: checks.unreachable(grid, answers, budget)


def _too_large(sheet: Sheet, unchecked: list[str]) -> Fault:
    said = say("table_too_large_to_check", checks=joined(map(say, unchecked), say("comma")))
    return Fault(sheet.id, "table_too_large_to_check", said, facts={"inputs": len(sheet.headings), "rules": len(sheet.rows)})
