"""Decisions as people see them: those that a case made, the tables of a procedure's version, and a try of one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select

from engine.cases import access
from engine.definitions.rules import LARGEST_NUMBER
from engine.definitions.tables import bundle_file, procedure_version
from engine.dmn import DecisionModel
from engine.dmn.outline import InputOutline, LogicOutline, outline, owners
from engine.events.instances import DecisionMade
from engine.evidence.reading import read_body
from engine.evidence.tables import evidence_entry
from engine.kernel.errors import Fault, NotFound
from engine.library.bundle import Bundle
from engine.library.dialect import procedures_dialect
from engine.library.versions import bundle_of
from engine.queries.cases.texts import say
from engine.queries.cases.traces import TracedProblem, TraceStep, Words, steps_of
from engine.queries.keyset import Keyset
from engine.queries.outsiders import require_house
from engine.queries.pages import Page
from engine.queries.procedures.definitions import no_procedure
from engine.unit_of_work.context import ReadContext
from engine.unit_of_work.verbs import Query

# --- what a case decided ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CaseDecision:
    """A decision that a case made, as the evidence has it. ``trace``: what was required comes first, the decision itself last.

    ``procedure_version``: the number of the version whose table it was; ``name``: "" when the decision has none.
    """

    position: int
    event_id: str
    hash: str
    at: datetime
    element_id: str | None
    element_zh: str | None
    element_en: str | None
    decision_id: str
    name: str
    result: Any
    trace: tuple[TraceStep, ...]
    procedure_id: str
    procedure_version: int


@dataclass(frozen=True, slots=True)
class CaseDecisions(Query[Page[CaseDecision]]):
    """The decisions of a case, oldest first, for whoever may see the inside of the case."""

    instance_id: str
    cursor: str | None = None
    limit: int = 50

    def answer(self, ctx: ReadContext) -> Page[CaseDecision]:
        access.see_instance(ctx, self.instance_id)
        statement = select(evidence_entry).where(evidence_entry.c.stream == self.instance_id, evidence_entry.c.kind == DecisionMade.kind)
        rows, behind = Keyset((evidence_entry.c.position,)).page(ctx.db, statement, self.cursor, self.limit)
        known: dict[str, Words] = {}
        return Page(tuple(_made(ctx, row, known) for row in rows), behind)


def _made(ctx: ReadContext, row: Row[Any], known: dict[str, Words]) -> CaseDecision:
    """``known``: the words of the versions that were met so far."""
    told = read_body(row.body)
    made, ran = told.event_of(DecisionMade), told.procedure
    version_id = ran["version_id"]
    if version_id not in known:
        known[version_id] = Words(file.logic for file in _files(ctx, version_id))
    label = bundle_of(ctx, version_id).labels.get(row.element_id)
    return CaseDecision(
        position=row.position,
        event_id=row.event_id,
        hash=row.hash,
        at=row.at,
        element_id=row.element_id,
        element_zh=label.zh if label else None,
        element_en=label.en if label else None,
        decision_id=made.decision,
        name=known[version_id].name_of(made.decision),
        result=made.result,
        trace=steps_of(made.trace, known[version_id]),
        procedure_id=ran["id"],
        procedure_version=ran["version"],
    )


# --- what a version decides by ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Hint:
    """Something about a model that a person should look at.

    ``where``: the id of its element; ``fault``: it makes a value null, others may be right; ``rules``: those of the
    table that it is about, counted from 1; ``example``: values of the table's columns, by their expressions, that show it.
    """

    file: str
    where: str
    code: str
    en: str
    zh: str
    fault: bool
    rules: tuple[int, ...]
    example: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class DecisionSheet:
    """A decision or a knowledge model of a version, as it is drawn. ``inputs``: what a decision takes from outside."""

    file: str
    logic: LogicOutline
    inputs: tuple[InputOutline, ...]
    hints: tuple[Hint, ...]


@dataclass(frozen=True, slots=True)
class DecisionsOfVersion:
    """``hints``: those that belong to no single decision."""

    sheets: tuple[DecisionSheet, ...]
    hints: tuple[Hint, ...]


@dataclass(frozen=True, slots=True)
class VersionDecisions(Query[DecisionsOfVersion]):
    """The decisions of a procedure's version, drawn from its own files, for people of the house. Raises ``NotFound``."""

    procedure_id: str
    number: int

    def answer(self, ctx: ReadContext) -> DecisionsOfVersion:
        version_id = _version(ctx, self.procedure_id, self.number)
        bundle = bundle_of(ctx, version_id)
        files = _files(ctx, version_id)
        hints = list(_hints(files, bundle))
        return DecisionsOfVersion(
            sheets=tuple(_sheet(file, logic, bundle, hints) for file in files for logic in file.logic),
            hints=tuple(hint for hint, owner in hints if owner is None),
        )


