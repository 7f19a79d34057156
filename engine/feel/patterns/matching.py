"""Regular expressions of XPath, as FEEL's ``matches``, ``replace`` and ``split`` ask.

RE2 runs nearly all of them, in time linear in the text whatever the pattern is. The few that it cannot
run (back-references) go to an engine that backtracks: it pays for the whole size of text times pattern
beforehand, which bounds its memory, and stops when the evaluation's computing time is over. Patterns are
translated by ``translation``; what XPath forbids is refused there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

import re2
import regex

from engine.feel.errors import FeelLimitExceeded, FeelProblem
from engine.feel.evaluation.state import State
from engine.feel.patterns.translation import translated
from engine.feel.texts import say

MAX_PATTERN = 2_000
_MATCH = 5
"""Steps for a match, which is an object with groups."""
_REPLACEMENT = re.compile(r"\\([\\$])|\$(\d+)|([\\$])", re.ASCII)


class _Program(NamedTuple):
    """A compiled pattern. ``size``: its instructions, or atoms when it backtracks."""

    engine: Any
    backtracks: bool
    size: int


@lru_cache(maxsize=64)
def _compiled(pattern: str, flags: str, last_newline: bool) -> _Program:
    translation = translated(pattern, flags, last_newline=last_newline)
    if translation.backtracks:
        return _Program(regex.compile(translation.text, regex.VERSION0), True, translation.size)
    options = re2.Options()
    options.log_errors = False
    options.max_mem = 4 << 20
    try:
        engine = re2.compile(translation.text, options)
    except (re2.error, UnicodeEncodeError) as error:
        raise FeelProblem(say("cannot_run_pattern", pattern=pattern[:60])) from error
    return _Program(engine, False, engine.programsize)


def _program(pattern: str, flags: str, text: str, state: State) -> _Program:
    _in_time(state)
    _check_characters(text)
    if len(pattern) > MAX_PATTERN:
        raise FeelProblem(say("pattern_too_long", most=MAX_PATTERN))
    if not set(flags) <= set("smixq"):
        raise FeelProblem(say("wrong_flags", flags=flags[:20]))
    state.charge(len(pattern))
    return _compiled(pattern, "".join(sorted(set(flags))), "m" in flags and text.endswith("\n"))


def _check_characters(text: str) -> None:
    """Data of the caller may hold half of a surrogate pair, which is no character."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise FeelProblem(say("half_a_character")) from error


def _in_time(state: State) -> float:
    """The computing time that is left. One search can take long, so the steps alone would not notice."""
    left = state.seconds_left()
    if left <= 0:
        raise FeelLimitExceeded("seconds", state.limits.seconds)
    return left


def _search(program: _Program, text: str, start: int, state: State) -> Any:
    """The next match, or None."""
    try:
        if not program.backtracks:
            return program.engine.search(text, start)
        return program.engine.search(text, start, timeout=_in_time(state), concurrent=True)
    except TimeoutError as error:
        raise FeelLimitExceeded("seconds", state.limits.seconds) from error


def _pay(program: _Program, text: str, state: State) -> None:
    """For going once through the text: RE2 at its slowest takes some nanoseconds for each instruction and character."""
    state.charge(len(text) * program.size if program.backtracks else len(text) * (64 + program.size) >> 10)


def found(pattern: str, flags: str, text: str, state: State) -> bool:
    """Whether the pattern matches somewhere in the text."""
    program = _program(pattern, flags, text, state)
    _pay(program, text, state)
    return _search(program, text, 0, state) is not None


def _matches(pattern: str, flags: str, text: str, state: State) -> Iterator[Any]:
    if found(pattern, flags, "", state):
        raise FeelProblem(say("pattern_matches_nothing"))
    program = _program(pattern, flags, text, state)
    _pay(program, text, state)
    matches = _one_by_one(program, text, state) if program.backtracks else program.engine.finditer(text)
    for match in matches:
        yield match
        state.charge(_MATCH)
        _in_time(state)


def _one_by_one(program: _Program, text: str, state: State) -> Iterator[Any]:
    start = 0
    while start <= len(text) and (match := _search(program, text, start, state)) is not None:
        yield match
        start = match.end() + (match.end() == match.start())


def replaced(pattern: str, flags: str, text: str, replacement: str, state: State) -> str:
    """Every match replaced; ``$1`` is a group, ``$0`` the match, ``\\$`` and ``\\\\`` the characters."""
    constant = "q" in flags or not _has_groups(replacement)
    parts: list[str] = []
    length = position = 0
    for match in _matches(pattern, flags, text, state):
        new = replacement if constant else _expanded(replacement, match)
        parts += (text[position : match.start()], new)
        added = len(parts[-1]) + len(parts[-2])
        length += added
        state.lengthy(length, added)
        position = match.end()
    state.lengthy(length + len(text) - position)
    return "".join((*parts, text[position:]))


def _has_groups(replacement: str) -> bool:
    """Whether anything in it stands for something else. Raises ``FeelProblem`` when it is malformed."""
    signs = list(_REPLACEMENT.finditer(replacement))
    for sign in signs:
        if sign[3]:
            raise FeelProblem(say("wrong_replacement"))
    return bool(signs)


def _expanded(replacement: str, match: Any) -> str:
    """A number has as many digits as there are groups for; what follows is text. A group that is not there is empty."""
    groups = match.re.groups

    def one(sign: re.Match[str]) -> str:
        if sign[1]:
            return sign[1]
        digits = sign[2]
        known = next((end for end in range(min(len(digits), 4), 1, -1) if int(digits[:end]) <= groups), 1)
        number = int(digits[:known])
        return (match.group(number) or "" if number <= groups else "") + digits[known:]

    return _REPLACEMENT.sub(one, replacement)


def split(pattern: str, text: str, state: State) -> list[object]:
    """The parts of the text between the matches."""
    parts: list[object] = []
    position = 0
    for match in _matches(pattern, "", text, state):
        parts.append(text[position : match.start()])
        state.sized(len(parts), 1)
        position = match.end()
    return [*parts, text[position:]]
