"""All tables, imported in one place for migrations and tests."""

from engine.attachments import record as attachments
from engine.definitions import record as definitions
from engine.evidence import record as evidence
from engine.identity import record as identity
from engine.incidents import record as incidents
from engine.instances import record as instances
from engine.jobs import record as jobs
from engine.notifications import record as notifications
from engine.service_levels import record as service_levels
from engine.store.base import metadata
from engine.tasks import record as tasks

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
