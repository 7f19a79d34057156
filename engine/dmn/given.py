"""What the caller gives to an evaluation: plain Python, JSON or FEEL values, by the names of inputs."""

from __future__ import annotations

from collections.abc import Mapping

from engine.dmn.graph import Graph, Member
from engine.dmn.texts import say
from engine.feel.errors import FeelProblem
from engine.feel.syntax.lexer import normal_name
from engine.feel.values.functions import Function
from engine.feel.values.jsonable import to_feel
from engine.feel.values.kinds import kind

MISSING = object()
"""Stands for what is not given: null may be given."""


class Given:
    """The inputs of one evaluation.

    An input of an imported file is found below the names of the imports (``{"lib": {"x": 1}}``), as ``lib.x``,
    or by its name alone. ``ways``: as of ``Graph.ways``.
    """

    def __init__(self, supplied: Mapping[str, object], ways: tuple[tuple[tuple[str, ...], Graph], ...] = ()) -> None:
        self._supplied = supplied
        self._ways = ways
        self._spelled: dict[str, str] | None = None

    def of(self, member: Member) -> object:
        """What is given for an input, or ``MISSING``."""
        for path, graph in self._ways:
            if path and graph is member.graph:
                found = self._below(path, member.name)
                if found is not MISSING:
                    return found
        found = self.called(member.name)
        return self.called(member.label) if found is MISSING else found

    def called(self, name: str) -> object:
        """What is given by this name, however its blanks are written, or ``MISSING``."""
        if name in self._supplied:
            return self._supplied[name]
        if self._spelled is None:
            self._spelled = {normal_name(str(each)): each for each in self._supplied}
        return self._supplied[self._spelled[name]] if name in self._spelled else MISSING

    def _below(self, path: tuple[str, ...], name: str) -> object:
        inside: object = self._supplied
        for step in path:
            inside = inside.get(step) if isinstance(inside, Mapping) else None
        if isinstance(inside, Mapping) and name in inside:
            return inside[name]
        return self.called(".".join((*path, name)))


def received(value: object) -> object:
    """The FEEL value of what was given. Raises ``FeelProblem`` for what FEEL does not have."""
    found = to_feel(str(value) if isinstance(value, str) else value)
    if found is None and value is not None:
        raise FeelProblem(say("number_unknown"))
    waiting = [found]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            if not all(isinstance(name, str) for name in each):
                raise FeelProblem(say("entry_name_no_text"))
            waiting.extend(each.values())
        elif isinstance(each, list):
            waiting.extend(each)
        elif kind(each) == "function" and not isinstance(each, Function):
            raise FeelProblem(say("python_type_unknown", type=type(each).__name__))
    return found
