"""Reading a file of decisions after those that it imports (DMN 1.5, 6.3.3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import NamedTuple

from lxml import etree

from engine.dmn.elements import NAMESPACES, Element, attribute, children, excess_of, identity, read_root
from engine.dmn.faults import DecisionModelFaults
from engine.dmn.graph import Graph, Import
from engine.dmn.texts import say
from engine.feel.syntax.lexer import normal_name
from engine.kernel.errors import Fault

MAX_IMPORT_DEPTH = 20


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """A file. ``location``: the name under which it was given, if any."""

    root: Element
    location: str = ""

    @property
    def namespace(self) -> str:
        return attribute(self.root, "namespace")

    def is_at(self, location: str) -> bool:
        """Whether a ``locationURI`` means this file: the same address, or the same file name."""
        return bool(location) and PurePosixPath(self.location).name == PurePosixPath(location).name


class File(NamedTuple):
    """A file that was read. ``name``: how faults call it, None for the one that was asked for."""

    root: Element
    graph: Graph
    name: str | None


class Reader:
    """Reads files, each once, and gathers what is wrong with them; ``files``: each after those that it imports.

    ``imports``: the files that may be imported, alone or by name. One that is no DMN file is passed over until it is asked for.
    """

    def __init__(self, imports: Iterable[bytes] | Mapping[str, bytes]) -> None:
        self.faults: list[Fault] = []
        self.warnings: list[Fault] = []
        self.files: list[File] = []
        self._graphs: dict[Source, Graph] = {}
        self._sources = tuple(_sources(imports))

    def read(self, source: Source, path: tuple[Source, ...] = ()) -> Graph:
        """``path``: the files that import it, the first one first."""
        if source in self._graphs:
            return self._graphs[source]
        faults: list[Fault] = []
        warnings: list[Fault] = []
        root = source.root
        excess = excess_of(root)
        if excess is not None:
            faults.append(excess)
            root = etree.Element(root.tag, {"namespace": source.namespace, "name": attribute(root, "name")})
        imports = []
        for element in children(root, "import"):
            found = self._sought(element)
            said = _refusal(element, found, (*path, source))
            if said is not None:
                (warnings if said.code == "foreign_import" else faults).append(said)
            if found and (said is None or said.code == "ambiguous_import"):
                name, namespace = normal_name(attribute(element, "name")), attribute(element, "namespace")
                imports.append(Import(name, namespace, self.read(found[0], (*path, source))))
        graph = self._graphs[source] = Graph(root, imports, faults, warnings)
        file = (source.location or source.namespace) if path else None
        self.files.append(File(root, graph, file))
        self.faults.extend(replace(fault, file=file) for fault in faults)
        self.warnings.extend(replace(warning, file=file) for warning in warnings)
        return graph

    def _sought(self, element: Element) -> list[Source]:
        """The files that an import may mean, by its name space, or else by its location."""
        namespace, location = attribute(element, "namespace"), attribute(element, "locationURI")
        found = [each for each in self._sources if each.namespace == namespace]
        found = found or [each for each in self._sources if each.is_at(location)]
        return found if len(found) == 1 else [each for each in found if each.is_at(location)] or found


def _refusal(element: Element, found: list[Source], path: tuple[Source, ...]) -> Fault | None:
    """What is wrong with an import of these files by the last file of the path."""
    code = _why_refused(element, found, path)
    file = attribute(element, "namespace")
    return Fault(identity(element), code, say(code, file=file, most=MAX_IMPORT_DEPTH)) if code else None


def _why_refused(element: Element, found: list[Source], path: tuple[Source, ...]) -> str:
    """The code of the fault; empty for an import that is right."""
    if not found:
        return "unknown_import" if _is_dmn(attribute(element, "importType")) else "foreign_import"
    if found[0].namespace in {source.namespace for source in path}:
        return "circular_import"
    if len(path) > MAX_IMPORT_DEPTH:
        return "import_too_deep"
    return "ambiguous_import" if len(found) > 1 else ""


def _is_dmn(import_type: str) -> bool:
    return not import_type or import_type in NAMESPACES or "/DMN/" in import_type.upper()


def _sources(imports: Iterable[bytes] | Mapping[str, bytes]) -> Iterator[Source]:
    """Each file once: the same bytes may be given several times."""
    named = imports.items() if isinstance(imports, Mapping) else (("", content) for content in imports)
    seen: set[bytes] = set()
    for location, content in named:
        if content not in seen:
            seen.add(content)
            with suppress(DecisionModelFaults):  # a schema or a scorecard beside them, perhaps; it is missed if it is imported
                yield Source(read_root(content), location)
