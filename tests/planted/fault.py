"""One fault, and how it gets into a copy of the code."""

from __future__ import annotations

from dataclasses import dataclass


class Moved(Exception):
    """The code has moved on: the text that a fault replaces does not stand there exactly once."""


@dataclass(frozen=True, slots=True)
class Fault:
    """``before`` stands exactly once in ``file``; ``after`` in its place breaks what ``breaks`` says.

    ``tests``: those that should notice, as pytest names them; a ``.ts`` file is a test of the web application.
    """

    name: str
    file: str
    before: str
    after: str
    breaks: str
    tests: tuple[str, ...]
    named: bool = False
    """One of those that must be noticed, however many others are."""

    def planted_in(self, source: str) -> str:
        """The file's text with the fault. Raises ``Moved``."""
        count = source.count(self.before)
        if count != 1:
            raise Moved(f"{self.name}: expected its text exactly once in {self.file}, but found it {count} times:\n{self.before}")
        return source.replace(self.before, self.after)
