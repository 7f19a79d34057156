"""Files that forms named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from engine.attachments.tables import attachment
from engine.retelling.state import By, Retold

_COLUMNS = {"checksum": "sha256", "file_name": "name", "media_type": "type", "bytes": "bytes", "uploaded_by": "by", "uploaded_at": "at"}
_LONGEST_FIELD = 200


def named_files(retold: Retold, by: By, files: Sequence[Mapping[str, Any]] | None, task: str | None) -> None:
    """They belong to the case from the first form on that names them."""
    for file in files or ():
        if "id" not in file or retold.find(attachment.name, file["id"]) is not None:
            continue
        values = {column: file[name] for column, name in _COLUMNS.items() if name in file}
        values |= {"instance_id": retold.stream, "task_id": task, "field": file["field"][:_LONGEST_FIELD]}
        retold.begin(attachment.name, file["id"], by, values)
