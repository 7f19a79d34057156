"""The texts by which cases are found, kept in the index that ``engine.queries.finding`` asks."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, delete, insert, select

from engine.instances.tables import case_text, process_instance
from engine.kernel.searching import normal_form, pieces
from engine.store.prepared import Prepared

_BATCH = 1_000
_ADD = Prepared(insert(case_text))
_REMOVE = Prepared(delete(case_text).where(case_text.c.instance_id == bindparam("of_instance")))
_MISSING = (
    select(process_instance.c.id, process_instance.c.search_text)
    .outerjoin(case_text, case_text.c.instance_id == process_instance.c.id)
    .where(case_text.c.instance_id.is_(None))
    .limit(_BATCH)
)


def index_case(db: Connection, instance_id: str, search_text: str, *, new: bool) -> None:
    """The case is found by ``search_text`` from now on, and by nothing else."""
    if not new:
        _REMOVE.run(db, {"of_instance": instance_id})
    _ADD.run(db, {"instance_id": instance_id, "pieces": pieces(search_text)})


def index_missing(db: Connection) -> int:
    """Put the cases into the index that a release without it began, a thousand at most; gives how many."""
    missing = db.execute(_MISSING).all()
    for instance_id, text in missing:
        index_case(db, instance_id, normal_form(text), new=True)
    return len(missing)
