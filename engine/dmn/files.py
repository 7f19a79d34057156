"""Reading a file of decisions after those that it imports (DMN 1.5, 6.3.3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from lxml import etree

from engine.dmn.elements import NAMESPACES, Element, attribute, children, excess_of, identity, read_root
from engine.dmn.faults import DecisionModelFaults
from engine.dmn.graph import Graph, Import
from engine.dmn.texts import say
from engine.feel.syntax.lexer import normal_name
from engine.kernel.errors import Fault

MAX_IMPORT_DEPTH = 20
MOST_IMPORTED = 20_000
"""Names that a file may know by its imports, each counted for every way to it: files that import each other multiply them."""


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """A file. ``location``: the name under which it was given, if any."""

    root: Element
    location: str = ""
    namespace: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "namespace", attribute(self.root, "namespace"))

    def is_at(self, location: str) -> bool:
        """Whether a ``locationURI`` means this file: the same address, or the same file name."""
        return bool(location) and PurePosixPath(self.location).name == PurePosixPath(location).name


@dataclass(frozen=True, slots=True)
class File:
    """A file that was read. ``name``: how faults of others call it; ``faults`` and ``warnings``: what reading it found."""

    root: Element
    graph: Graph
    name: str
    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...]


class Reader:
    """Reads files, each once, however many import it.

    ``imports``: the files that may be imported, alone or by name. One that is no DMN file is passed over until it is asked for.
    """

    def __init__(self, imports: Iterable[bytes] | Mapping[str, bytes]) -> None:
        self._files: dict[Source, File] = {}
        self._sources = dict(_sources(imports))
        self._by_namespace: dict[str, list[Source]] = {}
        for source in self._sources.values():
            self._by_namespace.setdefault(source.namespace, []).append(source)

    def source(self, xml: bytes) -> Source:
        """A file by its content, one of those that may be imported or another. Raises ``DecisionModelFaults`` for what is no DMN file."""
        return self._sources.get(xml) or Source(read_root(xml))

    def files_of(self, graph: Graph) -> Iterator[File]:
        """The file of ``graph`` and all that it imports, directly or not, each after those that it imports."""
        wanted = {id(each) for _, each in graph.ways}
        return (file for file in self._files.values() if id(file.graph) in wanted)

    def read(self, source: Source, path: tuple[Source, ...] = ()) -> Graph:
        """``path``: the files that import it, the first one first."""
        if source in self._files:
            return self._files[source].graph
        faults: list[Fault] = []
        warnings: list[Fault] = []
        root = source.root
        excess = excess_of(root)
        if excess is not None:
            faults.append(excess)
            root = etree.Element(root.tag, {"namespace": source.namespace, "name": attribute(root, "name")})
        imports = [*self._imports(root, (*path, source), faults, warnings)]
        if _known(imports) > MOST_IMPORTED:
            faults.append(Fault("definitions", "import_too_large", say("import_too_large", most=MOST_IMPORTED)))
            imports = []
        graph = Graph(root, imports, faults, warnings)
        self._files[source] = File(root, graph, source.location or source.namespace, tuple(faults), tuple(warnings))
        return graph

    def _imports(self, root: Element, path: tuple[Source, ...], faults: list[Fault], warnings: list[Fault]) -> Iterator[Import]:
        """What the last file of the path imports, as far as it may."""
        for element in children(root, "import"):
            found = self._sought(element)
            said = _refusal(element, found, path)
            if said is not None:
                (warnings if said.code == "foreign_import" else faults).append(said)
            if found and (said is None or said.code == "ambiguous_import"):
                name, namespace = normal_name(attribute(element, "name")), attribute(element, "namespace")
                yield Import(name, namespace, self.read(found[0], path))

    def _sought(self, element: Element) -> list[Source]:
        """The files that an import may mean, by its name space, or else by its location."""
        location = attribute(element, "locationURI")
        found = self._by_namespace.get(attribute(element, "namespace"), [])
        found = found or [each for each in self._sources.values() if each.is_at(location)]
        return found if len(found) == 1 else [each for each in found if each.is_at(location)] or found


def _known(imports: Iterable[Import]) -> int:
    """How many names an importing file would know: those of each file, by each way to it."""
    sizes: dict[int, int] = {}
    count = 0
    for each in imports:
        for _, graph in each.graph.ways:
            count += sizes.setdefault(id(graph), 1 + len(graph.types.own) + len(graph.members))
    return count


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


def _sources(imports: Iterable[bytes] | Mapping[str, bytes]) -> Iterator[tuple[bytes, Source]]:
    """Each file once, by its content: the same bytes may be given several times."""
    named = imports.items() if isinstance(imports, Mapping) else (("", content) for content in imports)
    seen: set[bytes] = set()
    for location, content in named:
        if content not in seen:
            seen.add(content)
            with suppress(DecisionModelFaults):  # a schema or a scorecard beside them, perhaps; it is missed if it is imported
                yield content, Source(read_root(content), location)
