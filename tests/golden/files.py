"""Golden files on the disk: ``<name>.<number><ending>``; of a name, only the one with the highest number is what today's code writes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Golden:
    """What today's code writes for ``name`` (a path within this folder)."""

    name: str
    ending: str
    content: bytes

    def versions(self) -> dict[int, Path]:
        """The files that there are, by number."""
        return versions_of(self.name, self.ending)

    def newest(self) -> bytes | None:
        """What today's code should write; None where there is no file yet."""
        found = self.versions()
        return found[max(found)].read_bytes() if found else None

    def path(self, number: int) -> Path:
        return HERE / f"{self.name}.{number}{self.ending}"


def versions_of(name: str, ending: str) -> dict[int, Path]:
    """All files of a name, by number."""
    folder, _, stem = name.rpartition("/")
    shape = re.compile(re.escape(stem) + r"\.(\d+)" + re.escape(ending))
    found = ((shape.fullmatch(path.name), path) for path in (HERE / folder).glob("*"))
    return {int(match[1]): path for match, path in found if match}


def all_of(folder: str, ending: str) -> list[Path]:
    """All files of a folder, the old ones too."""
    return sorted((HERE / folder).glob(f"*{ending}"))
