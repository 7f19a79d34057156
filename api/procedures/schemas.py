"""Shapes of the procedures that a person may start."""

from __future__ import annotations

from api.shapes import (
    DraftShape,
    FormShape,
    Named,
    Option,
    Shape,
    flag,
    json_object,
    listing,
    mapping_of,
    maybe_one,
    maybe_text,
    one,
    text,
    whole,
)


class StartableProcedure(Shape):
    procedure_id = text()
    name_zh = text()
    name_en = text()
    description_zh = maybe_text()
    description_en = maybe_text()
    version = whole()
    form_id = maybe_text()
    portal = flag()


class StartableList(Shape):
    items = listing(StartableProcedure)


class StartForm(Shape):
    """The form that starts a case; ``form`` is null where a case starts without one."""

    procedure = one(Named)
    version = whole()
    form = maybe_one(FormShape)
    data = json_object()
    lists = mapping_of(listing(Option))
    draft = maybe_one(DraftShape)
