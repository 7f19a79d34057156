"""What a role may allow. On the ground floor, since every noun asks for one and nouns do not know each other."""

from __future__ import annotations

from enum import StrEnum


class Permission(StrEnum):
    """What a role may allow beyond the tasks that are given to it."""

    USERS_MANAGE = "users.manage"
    ROLES_MANAGE = "roles.manage"
    DEFINITIONS_DEPLOY = "definitions.deploy"
    INSTANCES_ADMINISTER = "instances.administer"
    INCIDENTS_MANAGE = "incidents.manage"
    JOBS_READ = "jobs.read"
    EVIDENCE_READ = "evidence.read"
    CASES_READ_ALL = "cases.read_all"
    ORGANISATION_MANAGE = "organisation.manage"
    TASKS_ASSIGN = "tasks.assign"
