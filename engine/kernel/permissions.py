"""What a role may allow. On the ground floor, since every noun asks for one and nouns do not know each other."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum


class Permission(StrEnum):
    """What a role may allow beyond the tasks that are given to it."""

    USERS_MANAGE = "users.manage"
    ROLES_MANAGE = "roles.manage"
    DEFINITIONS_DEPLOY = "definitions.deploy"
    DEFINITIONS_WIDEN_READERS = "definitions.widen_readers"
    INSTANCES_ADMINISTER = "instances.administer"
    INCIDENTS_MANAGE = "incidents.manage"
    JOBS_READ = "jobs.read"
    EVIDENCE_READ = "evidence.read"
    CASES_READ_ALL = "cases.read_all"
    ORGANISATION_MANAGE = "organisation.manage"
    TASKS_ASSIGN = "tasks.assign"


COVERED: Mapping[str, frozenset[str]] = {
    Permission.INSTANCES_ADMINISTER: frozenset({Permission.TASKS_ASSIGN, Permission.CASES_READ_ALL}),
}
"""What a permission allows that others name by themselves: whoever administers cases sees them all and gives their tasks to anybody."""


def with_covered(permissions: Collection[str]) -> frozenset[str]:
    """``permissions``, and those that they cover."""
    return frozenset(map(str, permissions)).union(*(COVERED.get(each, ()) for each in permissions))
