"""The requirements graph of one file: who needs whom, and the logic of each (DMN 1.5, clause 6)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from engine.dmn.allowed_values import allowed_values
from engine.dmn.boxed import KINDS, Boxes, function_definition
from engine.dmn.elements import BOXES, Element, attribute, child, children, identity, kind, namespace_of
from engine.dmn.item_types import ItemTypes, component_names
from engine.dmn.names import Names
from engine.dmn.requirement_order import circles, in_order
from engine.dmn.texts import say
from engine.dmn.trace import Logic, because, nothing
from engine.feel.evaluation.state import State
from engine.feel.syntax.lexer import normal_name
from engine.feel.syntax.names import is_special
from engine.feel.values.feel_types import FunctionType, Type
from engine.kernel.errors import Fault


@dataclass(eq=False, slots=True)
class Member:
    """Something of the graph that has a name and a value.

    name: of its variable, by which expressions know it; label: of the element, the same in a file that is right.
    needs: what its logic may use, by name; what comes from an import is below the import's name.
    """

    id: str
    name: str
    label: str
    graph: Graph
    type: Type | None = None
    needs: dict[str, Member | dict[str, Member]] = field(default_factory=dict)

    @property
    def result_type(self) -> Type | None:
        """The type of what a function gives: its type may be that of the function, or of its result alone."""
        if isinstance(self.type, FunctionType):
            return self.type.result
        return None if self.type == _SOME_FUNCTION else self.type

    def required(self) -> Iterator[Member]:
        """What its logic may use."""
        for needed in self.needs.values():
            yield from needed.values() if isinstance(needed, dict) else (needed,)


@dataclass(eq=False, slots=True)
class Input(Member):
    """Input data: supplied by the caller."""


@dataclass(eq=False, slots=True)
class Decision(Member):
    """``box``: the kind of its boxed expression."""

    logic: Logic = nothing
    box: str = ""


@dataclass(eq=False, slots=True)
class Knowledge(Member):
    """A business knowledge model: ``logic`` gives a function."""

    logic: Logic = nothing
    box: str = ""


@dataclass(eq=False, slots=True)
class DecisionService(Member):
    """``inputs`` first, then ``input_decisions``: the parameters of a call. What is imported is called ``import.name`` in it."""

    inputs: list[Member] = field(default_factory=list)
    input_decisions: list[Member] = field(default_factory=list)
    outputs: list[Member] = field(default_factory=list)
    parameter_names: list[str] = field(default_factory=list)

    @property
    def parameters(self) -> tuple[Member, ...]:
        return *self.inputs, *self.input_decisions


class Import(NamedTuple):
    """An imported file. What it holds is known below ``name``; if that is empty, without more where nothing else has its name (6.3.3)."""

    name: str
    namespace: str
    graph: Graph


_KINDS: dict[str, type[Member]] = {
    "inputData": Input,
    "decision": Decision,
    "businessKnowledgeModel": Knowledge,
    "decisionService": DecisionService,
}
_SOME_FUNCTION = Type("function")


class Graph:
    """One file, compiled.

    imports: the files that it imports by a name. ways: the names on the way to everything that it imports, itself first.
    """

    def __init__(self, root: Element, imports: Sequence[Import], faults: list[Fault], warnings: list[Fault]) -> None:
        self.namespace = attribute(root, "namespace")
        self.name = attribute(root, "name")
        self.imported = tuple(imports)
        self.imports = {each.name: each.graph for each in imports if each.name}
        self.faults = faults
        self.warnings = warnings
        self.ways = ways_to_imports(self)
        self._members = Names(self._words(root))
        self.types = self._read_types(root)
        self.members: dict[str, Member] = {}
        self._taken = set(self.imports)
        self.boxes = Boxes(self.types, self._members, faults, warnings, KINDS)
        elements = {self._declare(element): element for element in children(root, *_KINDS)}
        for member, element in elements.items():
            self._link(element, member)
        for member in in_order(elements, _before):  # so that the names in contexts are known to those who use them
            if member.graph is self:
                self._compile(elements[member], member)
        faults.extend(circles((*self.of_kind(Decision), *self.of_kind(DecisionService)), _decided_before))

    def of_kind(self, wanted: type[Member]) -> Iterator[Member]:
        return (member for member in self.members.values() if type(member) is wanted)

    def named(self, wanted: str) -> Member | None:
        """The decision, service or knowledge model with this id or name; of an imported file as ``import.name``."""
        for path, graph in self.ways:
            prefix = "".join(f"{step}." for step in path)
            found = graph.own(wanted.removeprefix(prefix)) if wanted.startswith(prefix) else None
            if found is not None:
                return found
        return None

    def own(self, wanted: str) -> Member | None:
        """``named``, of this file alone."""
        found = self.members.get(wanted)
        if found is not None and not isinstance(found, Input):
            return found
        name = normal_name(wanted)
        callable_ones = (member for each in (Decision, DecisionService, Knowledge) for member in self.of_kind(each))
        return next((member for member in callable_ones if name in (member.name, member.label)), None)

    def _words(self, root: Element) -> frozenset[str]:
        """Names that may follow a dot and that the parser must know to read them."""
        found = component_names(root) | _declared_names(root)
        for each in self.imported:
            found.update(each.graph.boxes.members, (member.name for member in each.graph.members.values()))
        return frozenset(name for name in found if is_special(name))

    def _read_types(self, root: Element) -> ItemTypes:
        known = {
            ".".join((*path, name)): found
            for path, graph in reversed(self.ways)
            if graph is not self
            for name, found in graph.types.own.items()
        }
        return ItemTypes(root, known, {each.namespace: each.name for each in self.imported}, self._allowed, self.faults)

    def _allowed(self, source: str, at: Element) -> Callable[[object, State], bool]:
        return allowed_values(source, at, self._members, lambda: self.types.named, self.faults)

    def _declare(self, element: Element) -> Member:
        variable = child(element, "variable")
        label = normal_name(attribute(element, "name"))
        name = normal_name(attribute(variable, "name")) or label
        member_id = _id(element)
        if not name or member_id in self.members or name in self._taken:
            self._fault(element, "unnamed", says="element_unnamed")
        member = _KINDS[kind(element)](member_id, name, label, self, self.types.find(attribute(variable, "typeRef"), element))
        self.members.setdefault(member_id, member)
        self._taken.add(name)
        return member

    # --- what each one is -------------------------------------------------------------------------

    def _link(self, element: Element, member: Member) -> None:
        """What it needs. A knowledge model may call itself, whether it says so or not."""
        if isinstance(member, DecisionService):
            self._service(element, member)
            return
        self._require(element, member)
        if isinstance(member, Knowledge):
            member.needs.setdefault(member.name, member)

    def _compile(self, element: Element, member: Member) -> None:
        if isinstance(member, Decision):
            self._decision(element, member)
        elif isinstance(member, Knowledge):
            self._knowledge(element, member)

    def _service(self, element: Element, member: DecisionService) -> None:
        member.inputs = self._references(element, "inputData")
        member.input_decisions = self._references(element, "inputDecision")
        member.outputs = self._references(element, "outputDecision")
        for each in member.parameters:
            owner = min(self._owners(each))
            member.parameter_names.append(f"{owner}.{each.name}" if owner else each.name)
        if not member.outputs:
            self._fault(element, "no_output", says="service_without_output")

    def _decision(self, element: Element, member: Decision) -> None:
        body = child(element, *BOXES)
        if body is None:
            self._without_logic(element)
            member.logic = because(member.id, say("logic_missing"))
            return
        checked = attribute(child(element, "variable"), "typeRef")
        logic = self.boxes.logic(body, Names(member.needs), checked)
        member.logic = self.boxes.typed(logic, member.type, member.name, element)
        member.box = kind(body)

    def _knowledge(self, element: Element, member: Knowledge) -> None:
        function = child(element, "encapsulatedLogic")
        if function is None:
            self._without_logic(element)
            member.logic = because(member.id, say("logic_missing"))
            return
        member.logic = function_definition(self.boxes, function, Names(member.needs))
        body = child(function, *BOXES)
        member.box = "" if body is None else kind(body)

    def _without_logic(self, element: Element) -> None:
        self.warnings.append(Fault(identity(element), "no_logic", say("logic_missing")))

    def _require(self, element: Element, member: Member) -> None:
        for requirement in children(element, "informationRequirement", "knowledgeRequirement"):
            for needed in self._references(requirement, "requiredInput", "requiredDecision", "requiredKnowledge"):
                for owner in self._owners(needed):
                    self._need(member, owner, needed)

    def _need(self, member: Member, owner: str, needed: Member) -> None:
        if owner:
            inside = member.needs.setdefault(owner, {})
            if isinstance(inside, dict):
                inside[needed.name] = needed
            return
        known = member.needs.get(needed.name)
        if known is None or (isinstance(known, Member) and self._precedence(needed) < self._precedence(known)):
            member.needs[needed.name] = needed

    def _precedence(self, member: Member) -> int:
        """Of several with one name the own one counts, then that of the first import without a name."""
        return 0 if member.graph is self else 1 + [each.graph for each in self.imported].index(member.graph)

    def _owners(self, needed: Member) -> set[str]:
        """The names of the imports through which something is known; the empty one for what is of this file."""
        if needed.graph is self:
            return {""}
        return {each.name for each in self.imported if each.graph is needed.graph}

    # --- references ------------------------------------------------------------------------------

    def _references(self, element: Element, *kinds: str) -> list[Member]:
        found = []
        for reference in children(element, *kinds):
            href = attribute(reference, "href")
            member = self._referred(href, element)
            if member is None:
                self._fault(element, "unknown_reference", href=href)
            else:
                found.append(member)
        return found

    def _referred(self, href: str, at: Element) -> Member | None:
        """``#id``, which may be of an import without a name; ``namespace#id``; with a prefix (``lib:id``) as in drafts of DMN 1.1."""
        namespace, sharp, member_id = href.rpartition("#")
        if not sharp:
            prefix, _, member_id = href.rpartition(":")
            namespace = namespace_of(prefix, at) if prefix else ""
        own = namespace in ("", self.namespace)
        if own and member_id in self.members:
            return self.members[member_id]
        owners = (each.graph for each in self.imported if (not each.name if own else namespace in (each.namespace, each.graph.namespace)))
        return next((owner.members[member_id] for owner in owners if member_id in owner.members), None)

    def _fault(self, at: Element, code: str, *, says: str = "", **words: object) -> None:
        """With the sentence of the code, or with that of ``says``; ``words`` fill it."""
        self.faults.append(Fault(identity(at), code, say(says or code, **words)))


