"""How the code lies in its folders, and what is installed besides it."""

from __future__ import annotations

import tomllib
from pathlib import Path

from cli.first_start import shipped_procedures

REPOSITORY = Path(__file__).parents[2]


def test_every_procedure_and_its_forms_are_installed_with_the_package() -> None:
    listed = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]["data-files"]
    folders = [folder for kind in ("processes", "forms") for folder in (REPOSITORY / kind).iterdir() if folder.is_dir()]
    there = {f"share/zhidu/{folder.parent.name}/{folder.name}": [f"{folder.parent.name}/{folder.name}/*"] for folder in folders}
    assert listed == there


def test_the_procedures_of_the_repository_are_found() -> None:
    assert REPOSITORY / "processes" / "request_handling" in shipped_procedures()


def test_no_folder_of_the_engine_holds_more_than_twenty_files() -> None:
    """Who looks for something finds it by the names of folders; what grows beyond is divided."""
    folders = (folder for folder in [REPOSITORY / "engine", *(REPOSITORY / "engine").rglob("*")] if folder.is_dir())
    crowded = {
        str(folder): found
        for folder in folders
        if folder.name != "__pycache__" and (found := sum(each.is_file() for each in folder.iterdir())) > 20
    }
    assert crowded == {}
