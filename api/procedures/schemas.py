"""Shapes about the procedures that a person may start."""

from __future__ import annotations

from marshmallow import fields

from api.derived import shape_of
from api.locale import LocaleQuery
from api.shapes import Shape, maybe_one
from engine.queries.tasks.one_task import FormView


class StartFormQuery(LocaleQuery):
    """``form_id`` chooses where a procedure can be started with several forms."""

    form_id = fields.String()


class MaybeForm(Shape):
    form = maybe_one(shape_of(FormView))
