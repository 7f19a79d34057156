"""What a command leaves behind in the rows of a case and no event tells of.

It is told with the command's last entry of the case, so that the rows can be held against the evidence later:
``opened`` (rows that began: table → id → columns), ``ended`` (rows that ended with their wait) and ``changed``
(rows that were written by themselves: table → id → columns). ``engine/retelling`` reads it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from engine.incidents.tables import incident
from engine.instances.tables import subscription
from engine.jobs.tables import job
from engine.kernel.canonical_json import canonical
from engine.tasks.tables import user_task

Row = dict[str, Any]


def digest(value: object) -> str:
    """SHA-256 of bytes, of a text, or of the canonical JSON of anything else: for what would be too much to be told whole."""
    match value:
        case bytes():
            return sha256(value).hexdigest()
        case str():
            return sha256(value.encode("utf-8", "surrogatepass")).hexdigest()
    return sha256(canonical(value)).hexdigest()


def _as_it_is(*names: str) -> Callable[[Row], Row]:
    return lambda row: {name: row[name] for name in names if row[name] is not None}


def _of_task(row: Row) -> Row:
    found: Row = {"wait_id": row["wait_id"], "priority": row["priority"]}
    for name in ("form_id", "follow_up_at", "properties", "by_name"):
        if row[name]:
            found[name] = row[name]
    return found


def _of_job(row: Row) -> Row:
    found = _as_it_is("kind", "state", "wait_id", "element_id", "due_at", "retries_left", "lane", "peer")(row)
    if row["payload"]:
        found["payload"] = digest(row["payload"])
    if row["impulse_id"] is not None:
        found["follows"] = True  # other cases' commands may hold it, and let it go on
    return found


_OPENED: Mapping[str, Callable[[Row], Row]] = {
    user_task.name: _of_task,
    job.name: _of_job,
    subscription.name: _as_it_is("wait_id", "element_id", "kind", "name", "correlation_key"),
    incident.name: _as_it_is("wait_id", "job_id"),
}


Rows = Iterable[tuple[str, Row]]
"""Table and row."""


@dataclass(slots=True)
class LeftBehind:
    """Knows what was told already: each row is told once."""

    changed: list[tuple[str, str, str, Mapping[str, object]]] = field(default_factory=list)
    """Instance, table, id and columns of rows that were written by themselves."""
    _seen: list[Row] = field(default_factory=list)
    _told: dict[int, Row] = field(default_factory=dict)
    """By identity; kept, so that no other row gets the same one."""

    def untold(self, opened: Rows, ended: Rows, instance_id: str) -> dict[str, object]:
        """What is to be told of an instance; no empty parts. It stays untold until ``note_told``."""
        self._seen = []
        told = {
            "opened": self._opened(opened, instance_id),
            "ended": self._ended(ended, instance_id),
            "changed": self._changed(instance_id),
        }
        return {name: part for name, part in told.items() if part}

    def note_told(self, instance_id: str) -> None:
        """What ``untold`` gave last has been told."""
        self._told.update((id(row), row) for row in self._seen)
        self.changed = [each for each in self.changed if each[0] != instance_id]

    def _opened(self, rows: Rows, instance_id: str) -> dict[str, dict[str, Row]]:
        found: dict[str, dict[str, Row]] = {}
        for table, row in self._new(rows, "instance_id", instance_id):
            found.setdefault(table, {})[row["id"]] = _OPENED[table](row)
        return found

    def _ended(self, rows: Rows, instance_id: str) -> dict[str, dict[str, str]]:
        """Table → wait → state or reason."""
        found: dict[str, dict[str, str]] = {}
        for table, row in self._new(rows, "of_instance", instance_id):
            found.setdefault(table, {})[row["of_wait"]] = row.get("new_state") or row.get("how") or ""
        return found

    def _changed(self, instance_id: str) -> dict[str, dict[str, Mapping[str, object]]]:
        found: dict[str, dict[str, Mapping[str, object]]] = {}
        for of, table, key, columns in self.changed:
            if of == instance_id:
                rows = found.setdefault(table, {})
                rows[key] = {**rows.get(key, {}), **columns}
        return found

    def _new(self, rows: Rows, named: str, instance_id: str) -> Iterator[tuple[str, Row]]:
        for table, row in rows:
            if row[named] == instance_id and id(row) not in self._told:
                self._seen.append(row)
                yield table, row
