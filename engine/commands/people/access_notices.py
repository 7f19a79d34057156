"""Tells people what others did to their access: a role, a token, a password, being let in at all."""

from __future__ import annotations

from collections.abc import Iterable

from engine.cases.holders.telling import tell_people
from engine.commands.people.texts import say
from engine.kernel.texts import NO_TEXT, Text, joined, listed
from engine.unit_of_work.context import Context


def tell(ctx: Context, user_ids: Iterable[str], what: str, **facts: object) -> None:
    """A notice in the language of each of ``user_ids``, but for whoever did it. ``what`` is the sentence's code; ``{who}`` did it."""
    text = say(what, who=_who(ctx), **facts)
    tell_people(ctx, say("access_changed"), dict.fromkeys(user_ids, text))


def in_scope(customer: Text | None, department: str | None) -> Text:
    """For what a role counts, to stand behind its name; nothing where it counts everywhere."""
    named = [each for each in (customer, Text.same(department or "")) if each]
    return say("in_scope", scope=joined(named, listed(("", "")))) if named else NO_TEXT


def _who(ctx: Context) -> Text | str:
    return ctx.actor.name if ctx.actor.id is not None else say("the_operator")
