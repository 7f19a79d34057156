"""All tables, imported in one place for migrations and tests."""

from engine.attachments import tables as attachments
from engine.definitions import tables as definitions
from engine.evidence import tables as evidence
from engine.identity import tables as identity
from engine.incidents import tables as incidents
from engine.instances import tables as instances
from engine.jobs import tables as jobs
from engine.notifications import tables as notifications
from engine.service_levels import tables as service_levels
from engine.store.base import metadata
from engine.tasks import tables as tasks

__all__ = [
    "attachments",
    "definitions",
    "evidence",
    "identity",
    "incidents",
    "instances",
    "jobs",
    "metadata",
    "notifications",
    "service_levels",
    "tasks",
]
