"""What an evaluation gives back: a value and the problems on the way to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from engine.kernel.texts import Text


class Place(NamedTuple):
    """Where something stands in the text; both count from 1. ``element`` says whose text it is (an id of a DMN file)."""

    line: int
    column: int
    element: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a part of an expression is null. ``line`` and ``column`` count from 1 in the text of that expression.

    ``where`` names the expression when there are several (the decision of a decision model), ``element`` is the
    id of the element that holds its text (a cell, for example).
    """

    text: Text
    line: int
    column: int
    where: str = ""
    element: str = ""

    @property
    def en(self) -> str:
        return self.text.en

    @property
    def zh(self) -> str:
        return self.text.zh

    def __str__(self) -> str:
        return f"{self.where + ': ' if self.where else ''}{self.en} (line {self.line}, column {self.column})"


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The value (a FEEL value) and, in order of appearance, why parts of it are null."""

    value: object
    problems: tuple[Problem, ...] = ()
