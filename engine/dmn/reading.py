"""Reading a file of decisions after those that it imports (DMN 1.5, 6.3.3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from lxml import etree

from engine.dmn.errors import DecisionModelFaults
from engine.dmn.graph import Graph, Import
from engine.dmn.xml import MAX_DEPTH, NAMESPACES, Element, attribute, children, depth_of, identity, read_root
from engine.feel.lexer import normal_name
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


class Reader:
    """Reads files, each once, and gathers what is wrong with them.

    ``imports``: the files that may be imported, alone or by name. One that is no DMN file is passed over until it is asked for.
    """

    def __init__(self, imports: Iterable[bytes] | Mapping[str, bytes]) -> None:
        self.faults: list[Fault] = []
        self.warnings: list[Fault] = []
        self._graphs: dict[Source, Graph] = {}
        self._sources = tuple(_sources(imports))

    def read(self, source: Source, path: tuple[Source, ...] = ()) -> Graph:
        """``path``: the files that import it, the first one first."""
        if source in self._graphs:
            return self._graphs[source]
        faults: list[Fault] = []
        warnings: list[Fault] = []
        root = source.root
        if depth_of(root) > MAX_DEPTH:
            en = f"Expected elements nested at most {MAX_DEPTH} deep, but they are deeper."
            faults.append(Fault("definitions", "too_deep", en, f"元素嵌套超过 {MAX_DEPTH} 层。"))
            root = etree.Element(root.tag, {"namespace": source.namespace, "name": attribute(root, "name")})
        imports = []
        for element in children(root, "import"):
            found = self._sought(element, (*path, source))
            if isinstance(found, Source):
                name, namespace = normal_name(attribute(element, "name")), attribute(element, "namespace")
                imports.append(Import(name, namespace, self.read(found, (*path, source))))
            else:
                (warnings if found.code == "foreign_import" else faults).append(found)
        graph = self._graphs[source] = Graph(root, imports, faults, warnings)
        file = (source.location or source.namespace) if path else None
        self.faults.extend(replace(fault, file=file) for fault in faults)
        self.warnings.extend(replace(warning, file=file) for warning in warnings)
        return graph

    def _sought(self, element: Element, path: tuple[Source, ...]) -> Source | Fault:
        """The file that an import means, by its name space or by its location, or why it cannot be taken."""
        namespace, location = attribute(element, "namespace"), attribute(element, "locationURI")
        found = [each for each in self._sources if each.namespace == namespace]
        found = found or [each for each in self._sources if each.is_at(location)]
        if len(found) > 1:
            found = [each for each in found if each.is_at(location)] or found
        said = _refusal(element, namespace, found, path)
        return found[0] if said is None else Fault(identity(element), *said)


def _refusal(element: Element, namespace: str, found: list[Source], path: tuple[Source, ...]) -> tuple[str, str, str] | None:
    if not found and not _is_dmn(attribute(element, "importType")):
        return (
            "foreign_import",
            f'Expected to import DMN, but "{namespace}" is something else, which is never read.',
            f"不读取非 DMN 文件“{namespace}”。",
        )
    if not found:
        return "unknown_import", f'Expected the imported file "{namespace}" to be given, but it is not.', f"缺少导入的文件“{namespace}”。"
    if len(found) > 1:
        return "ambiguous_import", f'Expected one file "{namespace}", but several are given.', f"文件“{namespace}”有多个。"
    if found[0].namespace in {source.namespace for source in path}:
        return "circular_import", f'Expected files that do not import each other, but "{namespace}" does.', f"文件“{namespace}”循环导入。"
    if len(path) > MAX_IMPORT_DEPTH:
        return (
            "import_too_deep",
            f"Expected imports of imports to end after {MAX_IMPORT_DEPTH} files, but they go on.",
            f"导入层数超过 {MAX_IMPORT_DEPTH}。",
        )
    return None


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
