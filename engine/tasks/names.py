"""The names that tasks have had, each kept once, so that tasks are found by their names."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, insert, select

from engine.kernel.searching import normal_form
from engine.kernel.texts import Text
from engine.tasks.tables import task_name

_NAME = select(task_name.c.name_zh).where(task_name.c.name_zh == bindparam("zh"), task_name.c.name_en == bindparam("en"))


class KnownNames(set[Text]):
    """Names that were seen to be stored; they are never removed."""


def keep_name(db: Connection, known: KnownNames, name: Text) -> None:
    """Tasks of this name are found by it."""
    if name in known:
        return
    if db.execute(_NAME, {"zh": name.zh, "en": name.en}).first() is not None:
        known.add(name)
        return
    # Not known yet: the transaction may still be given up.
    db.execute(insert(task_name), {"name_zh": name.zh, "name_en": name.en, "search_text": normal_form(f"{name.zh} {name.en}")})
