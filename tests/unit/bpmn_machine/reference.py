"""An independent, slow and simple machine for user tasks and gateways: it counts tokens on flows, straight from BPMN 2.0, 13.3 and 13.4.

It shares nothing with the product but the drawing. Inclusive joins are decided by walking all paths.
"""

from __future__ import annotations

from collections import Counter

from engine.bpmn.model import Flow, Node, NodeKind, Process


class TooLong(Exception):
    """The process does not come to rest."""


class Reference:
    def __init__(self, process: Process, variables: dict[str, bool], ceiling: int = 400) -> None:
        self.nodes = process.scope.nodes
        self.flows = process.scope.flows
        self.variables = variables
        self.ceiling = ceiling
        self.on: Counter[str] = Counter()
        self.tasks: Counter[str] = Counter()
        for node in self.nodes.values():
            if node.kind is NodeKind.START_EVENT:
                self.on.update(flow.id for flow in self.out(node.id))
        self.settle()

    def out(self, node_id: str) -> list[Flow]:
        return [flow for flow in self.flows.values() if flow.source == node_id]

    def into(self, node_id: str) -> list[Flow]:
        return [flow for flow in self.flows.values() if flow.target == node_id]

    def complete(self, task: str, variables: dict[str, bool]) -> None:
        self.variables.update(variables)
        self.tasks -= Counter([task])
        self.on.update(flow.id for flow in self.out(task))
        self.settle()

    @property
    def has_ended(self) -> bool:
        return not self.on and not self.tasks

    def settle(self) -> None:
        for _ in range(self.ceiling):
            if sum(self.on.values()) > 40:
                break
            if not (self.move_one() or self.join_one()):
                return
        raise TooLong

    def move_one(self) -> bool:
        """Let one token that does not stand at an inclusive join move."""
        for flow_id in sorted(+self.on):
            node = self.nodes[self.flows[flow_id].target]
            entering = [flow.id for flow in self.into(node.id)]
            if node.kind is NodeKind.INCLUSIVE_GATEWAY and len(entering) > 1:
                continue
            if node.kind is NodeKind.PARALLEL_GATEWAY:
                if all(self.on[flow] for flow in entering):
                    self.pass_through(node, entering)
                    return True
                continue
            self.pass_through(node, [flow_id])
            return True
        return False

    def join_one(self) -> bool:
        for node_id in sorted(self.nodes):
            node = self.nodes[node_id]
            full = [flow.id for flow in self.into(node_id) if self.on[flow.id]]
            if node.kind is NodeKind.INCLUSIVE_GATEWAY and full and self.may_join(node, set(full)):
                self.pass_through(node, full)
                return True
        return False

    def pass_through(self, node: Node, consumed: list[str]) -> None:
        self.on -= Counter(consumed)
        if node.kind is NodeKind.USER_TASK:
            self.tasks[node.id] += 1
        else:
            self.on.update(self.chosen(node))

    def chosen(self, node: Node) -> list[str]:
        flows = self.out(node.id)
        if node.kind not in (NodeKind.EXCLUSIVE_GATEWAY, NodeKind.INCLUSIVE_GATEWAY):
            return [flow.id for flow in flows]
        true = [
            flow.id for flow in flows if flow.id != node.default_flow and (flow.condition is None or self.variables[flow.condition.text])
        ]
        if node.kind is NodeKind.EXCLUSIVE_GATEWAY:
            true = true[:1]
        return true or [flow.id for flow in flows if flow.id == node.default_flow]

    def may_join(self, gateway: Node, full: set[str]) -> bool:
        """13.4.3: no token elsewhere can come on an empty incoming flow, unless it can also come on a full one."""
        places = [self.out(task) for task in self.tasks.elements()]
        places += [[self.flows[flow]] for flow in self.on.elements() if self.flows[flow].target != gateway.id]
        for begins in places:
            ends = set().union(*(self.ends(begin, gateway.id) for begin in begins)) if begins else set()
            if ends - full and not ends & full:
                return False
        return True

    def ends(self, begin: Flow, gateway: str) -> set[str]:
        """The incoming flows of the gateway on which a path that begins with this flow can end without visiting it before."""
        found: set[str] = set()
        seen: set[str] = set()
        paths = [begin]
        while paths:
            flow = paths.pop()
            if flow.id in seen:
                continue
            seen.add(flow.id)
            if flow.target == gateway:
                found.add(flow.id)
            else:
                paths.extend(self.out(flow.target))
        return found
