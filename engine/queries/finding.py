"""Finding cases and tasks by a part of their texts.

Few cases that match are taken from the index. Where many match, the list's own order finds its page sooner: one walks along it and
looks at each text. Either way what is found holds the text, letter for letter in one normal form (``engine.kernel.searching``).
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, cast, false, literal, or_, select, text
from sqlalchemy.dialects.postgresql import TSQUERY

from engine.instances.tables import case_text, process_instance
from engine.kernel.searching import Sought, normal_form, sought
from engine.queries.pages import like_pattern
from engine.tasks.rules import State
from engine.tasks.tables import task_name, user_task
from engine.unit_of_work.context import ReadContext

_FEW = 2_000
"""So many ids are taken from the index; more are found by walking."""
_MOST_NAMES = 200
_other = user_task.alias("other_task")


@dataclass(frozen=True, slots=True)
class TasksFound:
    """``condition`` on ``user_task`` beside its ``process_instance``. ``few``: sooner found from here than along the list's order."""

    condition: ColumnElement[bool]
    few: bool


def holds_text(ctx: ReadContext, sought_text: str) -> ColumnElement[bool]:
    """A condition on ``process_instance``: the case's text holds ``sought_text``. At most one statement."""
    found = _few_cases(ctx, sought_text)
    return _in_its_text(sought_text) if found is None else process_instance.c.id.in_(found)


def task_holds_text(ctx: ReadContext, sought_text: str) -> TasksFound:
    """Open tasks whose name or whose case's text holds ``sought_text``. At most two statements."""
    found = _few_cases(ctx, sought_text)
    named = _of_such_a_name(ctx, sought_text)
    if found is None:
        text_of_case = _in_its_text(sought_text)
        return TasksFound(text_of_case if named is None else or_(text_of_case, named), few=False)
    if named is not None:
        return TasksFound(or_(user_task.c.instance_id.in_(found), named), few=False)
    open_ones = select(_other.c.id).where(_other.c.instance_id.in_(found), _other.c.state == State.OPEN)
    return TasksFound(user_task.c.id.in_(open_ones), few=True)


def _in_its_text(sought_text: str) -> ColumnElement[bool]:
    return process_instance.c.search_text.like(like_pattern(sought_text), escape="\\")


def _few_cases(ctx: ReadContext, sought_text: str) -> list[str] | None:
    """The cases that match, as long as they are few; None for many, and for a text of which an index knows nothing."""
    asked = sought(normal_form(sought_text.strip()))
    if not (asked.whole or asked.beginnings):
        return None
    found = ctx.db.execute(_candidates(ctx.db.dialect.name, asked).where(_in_its_text(sought_text)).limit(_FEW + 1)).all()
    return None if len(found) > _FEW else [str(row[0]) for row in found]


def _candidates(dialect: str, asked: Sought) -> Select[tuple[str]]:
    """Cases that have all pieces, in whatever order."""
    cases = select(process_instance.c.id).select_from(case_text).join(process_instance, process_instance.c.id == case_text.c.instance_id)
    if dialect == "postgresql":
        terms = [f"'{piece}'" for piece in asked.whole] + [f"'{piece}':*" for piece in asked.beginnings]
        return cases.where(case_text.c.pieces.op("@@")(cast(literal(" & ".join(terms)), TSQUERY)))
    terms = [f'"{piece}"' for piece in asked.whole] + [f'"{piece}"*' for piece in asked.beginnings]
    index = text("SELECT rowid FROM case_text_index WHERE case_text_index MATCH :terms").bindparams(terms=" AND ".join(terms))
    return cases.where(case_text.c.row.in_(index))


def _of_such_a_name(ctx: ReadContext, sought_text: str) -> ColumnElement[bool] | None:
    """Tasks whose name holds the text; None where none does."""
    like = task_name.c.search_text.like(like_pattern(sought_text), escape="\\")
    names = ctx.db.execute(select(task_name.c.name_zh, task_name.c.name_en).where(like).limit(_MOST_NAMES)).all()
    if not names:
        return None
    return or_(false(), *(and_(user_task.c.name_zh == zh, user_task.c.name_en == en) for zh, en in names))
