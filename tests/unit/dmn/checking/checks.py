"""What the check of a model says, for tests."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from engine.dmn.checking import Types, check
from engine.dmn.elements import Element, attribute, read_root
from engine.dmn.files import Reader, Source
from engine.dmn.graph import Graph
from engine.feel.dialect import STANDARD, Dialect
from engine.kernel.errors import Fault
from tests.unit.dmn.drawing import definitions


def faults_of_file(xml: bytes, imports: Collection[bytes] = (), dialect: Dialect = STANDARD) -> Iterator[Fault]:
    """The faults of a file and of those that it imports, which come first."""
    roots = {attribute(root, "namespace"): root for root in map(read_root, (*imports, xml))}
    return _faults(Reader(imports).read(Source(read_root(xml))), roots, {}, dialect)


def _faults(graph: Graph, roots: dict[str, Element], types: Types, dialect: Dialect) -> Iterator[Fault]:
    for each in graph.imported:
        yield from _faults(each.graph, roots, types, dialect)
    yield from check(roots[graph.namespace], graph, types, dialect).faults


def faults_of(*parts: str, imports: Collection[bytes] = (), dialect: Dialect = STANDARD) -> list[Fault]:
    """The faults of a file with these parts."""
    return list(faults_of_file(definitions(*parts), imports, dialect))


def codes(*parts: str, imports: Collection[bytes] = ()) -> list[tuple[str, str]]:
    """Where and what."""
    faults = faults_of(*parts, imports=imports)
    for fault in faults:
        assert fault.en.startswith(("Expected", 'In "')), fault.en
        assert "Expected" in fault.en
        assert any(ord(sign) > 0x2E80 for sign in fault.zh), fault.zh
    return [(fault.where, fault.code) for fault in faults]
