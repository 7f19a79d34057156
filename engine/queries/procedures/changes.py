"""What a version changes, as a reviewer reads it before they decide, and what the reader may do about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import Row, or_, select

from engine.definitions.publishing import (
    State,
    readers_added,
    require_approval,
    require_may_widen,
    require_rejection,
    require_withdrawal,
    review_of,
)
from engine.definitions.rules import LARGEST_NUMBER
from engine.definitions.tables import bundle_file, procedure, procedure_version, version_review
from engine.kernel.errors import Refusal
from engine.library.changes import Change, FileChange, Side, changes_between, files_changed
from engine.library.reviewed_versions import reviewed_versions
from engine.library.versions import bundle_of
from engine.queries.outsiders import require_house
from engine.queries.pages import Ref
from engine.queries.procedures.definitions import no_procedure, people_of
from engine.unit_of_work.context import ReadContext
from engine.unit_of_work.verbs import Query


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the reader may do something, and why not; the texts are "" where they may."""

    may: bool
    why_not_zh: str
    why_not_en: str


@dataclass(frozen=True, slots=True)
class VersionChanges:
    """A version against the one that it was put forward over (or, deployed at once, the one deployed before it).

    ``procedure_version``: the ETag of the procedure; ``against``: the number of the other version, None for a first one;
    ``readers_added``: roles that would read all cases and do not with the other version; ``in_words``: part by part, nothing for a
    first version; ``files``: line by line.
    """

    procedure_id: str
    procedure_version: int
    number: int
    state: State
    against: int | None
    note: str | None
    submitted_at: datetime | None
    submitted_by: Ref | None
    readers_added: tuple[str, ...]
    in_words: tuple[Change, ...]
    files: tuple[FileChange, ...]
    approve: Verdict
    reject: Verdict
    withdraw: Verdict


@dataclass(frozen=True, slots=True)
class ChangesOfVersion(Query[VersionChanges]):
    """For people of the house. Raises ``NotFound``."""

    procedure_id: str
    number: int

    def answer(self, ctx: ReadContext) -> VersionChanges:
        require_house(ctx)
        row = self._row(ctx)
        other = _other(ctx, row)
        before, after = None if other is None else _side(ctx, other.id), _side(ctx, row.id)
        added = readers_added(None if before is None else before.bundle.procedure, after.bundle.procedure)
        return VersionChanges(
            procedure_id=row.procedure_id,
            procedure_version=row.seen,
            number=row.number,
            state=State(row.state or State.DEPLOYED),
            against=None if other is None else other.number,
            note=row.note,
            submitted_at=row.submitted_at,
            submitted_by=people_of(ctx, [row]).get(row.submitted_by),
            readers_added=added,
            in_words=changes_between(before, after),
            files=files_changed({} if before is None else before.files, after.files),
            approve=_verdict(partial(require_approval, ctx.actor, review_of(row)), partial(require_may_widen, ctx.actor, added)),
            reject=_verdict(partial(require_rejection, ctx.actor, review_of(row))),
            withdraw=_verdict(partial(require_withdrawal, ctx.actor, review_of(row))),
        )

    def _row(self, ctx: ReadContext) -> Row[*tuple[Any, ...]]:
        statement = reviewed_versions(procedure.c.version.label("seen"))
        wanted = statement.where(procedure_version.c.procedure_id == self.procedure_id, procedure_version.c.number == self.number)
        row = ctx.db.execute(wanted).first() if self.number <= LARGEST_NUMBER else None
        if row is None:
            raise no_procedure(self.procedure_id)
        return row


def _other(ctx: ReadContext, row: Row[*tuple[Any, ...]]) -> Row[*tuple[Any, ...]] | None:
    """The version that this one is compared with; None for a first one."""
    version = procedure_version.c
    statement = select(version.id, version.number).where(version.procedure_id == row.procedure_id)
    if row.state is not None:
        return ctx.db.execute(statement.where(version.id == row.based_on)).first()
    deployed = or_(version_review.c.state.is_(None), version_review.c.state == State.DEPLOYED)
    statement = statement.outerjoin(version_review, version_review.c.version_id == version.id).where(deployed, version.number < row.number)
    return ctx.db.execute(statement.order_by(version.number.desc())).first()


def _side(ctx: ReadContext, version_id: str) -> Side:
    columns = (bundle_file.c.path, bundle_file.c.content)
    files = {path: bytes(content) for path, content in ctx.db.execute(select(*columns).where(bundle_file.c.version_id == version_id))}
    return Side(bundle_of(ctx, version_id), files)


def _verdict(*rules: Callable[[], None]) -> Verdict:
    try:
        for require in rules:
            require()
    except Refusal as refusal:
        return Verdict(False, refusal.text.zh, refusal.text.en)
    return Verdict(True, "", "")


@dataclass(frozen=True, slots=True)
class VersionInReview:
    """A version that waits for a second person. ``mine``: put forward by the reader; ``for_me``: the reader holds the owner's role."""

    procedure_id: str
    name_zh: str
    name_en: str
    number: int
    note: str | None
    submitted_at: datetime
    submitted_by: Ref | None
    mine: bool
    for_me: bool


@dataclass(frozen=True, slots=True)
class VersionsInReview(Query[tuple[VersionInReview, ...]]):
    """All of them, the oldest first, for people of the house. Two statements."""

    def answer(self, ctx: ReadContext) -> tuple[VersionInReview, ...]:
        require_house(ctx)
        statement = reviewed_versions().where(version_review.c.state == State.IN_REVIEW)
        rows = ctx.db.execute(statement.order_by(version_review.c.submitted_at, procedure_version.c.id)).all()
        people = people_of(ctx, rows)
        return tuple(
            VersionInReview(
                procedure_id=row.procedure_id,
                name_zh=row.name_zh,
                name_en=row.name_en,
                number=row.number,
                note=row.note,
                submitted_at=row.submitted_at,
                submitted_by=people.get(row.submitted_by),
                mine=ctx.actor.answers_for(row.submitted_by),
                for_me=_verdict(partial(require_rejection, ctx.actor, review_of(row))).may,
            )
            for row in rows
        )
