"""Passwords: what is asked of them, and how they are kept (argon2id)."""

from __future__ import annotations

import secrets
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from engine.identity.texts import say
from engine.kernel.errors import Fault, InvalidInput
from engine.kernel.texts import Text

SHORTEST = 10
LONGEST = 256
_COMMON_TEXT = """
    1234567890 0123456789 12345678910 123456789a 1234567891 9876543210 0987654321 1111111111 0000000000 1q2w3e4r5t 1qaz2wsx3edc
    qwertyuiop asdfghjkl1 zxcvbnm123 password12 password123 password1234 passw0rd123 p@ssw0rd123 p@ssword123 administrator
    admin12345 admin123456 adminadmin root123456 welcome123 welcome1234 letmein123 iloveyou123 changeme123 changeit123 test123456
    qwerty12345 qwerty123456 abc1234567 abcd123456 abc123456789 aa12345678 a123456789 woaini1314 woaini520 woaini5201314 5201314520
    zhidu12345 zhidu123456 zhiduzhidu password00 secret1234 football123 dragon1234 monkey1234 sunshine123 princess123 qazwsxedc1
"""
_COMMON = frozenset(_COMMON_TEXT.split())
_ALPHABET = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Without the letters and digits that are taken for one another."""

_hasher = PasswordHasher()


def password_faults(password: str, *, username: str) -> tuple[Fault, ...]:
    """What is wrong with a new password: too short or long, the user name, or among the most common."""
    lowered = password.lower()
    if len(password) < SHORTEST:
        return (_fault("password_short", say("password_short", least=SHORTEST)),)
    if len(password) > LONGEST:
        return (_fault("password_long", say("password_long", most=LONGEST)),)
    if username.lower() in lowered and len(username) * 2 >= len(password):
        return (_fault("password_is_username", say("password_is_username")),)
    if lowered in _COMMON or len(set(lowered)) < 4:
        return (_fault("password_common", say("password_common")),)
    return ()


def require_good_password(password: str, *, username: str) -> None:
    """Raises ``InvalidInput`` with what is wrong."""
    faults = password_faults(password, username=username)
    if faults:
        raise InvalidInput(say("password_refused", why=faults[0].text), faults=faults)


def hash_password(password: str) -> str:
    """argon2id with the library's parameters (RFC 9106, low memory), which the hash names."""
    return _hasher.hash(password)


def password_matches(stored: str | None, password: str) -> bool:
    """Whether ``password`` is the one that was hashed. Takes as long when there is no such user (``stored`` None)."""
    try:
        _hasher.verify(stored or _nobodys_hash(), password)
    except (VerificationError, InvalidHashError):
        return False
    return stored is not None


def needs_rehash(stored: str) -> bool:
    """Whether the hash was made with other parameters than are used now."""
    return _hasher.check_needs_rehash(stored)


def one_time_password() -> str:
    """A password for the first sign-in: four groups of four, some 93 bits, easy to read out."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(4))


@lru_cache(maxsize=1)
def _nobodys_hash() -> str:
    return _hasher.hash(secrets.token_urlsafe(16))


def _fault(code: str, text: Text) -> Fault:
    return Fault("password", code, text)
