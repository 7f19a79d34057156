"""Shapes of procedures and their immutable versions."""

from __future__ import annotations

from marshmallow import fields, validate

from api.shapes import Named, Shape, choice, listing, maybe_one, maybe_text, maybe_whole, moment, one, text, whole


class DefinitionShape(Shape):
    procedure_id = text()
    name_zh = text()
    name_en = text()
    description_zh = maybe_text()
    description_en = maybe_text()
    owner_role = maybe_one(Named)
    active_version = maybe_whole()
    version = whole(metadata={"description": "Counts changes of the procedure's row; the ETag"})
    deployed_at = moment(allow_none=True)
    clauses = listing(text())


class DefinitionList(Shape):
    items = listing(DefinitionShape)


class BundleFile(Shape):
    path = text()
    kind = choice("diagram", "decision", "form", "metadata", "scenarios", "other")
    checksum = text()
    bytes = whole()


class VersionShape(Shape):
    version_id = text()
    number = whole()
    version_tag = maybe_text()
    checksum = text()
    note = maybe_text()
    deployed_at = moment()
    deployed_by = maybe_one(Named)
    files = listing(BundleFile)


class VersionList(Shape):
    procedure = one(Named)
    items = listing(VersionShape)


class DeployWarning(Shape):
    """Something that deploys but deserves a look."""

    where = text()
    code = text()
    en = text()
    zh = text()
    file = maybe_text()


class DeployedVersion(Shape):
    procedure_id = text()
    version_id = text()
    number = whole()
    checksum = text()
    warnings = listing(DeployWarning)


class DeployBody(Shape):
    """A bundle: one diagram with its decisions, forms and metadata, each file as text under its path."""

    files = fields.Dict(
        keys=fields.String(validate=validate.Length(1, 200)),
        values=fields.String(),
        required=True,
        validate=validate.Length(1, 200),
    )
    note = fields.String(validate=validate.Length(max=2000))
