"""Versions with what became of their review."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, select

from engine.definitions.tables import procedure, procedure_version, version_review

_OF_REVIEW = tuple(column for column in version_review.c if column.name not in procedure_version.c)


def reviewed_versions(*columns: ColumnElement[Any]) -> Select[Any]:
    """Rows of ``procedure_version`` with the columns of their review (null where they had none), the owner's role and the active
    version of their procedure, and more ``columns``."""
    of_procedure = (procedure.c.active_version_id, procedure.c.owner_role)
    return (
        select(procedure_version, *_OF_REVIEW, *of_procedure, *columns)
        .join(procedure, procedure.c.id == procedure_version.c.procedure_id)
        .outerjoin(version_review, version_review.c.version_id == procedure_version.c.id)
    )
