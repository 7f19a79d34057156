"""Writes docs/rights.md anew: ``python -m tests.rights``."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.rights.matrix import document, page, tried
from tests.rights.scene import Scene
from tests.support.databases import migrated_sqlite
from tests.support.fixtures import MONDAY_NINE

PAGE = Path(__file__).resolve().parents[2] / "docs" / "rights.md"


def main() -> None:
    described = document()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        scene = Scene(folder, migrated_sqlite(folder / "template.db"), MONDAY_NINE)
        PAGE.write_text(page(tried(scene, described), described), encoding="utf-8")
    print(f"written: {PAGE}")


if __name__ == "__main__":
    main()
