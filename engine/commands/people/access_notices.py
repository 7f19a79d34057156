"""Tells people what others did to their access: a role, a token, a password, being let in at all."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import insert, select

from engine.commands.people.texts import say
from engine.identity.tables import app_user
from engine.kernel.ids import new_id
from engine.kernel.texts import NO_TEXT, Text, joined, listed
from engine.notifications.tables import notice
from engine.tasks.rules import user_candidate
from engine.unit_of_work.context import Context


def tell(ctx: Context, user_ids: Iterable[str], what: str, **facts: object) -> None:
    """A notice in the language of each of ``user_ids``, but for whoever did it. ``what`` is the sentence's code; ``{who}`` did it."""
    concerned = [each for each in user_ids if each != ctx.actor.id]
    if not concerned:
        return
    subject, text = say("access_changed"), say(what, who=_who(ctx), **facts)
    locales = ctx.db.execute(select(app_user.c.id, app_user.c.locale).where(app_user.c.id.in_(concerned)))
    rows = [
        {
            "id": new_id(),
            "recipient": user_candidate(user_id),
            "subject": subject.told(locale),
            "text": text.told(locale),
            "created_at": ctx.now,
        }
        for user_id, locale in locales
    ]
    if rows:
        ctx.db.execute(insert(notice), rows)


def in_scope(customer: Text | None, department: str | None) -> Text:
    """For what a role counts, to stand behind its name; nothing where it counts everywhere."""
    named = [each for each in (customer, Text.same(department or "")) if each]
    return say("in_scope", scope=joined(named, listed(("", "")))) if named else NO_TEXT


def _who(ctx: Context) -> Text | str:
    return ctx.actor.name if ctx.actor.id is not None else say("the_operator")
