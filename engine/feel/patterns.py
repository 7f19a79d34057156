"""Regular expressions of XPath (as FEEL's ``matches``, ``replace`` and ``split`` ask) on RE2.

RE2 takes time linear in the text whatever the pattern is, so no pattern can stall the engine. The
price: a back-reference (``\\1``) is refused with a problem. Patterns are translated by
``pattern_syntax``; what XPath forbids is refused there.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import re2

from engine.feel.errors import FeelProblem
from engine.feel.pattern_syntax import translated
from engine.feel.state import State

MAX_PATTERN = 2_000
_REPLACEMENT = re.compile(r"\\([\\$])|\$(\d{1,2})|([\\$])")


@lru_cache(maxsize=64)
def _compiled(pattern: str, flags: str) -> Any:
    options = re2.Options()
    options.log_errors = False
    options.max_mem = 4 << 20
    try:
        return re2.compile(translated(pattern, flags), options)
    except re2.error as error:
        raise _bad(pattern) from error


def _bad(pattern: str) -> FeelProblem:
    return FeelProblem(
        f'Expected a regular expression, but "{pattern[:60]}" is none that can be run.', f"“{pattern[:60]}”不是可执行的正则表达式。"
    )


def _program(pattern: str, flags: str) -> Any:
    if len(pattern) > MAX_PATTERN:
        raise FeelProblem(
            f"Expected a pattern of at most {MAX_PATTERN} characters, but it is longer.", f"正则表达式不能超过 {MAX_PATTERN} 个字符。"
        )
    if not set(flags) <= set("smixq"):
        raise FeelProblem(
            f'Expected flags out of s, m, i, x, q, but they are "{flags[:20]}".', f"标志应为 s、m、i、x、q，实际为“{flags[:20]}”。"
        )
    return _compiled(pattern, "".join(sorted(set(flags))))


def found(pattern: str, flags: str, text: str) -> bool:
    """Whether the pattern matches somewhere in the text."""
    return _program(pattern, flags).search(text) is not None


def _matches(pattern: str, flags: str, text: str) -> Any:
    program = _program(pattern, flags)
    if program.search("") is not None:
        raise FeelProblem(
            "Expected a pattern that matches at least one character, but it also matches nothing.", "正则表达式不能匹配空文本。"
        )
    return program.finditer(text)


def replaced(pattern: str, flags: str, text: str, replacement: str, state: State) -> str:
    """Every match replaced; ``$1`` is a group, ``$0`` the match, ``\\$`` and ``\\\\`` the characters."""
    parts: list[str] = []
    length = position = 0
    for match in _matches(pattern, flags, text):
        new = replacement if "q" in flags else _expanded(replacement, match)
        parts += (text[position : match.start()], new)
        added = len(parts[-1]) + len(parts[-2])
        length += added
        state.charge(1)
        state.lengthy(length, added)
        position = match.end()
    state.lengthy(length + len(text) - position)
    return "".join((*parts, text[position:]))


def _expanded(replacement: str, match: Any) -> str:
    groups = match.re.groups

    def one(sign: re.Match[str]) -> str:
        if sign[1]:
            return sign[1]
        if sign[3]:
            raise FeelProblem(
                "Expected $ to be followed by a digit and \\ by $ or \\ in a replacement, but it is not.",
                "替换文本中 $ 后应为数字，\\ 后应为 $ 或 \\。",
            )
        number, rest = int(sign[2]), ""
        if number > groups and len(sign[2]) == 2:
            number, rest = int(sign[2][0]), sign[2][1]
        return (match.group(number) or "" if number <= groups else "") + rest

    return _REPLACEMENT.sub(one, replacement)


def split(pattern: str, text: str, state: State) -> list[object]:
    """The parts of the text between the matches."""
    parts: list[object] = []
    position = 0
    for match in _matches(pattern, "", text):
        parts.append(text[position : match.start()])
        state.sized(len(parts), 1)
        position = match.end()
    return [*parts, text[position:]]