@dataclass(frozen=True, slots=True)
class _File:
    """A decision file of a version. ``owners``: element → the decision around it."""

    path: str
    namespace: str
    logic: tuple[LogicOutline, ...]
    inputs: tuple[InputOutline, ...]
    owners: Mapping[str, str]


def _files(ctx: ReadContext, version_id: str) -> list[_File]:
    """The outlines of the decision files, by path."""
    columns = (bundle_file.c.path, bundle_file.c.content)
    wanted = select(*columns).where(bundle_file.c.version_id == version_id, bundle_file.c.kind == "decision").order_by(bundle_file.c.path)
    contents = {path: bytes(content) for path, content in ctx.db.execute(wanted)}
    found = []
    for path, content in contents.items():
        drawn = outline(content, imports=[other for name, other in contents.items() if name != path])
        found.append(_File(path, drawn.namespace, drawn.logic, drawn.inputs, owners(content)))
    return found


def _sheet(file: _File, logic: LogicOutline, bundle: Bundle, hints: Sequence[tuple[Hint, str | None]]) -> DecisionSheet:
    model = bundle.decisions.get(logic.id) if logic.kind == "decision" else None
    required = frozenset() if model is None else model.required_inputs(logic.id)
    return DecisionSheet(
        file=file.path,
        logic=logic,
        inputs=tuple(each for each in file.inputs if each.name in required),
        hints=tuple(hint for hint, owner in hints if hint.file == file.path and owner == logic.id),
    )


def _hints(files: Sequence[_File], bundle: Bundle) -> Iterator[tuple[Hint, str | None]]:
    """Each once, with the decision that it belongs to, if it is one's alone. A model tells of the files that it imports, too."""
    told: set[tuple[str, ...]] = set()
    for file in files:
        for fault, broken in _judged(_model(file, bundle)):
            at = next((each for each in files if each.namespace == fault.file), file) if fault.file else file
            place = at.path, fault.where, fault.code, fault.en
            if place not in told:
                told.add(place)
                yield _hint(at, fault, broken), at.owners.get(fault.where)


def _judged(model: DecisionModel | None) -> list[tuple[Fault, bool]]:
    """What is doubtful, and whether it is a fault."""
    return [] if model is None else [*((fault, True) for fault in model.faults), *((warning, False) for warning in model.warnings)]


def _model(file: _File, bundle: Bundle) -> DecisionModel | None:
    """The compiled file; one without a decision of its own only lends to others."""
    found = (bundle.decisions.get(logic.id) for logic in file.logic if logic.kind == "decision")
    return next((model for model in found if model is not None), None)


def _hint(file: _File, fault: Fault, broken: bool) -> Hint:
    facts: Mapping[str, Any] = fault.facts
    about = tuple(facts.get("rules", ())), facts.get("example", {})
    return Hint(file.path, fault.where, fault.code, fault.en, fault.zh, broken, *about)


def _version(ctx: ReadContext, procedure_id: str, number: int) -> str:
    """The id of a version. Raises ``Forbidden`` for people from outside, and ``NotFound``."""
    require_house(ctx)
    named = select(procedure_version.c.id).where(procedure_version.c.procedure_id == procedure_id, procedure_version.c.number == number)
    found = ctx.db.execute(named).scalar() if number <= LARGEST_NUMBER else None
    if found is None:
        raise no_procedure(procedure_id)
    return str(found)


# --- a try -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TriedDecision:
    """What a decision gave. ``problems``: why parts of it are null, of all steps."""

    value: Any
    trace: tuple[TraceStep, ...]
    problems: tuple[TracedProblem, ...]


@dataclass(frozen=True, slots=True)
class TryDecision(Query[TriedDecision]):
    """Evaluate a decision of a version with made-up inputs (plain JSON by name); nothing is stored.

    It tells no more than the tables do, so whoever may read them may try them. It has the budgets that it has
    in a case, so that it gives what it would give there. Raises ``NotFound`` and ``FeelLimitExceeded``.
    """

    procedure_id: str
    number: int
    decision_id: str
    inputs: Mapping[str, Any]

    def answer(self, ctx: ReadContext) -> TriedDecision:
        version_id = _version(ctx, self.procedure_id, self.number)
        bundle = bundle_of(ctx, version_id)
        if self.decision_id not in bundle.decisions:
            raise NotFound(say("decision_unknown", decision_id=self.decision_id), decision=self.decision_id)
        outcome = bundle.decide(self.decision_id, self.inputs, ctx.now, ctx.meter, procedures_dialect(ctx))
        steps = steps_of(outcome.trace, Words(file.logic for file in _files(ctx, version_id)))
        return TriedDecision(steps[-1].value, steps, tuple(problem for step in steps for problem in step.problems))
