"""What is asked of a password, and how it is kept."""

from __future__ import annotations

from typing import Any

import pytest
from argon2 import PasswordHasher

from engine.identity import passwords
from engine.identity.passwords import (
    hash_password,
    needs_rehash,
    one_time_password,
    password_faults,
    password_matches,
    require_good_password,
)
from engine.kernel.errors import InvalidInput

KNOWN = ("wangxiaoyu", "王小雨", "Wang Xiaoyu", "xiaoyu.wang@huarui.example", "华瑞银行", "Huarui Bank")


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("short1234", "password_short"),
        ("x" * 257, "password_long"),
        ("wangxiaoyu", "password_of_names"),
        ("WangXiaoyu1", "password_of_names"),
        ("uyoaixgnaw!", "password_of_names"),
        ("w4ng xiaoyu", "password_of_names"),
        ("xiaoyuwang1!", "password_of_names"),
        ("huarui@2026", "password_of_names"),
        ("华瑞银行华瑞银行123", "password_repeats"),
        ("HuaruiBank1", "password_of_names"),
        ("woaini1314520", "password_of_names"),
        ("Password123", "password_common"),
        ("P@ssw0rd123", "password_common"),
        ("iloveyou2024", "password_common"),
        ("1234567890", "password_common"),
        ("1q2w3e4r5t6y", "password_common"),
        ("aaaaaaaaaaaaaaa", "password_repeats"),
        ("abababababab", "password_repeats"),
        ("hjkl;'nm,./", "password_of_keys"),
        ("pensionsavings", "password_of_words"),
        ("王小雨20260302", "password_of_dates"),
        ("jklmnopqrstu", "password_in_sequence"),
        ("1990-03-02!!", "password_of_dates"),
        ("Admin@123456", "password_of_names"),
    ],
)
def test_a_weak_password_is_refused_with_what_makes_it_weak(password: str, code: str) -> None:
    assert [fault.code for fault in password_faults(password, known=KNOWN)] == [code]
    with pytest.raises(InvalidInput):
        require_good_password(password, known=KNOWN)


@pytest.mark.parametrize(
    "password",
    ["correct horse battery", "工单处理系统的密码很长", "wangxiaoyu likes green tea", "x7#kQp!9zz"],
)
def test_a_good_password_is_accepted(password: str) -> None:
    assert password_faults(password, known=KNOWN) == ()


def test_the_longest_password_of_repetitions_costs_little(monkeypatch: pytest.MonkeyPatch) -> None:
    """Looked at by its beginning: the library's work grows more than linearly with the length."""
    import zxcvbn

    looked_at = []
    whole = zxcvbn.zxcvbn

    def watched(password: str, **more: Any) -> Any:
        looked_at.append(len(password))
        return whole(password, **more)

    monkeypatch.setattr(zxcvbn, "zxcvbn", watched)
    password_faults("qwer" * 64)
    assert looked_at == [40]


def test_only_the_right_password_matches() -> None:
    stored = hash_password("correct horse battery")
    assert stored.startswith("$argon2id$")
    assert password_matches(stored, "correct horse battery")
    assert not password_matches(stored, "correct horse batterz")
    assert not password_matches("no hash at all", "correct horse battery")


def test_nobody_has_no_password_but_the_same_work_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    worked = []

    class Watched:
        def verify(self, stored: str, password: str) -> bool:
            worked.append(stored)
            return True

    monkeypatch.setattr(passwords, "_hasher", Watched())
    monkeypatch.setattr(passwords, "_nobodys_hash", lambda: "$argon2id$nobody")
    assert not password_matches(None, "whatever"), "even where the hash would match"
    assert worked == ["$argon2id$nobody"]


def test_a_hash_made_with_weaker_parameters_is_made_anew() -> None:
    assert needs_rehash(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash("correct horse battery"))
    assert not needs_rehash(hash_password("correct horse battery"))


def test_one_time_passwords_are_good_and_different() -> None:
    made = {one_time_password() for _ in range(50)}
    assert len(made) == 50
    assert all(password_faults(each, known=["admin"]) == () for each in made)
