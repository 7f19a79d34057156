"""Cases are found by parts of their texts through an index; texts and what is searched for are brought to one normal form.

A case that the release before this one begins meanwhile is put into the index by the hourly sweep.
"""

import sqlalchemy as sa
from alembic import op

from engine.kernel.searching import normal_form, pieces
from engine.store.base import Pieces

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_BATCH = 1_000

_ON_SQLITE = (
    # ascii: every letter beyond ASCII is a letter, as Python has cut the pieces; detail=none: where a piece stands is of no use.
    "CREATE VIRTUAL TABLE case_text_index USING fts5"
    "(pieces, content='case_text', content_rowid='row', detail=none, columnsize=0, tokenize='ascii')",
    "CREATE TRIGGER case_text_added AFTER INSERT ON case_text BEGIN"
    " INSERT INTO case_text_index (rowid, pieces) VALUES (new.row, new.pieces); END",
    "CREATE TRIGGER case_text_removed AFTER DELETE ON case_text BEGIN"
    " INSERT INTO case_text_index (case_text_index, rowid, pieces) VALUES ('delete', old.row, old.pieces); END",
    "CREATE TRIGGER case_text_changed AFTER UPDATE ON case_text BEGIN"
    " INSERT INTO case_text_index (case_text_index, rowid, pieces) VALUES ('delete', old.row, old.pieces);"
    " INSERT INTO case_text_index (rowid, pieces) VALUES (new.row, new.pieces); END",
)
_ON_POSTGRESQL = ("CREATE INDEX ix_case_text_pieces ON case_text USING gin (pieces)",)

_case = sa.table("process_instance", sa.column("id", sa.String), sa.column("search_text", sa.Text))
_text = sa.table("case_text", sa.column("instance_id", sa.String), sa.column("pieces", Pieces))
_task = sa.table("user_task", sa.column("name_zh", sa.String), sa.column("name_en", sa.String))
_name = sa.table("task_name", sa.column("name_zh", sa.String), sa.column("name_en", sa.String), sa.column("search_text", sa.Text))


def upgrade() -> None:
    op.create_table(
        "case_text",
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("instance_id", sa.String(length=36), nullable=False),
        sa.Column("pieces", Pieces(), nullable=False),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_case_text")),
        sa.UniqueConstraint("instance_id", name=op.f("uq_case_text_instance_id")),
    )
    op.create_table(
        "task_name",
        sa.Column("name_zh", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name_zh", "name_en", name=op.f("pk_task_name")),
    )
    op.create_index(op.f("ix_user_task_state_priority_id"), "user_task", ["state", "priority", "id"])
    op.create_index(op.f("ix_user_task_state_id"), "user_task", ["state", "id"])
    op.create_index(
        op.f("ix_task_candidate_candidate_assigned_priority_task_id"), "task_candidate", ["candidate", "assigned", "priority", "task_id"]
    )
    sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in _ON_SQLITE if sqlite else ():
        op.execute(statement)
    _name_tasks(op.get_bind())
    _index_cases(op.get_bind())
    for statement in () if sqlite else _ON_POSTGRESQL:  # made once all is there, an index is made quicker
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("Restore the backup that was made before the upgrade.")


def _name_tasks(db: sa.Connection) -> None:
    names = db.execute(sa.select(_task.c.name_zh, _task.c.name_en).distinct()).all()
    if names:
        db.execute(sa.insert(_name), [{"name_zh": zh, "name_en": en, "search_text": normal_form(f"{zh} {en}")} for zh, en in names])


def _index_cases(db: sa.Connection) -> None:
    last = ""
    while rows := db.execute(sa.select(_case).where(_case.c.id > last).order_by(_case.c.id).limit(_BATCH)).all():
        for id_, text in rows:
            if text != normal_form(text):
                db.execute(sa.update(_case).where(_case.c.id == id_).values(search_text=normal_form(text)))
        db.execute(sa.insert(_text), [{"instance_id": id_, "pieces": pieces(normal_form(text))} for id_, text in rows])
        last = rows[-1].id
