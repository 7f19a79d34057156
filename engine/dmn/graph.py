"""The requirements graph of one file: who needs whom, and the logic of each (DMN 1.5, clause 6)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from engine.dmn.allowed import allowed_values
from engine.dmn.boxed import BOXES, Boxes
from engine.dmn.runtime import Logic
from engine.dmn.types import ItemTypes, component_names
from engine.dmn.xml import Element, attribute, child, children, identity, kind
from engine.feel.lexer import normal_name
from engine.feel.state import State
from engine.feel.types import Type
from engine.kernel.errors import Fault


@dataclass(eq=False, slots=True)
class Member:
    """Something of the graph that has a name and a value. ``needs``: what its logic may use, by name;
    what comes from an import is below the import's name."""

    id: str
    name: str
    graph: Graph
    type: Type | None = None
    needs: dict[str, Member | dict[str, Member]] = field(default_factory=dict)


@dataclass(eq=False, slots=True)
class Input(Member):
    """Input data: supplied by the caller."""


@dataclass(eq=False, slots=True)
class Decision(Member):
    """``box``: the kind of its boxed expression."""

    logic: Logic | None = None
    box: str = ""


@dataclass(eq=False, slots=True)
class Knowledge(Member):
    """A business knowledge model: ``logic`` gives a function."""

    logic: Logic | None = None
    box: str = ""


@dataclass(eq=False, slots=True)
class DecisionService(Member):
    """``inputs`` first, then ``input_decisions``: the parameters of a call."""

    inputs: list[Member] = field(default_factory=list)
    input_decisions: list[Member] = field(default_factory=list)
    outputs: list[Member] = field(default_factory=list)


_KINDS: dict[str, type[Member]] = {
    "inputData": Input,
    "decision": Decision,
    "businessKnowledgeModel": Knowledge,
    "decisionService": DecisionService,
}


class Graph:
    """One file, compiled. ``imports``: the graphs it imports, by the name it gives them."""

    def __init__(self, root: Element, imports: Mapping[str, Graph], faults: list[Fault], warnings: list[Fault]) -> None:
        self.namespace = attribute(root, "namespace")
        self.name = attribute(root, "name")
        self.imports = dict(imports)
        self.faults = faults
        known = {
            f"{name}.{wanted}" if name else wanted: found for name, graph in imports.items() for wanted, found in graph.types.named.items()
        }
        self.boxes: Boxes
        self.types: ItemTypes = ItemTypes(root, known, self._allowed, faults)
        self.members: dict[str, Member] = {}
        elements = list(children(root, *_KINDS))
        for element in elements:
            self._declare(element)
        visible = component_names(self.types.named) | self._foreign_names() | _declared_names(root)
        self.boxes = Boxes(self.types, frozenset(visible), faults, warnings)
        for element in elements:
            self._compile(element, self.members[_id(element)])
        self._refuse_circles()

    def of_kind(self, wanted: type[Member]) -> Iterator[Member]:
        return (member for member in self.members.values() if type(member) is wanted)

    def _allowed(self, source: str, at: Element) -> Callable[[object, State], bool]:
        return allowed_values(source, at, self.faults)

    def _foreign_names(self) -> set[str]:
        return {member.name for graph in self.imports.values() for member in graph.members.values()}

    def _declare(self, element: Element) -> None:
        variable = child(element, "variable")
        name = normal_name(attribute(variable, "name") or attribute(element, "name"))
        wanted = self.types.find(attribute(variable, "typeRef"), element)
        member_id = _id(element)
        if not name or member_id in self.members:
            self._fault(
                element,
                "unnamed",
                "Expected each element to have a name and an id of its own, but one has not.",
                "元素缺少名称或编号重复。",
            )
        self.members[member_id] = _KINDS[kind(element)](member_id, name, self, wanted)

    def _compile(self, element: Element, member: Member) -> None:
        if isinstance(member, DecisionService):
            member.inputs = self._references(element, "inputData")
            member.input_decisions = self._references(element, "inputDecision")
            member.outputs = self._references(element, "outputDecision")
            return
        self._require(element, member)
        names = frozenset(member.needs)
        if isinstance(member, Decision):
            body = child(element, *BOXES)
            member.logic = self.boxes.typed(self.boxes.logic(body, names), member.type, member.name, element)
            member.box = "" if body is None else kind(body)
        elif isinstance(member, Knowledge):
            function = child(element, "encapsulatedLogic")
            if function is not None:
                member.logic = self.boxes.function(function, names)
                body = child(function, *BOXES)
                member.box = "" if body is None else kind(body)

    def _require(self, element: Element, member: Member) -> None:
        for requirement in children(element, "informationRequirement", "knowledgeRequirement"):
            for needed in self._references(requirement, "requiredInput", "requiredDecision", "requiredKnowledge"):
                alias = next((name for name, graph in self.imports.items() if graph is needed.graph), "")
                if not alias:  # of this file, or imported without a name: into its own names
                    member.needs[needed.name] = needed
                    continue
                inside = member.needs.setdefault(alias, {})
                if isinstance(inside, dict):
                    inside[needed.name] = needed

    def _references(self, element: Element, *kinds: str) -> list[Member]:
        found = []
        for reference in children(element, *kinds):
            href = attribute(reference, "href")
            namespace, _, member_id = href.rpartition("#")
            graph = self if namespace in ("", self.namespace) else self._imported(namespace)
            member = graph.members.get(member_id) if graph is not None else None
            if member is None:
                self._fault(
                    element, "unknown_reference", f'Expected "{href}" to be an element, but there is none.', f"引用的元素“{href}”不存在。"
                )
            else:
                found.append(member)
        return found

    def _imported(self, namespace: str) -> Graph | None:
        return next((graph for graph in self.imports.values() if graph.namespace == namespace), None)

    def _refuse_circles(self) -> None:
        done: set[int] = set()
        for start in self.of_kind(Decision):
            self._follow(start, [], done)

    def _follow(self, member: Member, path: list[Member], done: set[int]) -> None:
        if member in path:
            names = " → ".join(step.name for step in [*path[path.index(member) :], member])
            self.faults.append(
                Fault(
                    member.id,
                    "circular",
                    f"Expected decisions that do not need each other, but they do: {names}.",
                    f"决策相互依赖：{names}。",
                )
            )
            return
        if id(member) in done or len(path) > 200:
            return
        for needed in member.needs.values():
            if isinstance(needed, Decision):
                self._follow(needed, [*path, member], done)
        done.add(id(member))

    def _fault(self, at: Element, code: str, en: str, zh: str) -> None:
        self.faults.append(Fault(identity(at), code, en, zh))


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