def ways_to_imports(graph: Graph) -> tuple[tuple[tuple[str, ...], Graph], ...]:
    """The file itself and all that it imports, directly or not, each with the names on the way to it (imports without a name add none).

    The nearest first. What is imported by several files is there once for each of them, but what it imports itself only once.
    """
    ways: list[tuple[tuple[str, ...], Graph]] = [((), graph)]
    followed: set[int] = set()
    for path, found in ways:  # grows while we go
        if id(found) not in followed:
            followed.add(id(found))
            ways.extend(((*path, each.name) if each.name else path, each.graph) for each in found.imported)
    return tuple(ways)


def _before(member: Member) -> Iterable[Member]:
    """What is computed before it: a service is computed by its decisions."""
    return member.outputs if isinstance(member, DecisionService) else member.required()


def _decided_before(member: Member) -> Iterable[Member]:
    """``_before`` without knowledge models, which may call themselves."""
    return (each for each in _before(member) if isinstance(each, Decision | DecisionService))


def _id(element: Element) -> str:
    """The id of an element of the graph; files without ids are read by name."""
    return attribute(element, "id") or normal_name(attribute(element, "name")) or identity(element)


def _declared_names(root: Element) -> set[str]:
    """Names of context entries, table outputs and relation columns: what the values of boxes may carry."""
    found: set[str] = set()
    for element in root.iter("{*}column", "{*}output", "{*}contextEntry"):
        if kind(element) in ("column", "output"):
            found.add(normal_name(attribute(element, "name")))
        else:
            found.add(normal_name(attribute(child(element, "variable"), "name")))
    return found - {""}
