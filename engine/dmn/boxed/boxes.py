"""What compiles boxed expressions of any kind, and what each kind needs for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from engine.dmn.elements import BOXES, Element, attribute, child, identity, is_feel, kind, language, text
from engine.dmn.item_types import ItemTypes
from engine.dmn.names import Names, words_of
from engine.dmn.texts import say
from engine.dmn.trace import Logic, because, nothing, null_because, start_of
from engine.feel.errors import FeelLimitExceeded, FeelProblem, FeelSyntaxError
from engine.feel.evaluation.state import Env
from engine.feel.expression import Part, parse_part
from engine.feel.functions.calling import coerced
from engine.feel.syntax import ast
from engine.feel.syntax.names import is_special
from engine.feel.values.feel_types import ANY, Type
from engine.kernel.errors import Fault


class Boxes:
    """Compiles the logic of one file. Faults are gathered, not raised, so that all come out at once.

    members: names that may follow a dot; more are found in the contexts that are read. kinds: the name of an element →
    what compiles it. cost: the steps of one evaluation of all that was compiled so far.
    """

    def __init__(self, types: ItemTypes, members: Names, faults: list[Fault], warnings: list[Fault], kinds: Mapping[str, Kind]) -> None:
        self.types = types
        self.members = members
        self.faults = faults
        self.warnings = warnings
        self.cost = 0
        self._kinds = kinds

    def logic(self, element: Element | None, names: Names, checked: str = "") -> Logic:
        """The value of a boxed expression, of its own type if it names one; one that is missing is null.

        ``checked`` is the type that whoever takes the value asks of it anyway.
        """
        if element is None:
            return nothing
        word = kind(element)
        compiled = self._kinds.get(word)
        if compiled is None:
            return self.fault(element, "unknown_expression", word=word)
        found = compiled(self, element, names)
        reference = attribute(element, "typeRef")
        if word == "functionDefinition" or reference in ("", checked):  # the type of a function may be that of its result
            return found
        return self.typed(found, self.types.find(reference, element), _shown(element), element)

    def inner(self, element: Element | None, names: Names, checked: str = "") -> Logic:
        """The value of the first boxed expression inside the element."""
        return self.logic(None if element is None else child(element, *BOXES), names, checked)

    def feel(self, source: str, at: Element, names: Names, *, unary: bool = False) -> Logic:
        """FEEL text; what does not parse is a fault at the element."""
        wanted = language(at)
        if not is_feel(wanted):
            return self.fault(at, "unknown_language", language=wanted)
        try:
            part = self.parsed(source, at, names, unary=unary)
        except (FeelSyntaxError, FeelLimitExceeded) as error:
            return self.fault(at, error.reason_code, says="in_expression", source=source[:80], reason=error.text)
        self.cost += part.size
        return part.closure

    def parsed(self, source: str, at: Element, names: Names, *, unary: bool = False) -> Part:
        """FEEL text with the names that it may hold. Raises ``FeelSyntaxError`` and ``FeelLimitExceeded``."""
        words = words_of(source)
        part = parse_part(source, names=names.among(words), members=self.members.among(words), unary=unary, element=identity(at))
        if "{" in words:
            for name in _entry_names(part.tree):
                self.members.declare(name)
        return part

    def fault(self, at: Element, code: str, *, says: str = "", **words: object) -> Logic:
        """Note what is wrong; what stands there is null for this reason: the sentence of the code or of ``says``, filled with ``words``."""
        text = say(says or code, **words)
        self.faults.append(Fault(identity(at), code, text))
        return because(identity(at), text)

    def warning(self, at: Element, code: str) -> Logic:
        """Note what is right but has no value here; what stands there is null for this reason."""
        self.warnings.append(Fault(identity(at), code, say(code)))
        return because(identity(at), say(code))

    def typed(self, logic: Logic, wanted: Type | None, what: str, at: Element) -> Logic:
        """The value as the type wants it (DMN 1.5, 10.3.2.9.4), or null with a problem."""
        if wanted is None or wanted == ANY:
            return logic
        place = start_of(identity(at))

        def checked(env: Env) -> object:
            try:
                return coerced(logic(env), wanted, env.state, what)
            except FeelProblem as problem:
                return null_because(env.state, place, problem.text)

        return checked


Kind = Callable[[Boxes, Element, Names], Logic]
"""How a boxed expression of one kind is compiled, with the names that it may use."""


def _entry_names(node: ast.Node) -> Iterator[str]:
    """The names in contexts that the parser must know to read them behind a dot."""
    if isinstance(node, ast.ContextOf):
        yield from (name for name, _ in node.entries if is_special(name))
    for inner in ast.children(node):
        yield from _entry_names(inner)


def _shown(element: Element) -> str:
    """What a sentence calls an expression."""
    return attribute(element, "label") or text(child(element, "text"))[:60] or kind(element)
