"""Procedures, their versions and files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select

from engine.definitions.metadata import Procedure, Start, procedure_of
from engine.definitions.publishing import State
from engine.definitions.rules import LARGEST_NUMBER
from engine.definitions.tables import bundle_file, procedure, procedure_version, version_review
from engine.identity.tables import app_user
from engine.kernel.actor import Actor
from engine.kernel.errors import NotFound
from engine.kernel.texts import NO_TEXT
from engine.library.active_procedures import active_procedures
from engine.library.reviewed_versions import reviewed_versions
from engine.queries.outsiders import known_procedures, require_house
from engine.queries.pages import Ref
from engine.queries.procedures.texts import say
from engine.store.base import UtcTime
from engine.unit_of_work.context import ReadContext
from engine.unit_of_work.verbs import Query


@dataclass(frozen=True, slots=True)
class DefinitionRow:
    """A procedure with its active version. ``facts``: the variables that lists can show, as procedure.toml says.

    People from outside are not told who owns it nor which clauses it carries out (``owner_role`` null, ``clauses`` empty), a customer's
    people not of facts that are not public.
    """

    procedure_id: str
    version: int
    name_zh: str
    name_en: str
    owner_role: str | None
    active_version: int
    active_version_id: str
    checksum: str
    deployed_at: datetime
    facts: tuple[Mapping[str, Any], ...]
    clauses: tuple[str, ...]
    mine_to_read: bool


@dataclass(frozen=True, slots=True)
class Definitions(Query[tuple[DefinitionRow, ...]]):
    """All procedures: the written rules of the house are no secret from those who work by them. Others get those that concern them."""

    def answer(self, ctx: ReadContext) -> tuple[DefinitionRow, ...]:
        statement = select(
            procedure.c.id,
            procedure.c.version,
            procedure.c.name_zh,
            procedure.c.name_en,
            procedure.c.owner_role,
            procedure.c.active_version_id,
            procedure_version.c.number,
            procedure_version.c.checksum,
            func.coalesce(version_review.c.decided_at, procedure_version.c.deployed_at, type_=UtcTime).label("deployed_at"),
            procedure_version.c.metadata,
        )
        statement = statement.join(procedure_version, procedure_version.c.id == procedure.c.active_version_id)
        statement = statement.outerjoin(version_review, version_review.c.version_id == procedure_version.c.id)
        statement = statement.where(known_procedures(ctx)).order_by(procedure.c.id)
        return tuple(_definition(row, procedure_of(row.metadata), ctx.actor) for row in ctx.db.execute(statement))


def _definition(row: Row[*tuple[Any, ...]], rules: Procedure, reader: Actor) -> DefinitionRow:
    return DefinitionRow(
        procedure_id=row.id,
        version=row.version,
        name_zh=row.name_zh,
        name_en=row.name_en,
        owner_role=row.owner_role if reader.of_the_house else None,
        active_version=row.number,
        active_version_id=row.active_version_id,
        checksum=row.checksum,
        deployed_at=row.deployed_at,
        facts=tuple(each for each in rules.facts if reader.customer is None or each["variable"] in rules.public),
        clauses=rules.clauses if reader.of_the_house else (),
        mine_to_read=reader.holds_any(rules.readers),
    )


@dataclass(frozen=True, slots=True)
class FileInfo:
    path: str
    kind: str
    checksum: str
    bytes: int


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One immutable version with its files and their checksums. ``submitted_…``: by its author, where it needed a review; ``decided_…``:
    when that ended, and what was said."""

    version_id: str
    procedure_id: str
    number: int
    version_tag: str | None
    checksum: str
    note: str | None
    state: State
    submitted_at: datetime | None
    submitted_by: Ref | None
    decided_at: datetime | None
    decided_by: Ref | None
    remarks: str | None
    deployed_at: datetime | None
    deployed_by: Ref | None
    active: bool
    files: tuple[FileInfo, ...]


@dataclass(frozen=True, slots=True)
class DefinitionVersions(Query[tuple[VersionRow, ...]]):
    """The versions of a procedure, newest first, those in review among them."""

    procedure_id: str

    def answer(self, ctx: ReadContext) -> tuple[VersionRow, ...]:
        require_house(ctx)  # decisions may hold what is agreed with one customer
        rows = ctx.db.execute(
            reviewed_versions().where(procedure_version.c.procedure_id == self.procedure_id).order_by(procedure_version.c.number.desc())
        ).all()
        if not rows:
            raise no_procedure(self.procedure_id)
        files, people = _files_of(ctx, rows), people_of(ctx, rows)
        return tuple(_version(row, people, tuple(files.get(row.id, ()))) for row in rows)


