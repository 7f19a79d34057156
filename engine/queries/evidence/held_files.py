"""Files that entries name: attachments on the disk, and the bundles of procedures in the database. Each is hashed and compared."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from engine.attachments.content import path_of
from engine.attachments.tables import attachment
from engine.definitions.tables import bundle_file, procedure_version
from engine.evidence.verification import EvidenceFault
from engine.queries.evidence.plain_values import as_they_stand, plain_row
from engine.queries.evidence.texts import say
from engine.retelling.state import Retold, RetoldRow
from engine.unit_of_work.context import ReadContext

_CHUNK = 1024 * 1024


@dataclass(slots=True)
class HeldFiles:
    """Counts the files that were hashed. A content that several cases name is read once."""

    ctx: ReadContext
    files: int = 0
    faults: list[EvidenceFault] = field(default_factory=list)
    _as_told: set[str] = field(default_factory=set)

    def of_cases(self, told: Iterable[Retold]) -> None:
        """The attachments that entries of these cases name."""
        for retold in told:
            for row in retold.of(attachment.name):
                self._attachment(retold.stream, row)

    def of_procedures(self, retold: Retold) -> frozenset[str]:
        """The files of every version that was put forward, one at a time. Gives the versions whose files are all as evidence names them."""
        versions = {row.id for row in retold.of(procedure_version.name)}
        wanted = {(row.values["version_id"], row.values["path"]): row for row in retold.of(bundle_file.name)}
        for (version_id, path), row in wanted.items():
            same = (bundle_file.c.version_id == version_id, bundle_file.c.path == path)
            stored = self.ctx.db.execute(as_they_stand(bundle_file, ("bytes", "content")).where(*same)).mappings().first()
            if stored is None:
                versions.discard(version_id)
                continue  # told as a row that is gone
            self.files += 1
            found = plain_row(bundle_file, stored)
            content = found["content"]
            whole = isinstance(content, bytes) and sha256(content).hexdigest() == row.values["checksum"] and found["bytes"] == len(content)
            if not whole:
                versions.discard(version_id)
                self._say("file_changed", retold.stream, row, f"{path} ({version_id})")
        return frozenset(versions)

    def _attachment(self, stream: str, row: RetoldRow) -> None:
        checksum = str(row.values["checksum"])
        if checksum in self._as_told:
            return
        self.files += 1
        name = f"{row.values.get('file_name', '')} ({checksum})"
        try:
            found = _hash_of(path_of(self.ctx.settings.data_dir, checksum))
        except FileNotFoundError:
            self._say("file_gone", stream, row, name)
        except OSError as reason:
            self._say("file_unreadable", stream, row, name, reason=reason.strerror or type(reason).__name__)
        else:
            if found == checksum:
                self._as_told.add(checksum)
            else:
                self._say("file_changed", stream, row, name)

    def _say(self, code: str, stream: str, row: RetoldRow, name: str, **facts: object) -> None:
        position = row.said["checksum"]
        text = say(code, name=name, position=position, **facts)
        self.faults.append(EvidenceFault.of(stream, position, None, code, text, table=row.table, row=row.id))


def _hash_of(path: Path) -> str:
    digest = sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
