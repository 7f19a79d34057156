"""Texts of FEEL in a DMN file: read in their scope and checked; what is found becomes faults of their elements."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import TypeVar

from engine.dmn.analysis import Allowance
from engine.dmn.checking.reach import Reach, drawn
from engine.dmn.elements import Element, identity, is_feel, language
from engine.dmn.graph import Graph
from engine.dmn.names import Names, words_of
from engine.dmn.texts import say
from engine.feel.checking import Checker, Finding, Scope
from engine.feel.dialect import Dialect
from engine.feel.errors import FeelLimitExceeded, FeelSyntaxError
from engine.feel.expression import syntax_tree
from engine.feel.syntax.lexer import Source
from engine.feel.values.feel_types import ANY, Type
from engine.kernel.errors import Fault
from engine.kernel.texts import Text

T = TypeVar("T")
MAX_FAULTS = 200
"""Of one file. Whoever has so many begins with these."""


class Texts:
    """Checks the texts of one file. ``faults`` gathers what is wrong, ``warnings`` what looks wrong, each not more than ``MAX_FAULTS``."""

    def __init__(self, graph: Graph, dialect: Dialect) -> None:
        self.checker = Checker(graph.types.named, dialect)
        self.faults: list[Fault] = []
        self.warnings: list[Fault] = []
        self.allowance = Allowance()
        self._members = graph.boxes.members
        self._drawn = Names(drawn(graph))

    def type_of(self, source: str, at: Element, reach: Reach, *, unary: bool = False) -> Type:
        """The type of the value of a text in FEEL."""
        if not source or len(self.faults) >= MAX_FAULTS or not is_feel(language(at)):
            return ANY
        words = words_of(source)
        names, elsewhere = reach.names.among(words), self._drawn.among(words)
        found, findings = self._checked(source, words, reach.scope, names, unary=unary)
        if elsewhere - names and (findings is None or any(each.code == "unknown_name" for each in findings)):
            _, others = self._checked(source, words, reach.scope, names | elsewhere, unary=unary)
            if any(each.code == "not_required" for each in others or ()):
                findings = others  # a name like "pre-approval" is no name until it is required
        for finding in findings or ():
            self._add(finding, source, at)
        return found

    def _checked(
        self, source: str, words: Sequence[str], scope: Scope, names: frozenset[str], *, unary: bool
    ) -> tuple[Type, tuple[Finding, ...] | None]:
        """None for what is no FEEL, which is a fault already."""
        try:
            tree = syntax_tree(source, names=names, members=self._members.among(words), unary=unary)
        except (FeelSyntaxError, FeelLimitExceeded):
            return ANY, None
        return self.checker.check(tree, scope)

    def _add(self, finding: Finding, source: str, at: Element) -> None:
        line, column, _ = Source(source).place(finding.at)
        said = say("in_part", quote=finding.quote, line=line, column=column, reason=finding.text)
        facts: dict[str, object] = {"line": line, "column": column, "text": finding.quote}
        self.add(at, finding.code, said, facts, certain=finding.certain)

    def add(self, at: Element, code: str, text: Text, facts: dict[str, object] | None = None, *, certain: bool = True) -> None:
        """Something wrong with an element; what is not certain is a warning."""
        gathered = self.faults if certain else self.warnings
        if len(gathered) < MAX_FAULTS:
            gathered.append(Fault(identity(at), code, text, facts=facts or {}))

    def judged(self, at: Element, rule: Callable[[Checker], T], places: Mapping[int, Element] = MappingProxyType({})) -> T:
        """What a rule of FEEL says of boxes: its findings are faults of the element, or of the one whose place they have."""
        self.checker.findings = []
        found = rule(self.checker)
        for finding in self.checker.findings:
            self.add(places.get(finding.at, at), finding.code, finding.text)
        return found
