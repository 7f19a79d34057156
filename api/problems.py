"""The shape of an error, as RFC 9457 problem details with our additions."""

from __future__ import annotations

from marshmallow import fields

from api.shapes import Shape, listing, maybe_text, text, whole


class FaultShape(Shape):
    """One thing wrong with the input: ``where`` is a field path, an element id or a file name."""

    where = text()
    code = text()
    en = text()
    zh = text()
    file = maybe_text()


class Problem(Shape):
    type = text()
    title = text()
    status = whole()
    code = text(metadata={"description": "Stable, for machines"})
    detail = text(metadata={"description": "A sentence in English"})
    detail_zh = text(metadata={"description": "The same sentence in Chinese"})
    faults = listing(FaultShape)
    incident = fields.String(metadata={"description": "With 500 only: the number under which the log has the details"})
    retry_after = fields.Integer(metadata={"description": "With 429 only: seconds"})
