"""The elements of the requirements graph: what each may use, and of what type it is (DMN 1.5, clause 6)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from engine.dmn.checking.boxes import Boxed
from engine.dmn.checking.expressions import Texts
from engine.dmn.checking.kinds import KINDS, function, signature_of
from engine.dmn.checking.reach import Reach, drawn
from engine.dmn.elements import BOXES, Element, attribute, child, children, identity
from engine.dmn.graph import Decision, DecisionService, Graph, Knowledge, Member
from engine.dmn.names import Names
from engine.dmn.texts import say
from engine.feel.checking import Scope
from engine.feel.checking.shapes import ExactContext, Reason, Signature, kind_of
from engine.feel.syntax.lexer import normal_name
from engine.feel.values.feel_types import ANY, Type

_KINDS = ("inputData", "decision", "businessKnowledgeModel", "decisionService")
Types = dict[Member, Type]


class Members:
    """Checks the elements of one file, each after those that it needs. ``types``: what is known of those of files before."""

    def __init__(self, graph: Graph, root: Element, texts: Texts, types: Types) -> None:
        self._graph = graph
        self._elements = {_id(element): element for element in children(root, *_KINDS)}
        self._boxed = Boxed(graph, texts, KINDS)
        self._types = types
        self._drawn = drawn(graph)

    def check(self) -> None:
        for member in _in_order(self._graph):
            element = self._elements.get(member.id)
            if element is not None:
                self._types[member] = self._type_of(member, element)

    def _type_of(self, member: Member, element: Element) -> Type:
        if isinstance(member, Decision):
            found = self._boxed.type_of(child(element, *BOXES), self._reach(member), member.type or ANY, member.name)
            return ANY if kind_of(found) == "null" else found
        if isinstance(member, Knowledge):
            return self._knowledge(member, element)
        if isinstance(member, DecisionService):
            return self._service(member)
        return member.type or ANY

    def _knowledge(self, member: Knowledge, element: Element) -> Type:
        logic = child(element, "encapsulatedLogic")
        if logic is None:
            return ANY
        result = member.result_type or ANY
        self._types[member] = replace(signature_of(self._boxed, logic), result=result)  # for calls of itself
        return function(self._boxed, logic, self._reach(member), result, member.name)

    def _service(self, service: DecisionService) -> Type:
        outputs = [(decision.name, self._known(decision)) for decision in service.outputs]
        result = outputs[0][1] if len(outputs) == 1 else ExactContext("context", tuple(outputs))
        params = tuple(member.type or ANY for member in service.parameters)
        return Signature("function", params, service.result_type or result, tuple(service.parameter_names))

    # --- scopes ---------------------------------------------------------------------------------

    def _known(self, member: Member) -> Type:
        return self._types.get(member, ANY)

    def _reach(self, member: Member) -> Reach:
        names = {name: self._needed(member, name, needed) for name, needed in member.needs.items()}
        return Reach(Scope(names, absent=lambda name: self._why_absent(member, name)), Names(names))

    def _needed(self, member: Member, name: str, needed: Member | dict[str, Member]) -> Type:
        if isinstance(needed, Member):
            return self._known(needed)
        entries = tuple((entry, self._known(each)) for entry, each in needed.items())
        imported = self._graph.imports[name]
        return ExactContext("context", entries, absent=lambda entry: _if_drawn(member, imported, entry))

    def _why_absent(self, member: Member, name: str) -> Reason | None:
        found = self._drawn.get(name)
        if found is not None and found is not member:
            return _not_required(member, name)
        if name and name in self._graph.imports:
            return _not_required(member, name)
        return None


def _if_drawn(member: Member, graph: Graph, name: str) -> Reason | None:
    return _not_required(member, name) if any(each.name == name for each in graph.members.values()) else None


def _not_required(member: Member, name: str) -> Reason:
    return Reason("not_required", say("not_required", user=member.name, name=name))


def _id(element: Element) -> str:
    """As the graph names its members."""
    return attribute(element, "id") or normal_name(attribute(element, "name")) or identity(element)


def _in_order(graph: Graph) -> Iterator[Member]:
    """Those of the file, each after what it needs; in a circle somewhere one comes too early."""
    seen: set[Member] = set()
    for start in graph.members.values():
        waiting = [(start, False)]
        while waiting:
            member, ready = waiting.pop()
            if ready:
                yield member
            elif member not in seen:
                seen.add(member)
                waiting.append((member, True))
                waiting += ((needed, False) for needed in _needs(member) if needed.graph is graph)


def _needs(member: Member) -> Iterator[Member]:
    yield from member.required()
    if isinstance(member, DecisionService):
        yield from (*member.parameters, *member.outputs)
