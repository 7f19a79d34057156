"""Notices that the product itself writes: to people in their language, to the holders of a role in every language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select

from engine.identity.tables import app_user
from engine.kernel.ids import new_id
from engine.kernel.texts import Text
from engine.notifications.tables import notice
from engine.tasks.rules import user_candidate
from engine.unit_of_work.context import Context

_LONGEST_SUBJECT = 200


@dataclass(frozen=True, slots=True)
class RoleNotice:
    """``candidate``: a task's candidate key; seen by those who answer to it for this customer and department."""

    candidate: str
    customer_id: str | None
    department: str | None
    text: Text


def tell_people(ctx: Context, subject: Text, texts: Mapping[str, Text]) -> None:
    """A notice for each user id but the actor's own. Two statements."""
    concerned = [each for each in texts if each != ctx.actor.id]
    locales = select(app_user.c.id, app_user.c.locale).where(app_user.c.id.in_(concerned))
    found = ctx.db.execute(locales).all() if concerned else ()
    _write(ctx, (_row(ctx, user_candidate(each), subject.told(locale), texts[each].told(locale)) for each, locale in found))


def tell_candidates(ctx: Context, subject: Text, notices: Iterable[RoleNotice]) -> None:
    """A notice for each, in every language: who will read it is not known. One statement."""
    rows = (
        _row(ctx, each.candidate, _in_all(subject), _in_all(each.text), customer_id=each.customer_id, department=each.department)
        for each in notices
    )
    _write(ctx, rows)


def _write(ctx: Context, rows: Iterator[dict[str, Any]]) -> None:
    written = list(rows)
    if written:
        ctx.db.execute(insert(notice), written)


def _row(ctx: Context, recipient: str, subject: str, text: str, **scope: str | None) -> dict[str, Any]:
    return {
        "id": new_id(),
        "recipient": recipient,
        "customer_id": None,
        "department": None,
        "subject": subject[:_LONGEST_SUBJECT],
        "text": text,
        "created_at": ctx.now,
        **scope,
    }


def _in_all(text: Text) -> str:
    return f"{text.zh} {text.en}"
