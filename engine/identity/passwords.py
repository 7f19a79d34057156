"""Passwords: what is asked of them, and how they are kept (argon2id)."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Iterator
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from engine.identity.texts import say
from engine.kernel.errors import Fault, InvalidInput
from engine.kernel.texts import Text

SHORTEST = 10
LONGEST = 256
_LOOKED_AT = 40
"""Characters: what follows cannot make it easier, and would make a password of many repetitions cost tens of milliseconds."""
_UNGUESSABLE = 8.0
"""Ten to this many guesses; what the library calls safely unguessable, also for somebody who has stolen the hash."""
_SAID_IN_CHINESE = ("woaini", "woaini1314", "5201314", "1314520", "aini1314", "zhongguo", "nihao", "mima", "wodemima", "zhidu", "admin@123")
"""What the library's lists, made from English, do not know and everybody here does."""
_ALPHABET = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Without the letters and digits that are taken for one another."""

_hasher = PasswordHasher()


def password_faults(password: str, *, known: Iterable[str] = ()) -> tuple[Fault, ...]:
    """What is wrong with a new password: its length, or that it is easy to guess.

    ``known``: what anybody would try for this person: user name, names, the organisation's.
    """
    if len(password) < SHORTEST:
        return (_fault("password_short", say("password_short", least=SHORTEST)),)
    if len(password) > LONGEST:
        return (_fault("password_long", say("password_long", most=LONGEST)),)
    why = _weakness(password[:_LOOKED_AT], tuple(known))
    return () if why is None else (_fault(why, say(why)),)


def require_good_password(password: str, *, known: Iterable[str] = ()) -> None:
    """Raises ``InvalidInput`` with what is wrong."""
    faults = password_faults(password, known=known)
    if faults:
        raise InvalidInput(say("password_refused", why=faults[0].text), faults=faults)


def _weakness(password: str, known: tuple[str, ...]) -> str | None:
    """Code of what makes the password easy to guess: its longest part that has a pattern; None where it is not easy."""
    from zxcvbn import zxcvbn  # noqa: PLC0415  15 MB of word lists, for the few times that somebody chooses a password

    found = zxcvbn(password, user_inputs=[*_parts(known), *_SAID_IN_CHINESE])
    if float(found["guesses_log10"]) >= _UNGUESSABLE:
        return None
    part = max(found["sequence"], key=lambda each: (each["pattern"] in _PATTERNS, len(each["token"])))
    if part["pattern"] == "dictionary":
        return _DICTIONARIES.get(part["dictionary_name"], "password_of_words")
    return _PATTERNS.get(part["pattern"], "password_guessable")


_DICTIONARIES = {"passwords": "password_common", "user_inputs": "password_of_names"}
_PATTERNS = {
    "dictionary": "password_of_words",
    "spatial": "password_of_keys",
    "repeat": "password_repeats",
    "sequence": "password_in_sequence",
    "date": "password_of_dates",
}


def _parts(known: tuple[str, ...]) -> Iterator[str]:
    """Names as wholes, without blanks, turned round, and word by word; what is shorter would be found everywhere."""
    for each in known:
        words = re.split(r"[\s@._-]+", each)
        yield from (
            word for word in (each, "".join(words), "".join(reversed(words)), *words) if len(word) >= _SHORTEST_NAME[word.isascii()]
        )


_SHORTEST_NAME = {True: 3, False: 2}


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
