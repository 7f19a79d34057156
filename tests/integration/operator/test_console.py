"""The ``zhidu`` command line: exit codes, and what it prints."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from sqlalchemy import text

from cli.console import main
from cli.demonstration import PASSWORD
from cli.first_start import OPERATOR
from engine.bootstrap import Engine
from engine.commands.people.sign_in import SignIn
from engine.commands.procedures.deploy import read_bundle
from engine.identity.rules import ANONYMOUS
from engine.kernel.permissions import Permission
from engine.kernel.settings import read_settings
from engine.queries.people.roles import ShowRole
from engine.store.database import writing

REPOSITORY = Path(__file__).parents[3]


@pytest.fixture(autouse=True)
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty place: no database yet."""
    monkeypatch.setenv("ZHIDU_DATABASE_URL", f"sqlite:///{tmp_path / 'zhidu.db'}")
    monkeypatch.setenv("ZHIDU_DATA_DIR", str(tmp_path / "data"))


Printed = pytest.CaptureFixture[str]


def opened() -> Engine:
    return Engine(read_settings())


def test_help_is_in_both_languages(capsys: Printed) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    printed = capsys.readouterr().out
    assert "evidence" in printed
    assert "启动系统" in printed


@pytest.mark.parametrize("arguments", [[], ["fly"], ["evidence"], ["deploy"]])
def test_misuse_is_told(arguments: list[str], capsys: Printed) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2


def test_a_wrong_setting_is_misuse(monkeypatch: pytest.MonkeyPatch, capsys: Printed) -> None:
    monkeypatch.setenv("ZHIDU_PORT", "eighty")
    assert main(["check"]) == 2
    assert "ZHIDU_PORT" in capsys.readouterr().err


def test_the_first_administrator_is_told_once_and_can_sign_in(capsys: Printed) -> None:
    assert main(["init", "--name-en", "Acme", "--username", "chief"]) == 0
    printed = capsys.readouterr().out
    password = next(line.split(": ")[1] for line in printed.splitlines() if "one-time password" in line)
    door = opened()
    assert door.execute(SignIn("chief", password, "127.0.0.1"), actor=ANONYMOUS).or_refuse().must_change_password
    door.close()
    assert main(["init"]) == 0
    assert "password" not in capsys.readouterr().out


def test_check_tells_what_is_missing(capsys: Printed) -> None:
    assert main(["check"]) == 1
    assert "zhidu migrate" in capsys.readouterr().out
    assert main(["migrate"]) == 0
    assert main(["check"]) == 1
    assert "zhidu init" in capsys.readouterr().out
    assert main(["init"]) == 0
    assert main(["check"]) == 0


def test_an_old_database_is_told_and_not_stumbled_over(capsys: Printed) -> None:
    for arguments in (
        ["evidence", "verify"],
        ["jobs", "run"],
        ["user", "password", "lina"],
        ["user", "grant", "lina", "auditor"],
        ["deploy", "."],
    ):
        assert main(arguments) == 1
        assert "zhidu migrate" in capsys.readouterr().err


@pytest.mark.parametrize("verb", [["check"], ["migrate"], ["init"], ["evidence", "verify"], ["jobs", "run"], ["user", "password", "lina"]])
@pytest.mark.parametrize(
    "content", [b"This file is no database at all, however long one looks at it. ", b"SQLite format 3\0" + b"\xff" * 5_000]
)
def test_a_file_that_is_no_database_is_told(verb: list[str], content: bytes, tmp_path: Path, capsys: Printed) -> None:
    (tmp_path / "zhidu.db").write_bytes(content)
    assert main(verb) == 1
    said = capsys.readouterr()
    assert "database" in said.out + said.err
    assert "Traceback" not in said.err


@pytest.mark.parametrize("url", ["nonsense", "mysql://x", "postgresql://x", "://", "sqlite+nothing:///x"])
def test_an_address_of_no_database_that_is_known_is_told(url: str, monkeypatch: pytest.MonkeyPatch, capsys: Printed) -> None:
    monkeypatch.setenv("ZHIDU_DATABASE_URL", url)
    assert main(["check"]) in (1, 2)
    said = capsys.readouterr()
    assert "database" in (said.out + said.err).lower()


def test_a_procedure_is_deployed_from_its_folder(tmp_path: Path, capsys: Printed) -> None:
    main(["init"])
    folder = str(REPOSITORY / "processes" / "request_handling")
    assert main(["deploy", folder]) == 0
    assert "request_handling version 1: deployed" in capsys.readouterr().out
    assert main(["deploy", folder]) == 0
    assert "unchanged" in capsys.readouterr().out
    packed = tmp_path / "request_handling.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for path, content in read_bundle(Path(folder)).items():
            archive.writestr(path, content)
    assert main(["deploy", str(packed)]) == 0
    assert "unchanged" in capsys.readouterr().out
    assert main(["deploy", str(tmp_path)]) == 1
    (tmp_path / "broken.bpmn").write_text("<no>")
    assert main(["deploy", str(tmp_path)]) == 1
    assert "broken.bpmn" in capsys.readouterr().err


def test_the_demonstration_is_loaded_once(capsys: Printed) -> None:
    assert main(["demo", "--cases"]) == 0
    assert PASSWORD in capsys.readouterr().out
    assert main(["demo"]) == 1
    assert "already" in capsys.readouterr().err
    assert main(["evidence", "verify"]) == 0
    assert main(["user", "password", "lina"]) == 0
    assert main(["user", "password", "nobody"]) == 1
    assert main(["jobs", "run"]) == 0


def test_the_console_gives_a_role_to_an_only_administrator(capsys: Printed) -> None:
    main(["init"])
    assert main(["user", "grant", "admin", "process_owner"]) == 0
    assert main(["user", "grant", "admin", "process_owner"]) == 1
    assert main(["user", "grant", "admin", "nothing"]) == 1
    assert "process_owner" in capsys.readouterr().out


def test_the_console_lets_a_role_allow_what_nobody_holds_yet(capsys: Printed) -> None:
    main(["init"])
    assert main(["role", "allow", "auditor", Permission.DEFINITIONS_WIDEN_READERS]) == 0
    assert main(["role", "allow", "nothing", Permission.JOBS_READ]) == 1
    door = opened()
    permissions = door.ask(ShowRole("auditor"), actor=OPERATOR).permissions
    door.close()
    assert set(permissions) >= {Permission.DEFINITIONS_WIDEN_READERS, Permission.EVIDENCE_READ}
    with pytest.raises(SystemExit):
        main(["role", "allow", "auditor", "fly"])


def test_verify_names_the_record_and_fails(capsys: Printed) -> None:
    main(["init"])
    door = opened()
    with writing(door.database) as db:
        for name in db.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars().all():
            db.execute(text(f'DROP TRIGGER "{name}"'))
        db.execute(text("UPDATE evidence_entry SET actor_id = 'u9' WHERE position = 2"))
        event_id = db.execute(text("SELECT event_id FROM evidence_entry WHERE position = 2")).scalar_one()
    door.close()
    capsys.readouterr()
    assert main(["evidence", "verify"]) == 1
    printed = capsys.readouterr().out
    assert event_id in printed
    assert "已被修改" in printed
    assert main(["evidence", "verify", "--json"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert (report["intact"], report["faults"][0]["event_id"], report["faults"][0]["code"]) == (False, event_id, "edited")
    assert main(["evidence", "verify", "--instance", "none"]) == 1