def _files_of(ctx: ReadContext, rows: Sequence[Row[Any]]) -> dict[str, list[FileInfo]]:
    files: dict[str, list[FileInfo]] = {}
    columns = (bundle_file.c.version_id, bundle_file.c.path, bundle_file.c.kind, bundle_file.c.checksum, bundle_file.c.bytes)
    for row in ctx.db.execute(select(*columns).where(bundle_file.c.version_id.in_([row.id for row in rows])).order_by(columns[1])):
        files.setdefault(row.version_id, []).append(FileInfo(row.path, row.kind, row.checksum, row.bytes))
    return files


def people_of(ctx: ReadContext, rows: Iterable[Row[Any]]) -> dict[str | None, Ref]:
    """Those who put versions forward, decided about them, and deployed them, by id."""
    ids = {each for row in rows for each in (row.submitted_by, row.decided_by, row.deployed_by) if each is not None}
    statement = select(app_user.c.id, app_user.c.display_name_zh, app_user.c.display_name_en).where(app_user.c.id.in_(ids))
    return {row.id: Ref(row.id, row.display_name_zh, row.display_name_en) for row in ctx.db.execute(statement)}


def _version(row: Row[Any], people: Mapping[str | None, Ref], files: tuple[FileInfo, ...]) -> VersionRow:
    state = State(row.state or State.DEPLOYED)
    deployed_at, deployed_by = (row.deployed_at, row.deployed_by) if row.state is None else (row.decided_at, row.decided_by)
    return VersionRow(
        version_id=row.id,
        procedure_id=row.procedure_id,
        number=row.number,
        version_tag=row.version_tag,
        checksum=row.checksum,
        note=row.note,
        state=state,
        submitted_at=row.submitted_at,
        submitted_by=people.get(row.submitted_by),
        decided_at=row.decided_at,
        decided_by=people.get(row.decided_by),
        remarks=row.remarks,
        deployed_at=deployed_at if state == State.DEPLOYED else None,
        deployed_by=people.get(deployed_by) if state == State.DEPLOYED else None,
        active=row.id == row.active_version_id,
        files=files,
    )


@dataclass(frozen=True, slots=True)
class FileContent:
    path: str
    kind: str
    checksum: str
    content: bytes


@dataclass(frozen=True, slots=True)
class DefinitionFile(Query[FileContent]):
    """A file of a version, byte for byte as it was deployed. ``number`` None: the active version; ``path`` None: the diagram."""

    procedure_id: str
    number: int | None = None
    path: str | None = None

    def answer(self, ctx: ReadContext) -> FileContent:
        require_house(ctx)
        if self.number is not None and self.number > LARGEST_NUMBER:
            raise no_procedure(self.procedure_id)
        statement = (
            select(bundle_file)
            .join(procedure_version, procedure_version.c.id == bundle_file.c.version_id)
            .join(procedure, procedure.c.id == procedure_version.c.procedure_id)
            .where(procedure.c.id == self.procedure_id)
        )
        chosen = procedure_version.c.id == procedure.c.active_version_id
        statement = statement.where(chosen if self.number is None else procedure_version.c.number == self.number)
        statement = statement.where(bundle_file.c.kind == "diagram" if self.path is None else bundle_file.c.path == self.path)
        row = ctx.db.execute(statement).first()
        if row is None:
            raise no_procedure(self.procedure_id)
        return FileContent(row.path, row.kind, row.checksum, bytes(row.content))


@dataclass(frozen=True, slots=True)
class StartableProcedure:
    """One way to start a procedure by hand, as procedure.toml names it; a start without a name is called like its procedure."""

    procedure_id: str
    procedure_zh: str
    procedure_en: str
    name_zh: str
    name_en: str
    description_zh: str
    description_en: str
    form_id: str | None
    portal: bool


@dataclass(frozen=True, slots=True)
class StartableProcedures(Query[tuple[StartableProcedure, ...]]):
    """The catalogue: what the roles held may start."""

    def answer(self, ctx: ReadContext) -> tuple[StartableProcedure, ...]:
        return tuple(
            _startable(each, start) for each in active_procedures(ctx) for start in each.starts if ctx.actor.holds_any(start.roles)
        )


def _startable(each: Procedure, start: Start) -> StartableProcedure:
    name, description = start.name or each.name, start.description or each.description or NO_TEXT
    return StartableProcedure(
        procedure_id=each.id,
        procedure_zh=each.name.zh,
        procedure_en=each.name.en,
        name_zh=name.zh,
        name_en=name.en,
        description_zh=description.zh,
        description_en=description.en,
        form_id=start.form,
        portal=start.portal,
    )


def no_procedure(procedure_id: str) -> NotFound:
    return NotFound(say("version_or_file_unknown", procedure_id=procedure_id), procedure_id=procedure_id)
