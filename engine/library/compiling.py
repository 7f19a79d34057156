"""The files of a bundle, read and compiled: all faults of all files at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from time import thread_time
from typing import Any

import orjson
from sqlalchemy import Row

from engine import feel
from engine.bpmn import build, read_diagram
from engine.bpmn.dialect import PAUSES_CLOCK, TITLE
from engine.bpmn.model import Node, Process, Scope
from engine.definitions.metadata import procedure_of, read_metadata
from engine.definitions.rules import bundle_checksum, checksum, file_faults, kind_of, size_faults
from engine.dmn import DecisionFiles, DecisionModel
from engine.forms import CompiledForm, compile_form
from engine.kernel.canonical_json import Encoded
from engine.kernel.errors import Fault, InvalidInput
from engine.kernel.storable import is_storable
from engine.kernel.texts import Text, joined
from engine.library.bundle import Bundle
from engine.library.dialect import LATEST, declared
from engine.library.suspicions import suspicions
from engine.library.texts import say

MOST_SECONDS = 60.0
"""Computing time of the thread for a bundle that is about to be deployed; the largest of the shipped ones needs half a second."""
MOST_FAULTS = 1_000
"""Faults that are told; a file of a few megabytes may have a hundred thousand."""


def compile_bundle(files: Mapping[str, bytes], *, version: Row[Any] | None = None) -> Bundle:
    """Reads and compiles all files. Raises ``InvalidInput`` with every fault of every file, and for what costs too much."""
    if too_much := list(size_faults(files)):
        raise bundle_refused(too_much)
    faults = list(file_faults(files))
    found = _Parts(version)
    until = thread_time() + MOST_SECONDS
    for path in files:
        faults.extend(_read(path, files, found))
        if version is None and thread_time() > until:
            raise bundle_refused([*faults, Fault("", "bundle_too_costly", say("bundle_too_costly", seconds=MOST_SECONDS))])
    if faults or found.process is None:
        raise bundle_refused(faults)
    return _assembled(files, found, found.process)


def bundle_refused(faults: Sequence[Fault]) -> InvalidInput:
    """The refusal of a bundle; its sentence says the first faults, so that it helps wherever it is read."""
    return InvalidInput(
        say("bundle_faulty", count=len(faults), first=joined(map(_said, faults[:5]), Text.same(" "))),
        faults=faults[:MOST_FAULTS],
        code="bundle_invalid",
    )


def _said(fault: Fault) -> Text:
    return Text.same(f"[{fault.file or ''} {fault.where}] ") + fault.text


@dataclass(slots=True)
class _Parts:
    """What was read so far. ``version``: the row of a deployed one, None for what is about to be."""

    version: Row[Any] | None = None
    diagram: bytes = b""
    process: Process | None = None
    metadata: dict[str, Any] = field(default_factory=dict)
    decision_files: DecisionFiles | None = None
    decisions: dict[str, DecisionModel] = field(default_factory=dict)
    forms: dict[str, CompiledForm] = field(default_factory=dict)
    form_paths: dict[str, str] = field(default_factory=dict)
    warnings: list[Fault] = field(default_factory=list)

    @property
    def dialect_version(self) -> int:
        return LATEST if self.version is None else int(self.version.dialect)

    @property
    def dialect(self) -> feel.Dialect:
        """The functions that expressions may name: those that there were when the version was deployed."""
        return declared(self.dialect_version)


def _located(path: str, faults: Iterable[Fault]) -> Iterator[Fault]:
    """The same faults, with the file in which they were found."""
    for fault in faults:
        yield Fault(fault.where, fault.code, fault.text, facts=fault.facts, file=path)


def _read(path: str, files: Mapping[str, bytes], found: _Parts) -> Iterator[Fault]:
    content = files[path]
    match kind_of(path):
        case "diagram":
            found.diagram = content
            yield from _of_file(path, _read_diagram, path, content, found)
        case "decision":
            if found.decision_files is None:
                contents = [other for name, other in files.items() if kind_of(name) == "decision"]
                found.decision_files = DecisionFiles(contents, found.dialect)
            yield from _of_file(path, _read_decisions, path, content, found, found.decision_files)
        case "form":
            yield from _of_file(path, _read_form, path, content, found)
        case "metadata":
            found.metadata, faults = read_metadata(content)
            yield from faults


def _of_file(path: str, reader: Any, *arguments: Any) -> Iterator[Fault]:
    try:
        yield from reader(*arguments)
    except InvalidInput as refusal:
        yield from _located(path, refusal.faults or (Fault("", refusal.reason_code, refusal.text),))


def _read_diagram(path: str, content: bytes, found: _Parts) -> Iterator[Fault]:
    diagram = read_diagram(content, is_new=found.version is None)
    processes = diagram.processes
    found.warnings.extend(_located(path, diagram.warnings))
    if len(processes) != 1:
        yield Fault("", "diagram_one_process", say("not_one_process", count=len(processes)), file=path)
        return
    found.process = processes[0]
    if found.version is None:
        found.warnings.extend(_located(path, suspicions(found.process, found.dialect)))


def _read_decisions(path: str, content: bytes, found: _Parts, files: DecisionFiles) -> Iterator[Fault]:
    model = files.model(content)
    if found.version is None:  # one that runs already is not judged again: a later release may look more closely
        yield from _located(path, model.faults)
        found.warnings.extend(_located(path, model.warnings))
    for decision_id in model.decision_ids():
        if decision_id in found.decisions:
            yield _twice(path, "decision", decision_id)
        found.decisions[decision_id] = model


def _read_form(path: str, content: bytes, found: _Parts) -> Iterator[Fault]:
    try:
        schema = orjson.loads(content)
    except orjson.JSONDecodeError as reason:
        yield Fault("", "form_unreadable", say("form_not_json", reason=reason), file=path)
        return
    if b"\\u0000" in content and not all(map(is_storable, _texts(schema))):  # the only way in which JSON can write it
        yield Fault("", "form_text_not_storable", say("form_text_not_storable"), file=path)
        return
    form_id = schema.get("id") if isinstance(schema, dict) else None
    if not isinstance(form_id, str) or not form_id:
        yield Fault("id", "form_id_missing", say("form_without_id"), file=path)
        return
    if form_id in found.forms:
        yield _twice(path, "form", form_id)
    found.forms[form_id] = compile_form(schema)
    found.form_paths[form_id] = path


def _texts(schema: object) -> Iterator[str]:
    pending = [schema]
    while pending:
        each = pending.pop()
        if isinstance(each, str):
            yield each
        elif isinstance(each, dict):
            pending += [*each, *each.values()]
        elif isinstance(each, list):
            pending += each


def _twice(path: str, what: str, name: str) -> Fault:
    return Fault(name, f"{what}_twice", say("named_twice", what=say(what), name=name), file=path)


def _assembled(files: Mapping[str, bytes], found: _Parts, process: Process) -> Bundle:
    version = found.version
    checksums = {path: checksum(content) for path, content in files.items()}
    nodes = dict(_nodes(process.scope))
    diagram = next(path for path in files if kind_of(path) == "diagram")
    rules = procedure_of(found.metadata)
    title = rules.title or process.properties.get(TITLE)
    return Bundle(
        procedure_id=process.id,
        metadata=found.metadata,
        procedure=rules,
        diagram=found.diagram,
        program=build(process),
        decisions=found.decisions,
        forms=found.forms,
        checksums=checksums,
        form_paths=found.form_paths,
        version_id="" if version is None else version.id,
        number=0 if version is None else version.number,
        nodes=nodes,
        labels={name: node.label for name, node in nodes.items()},
        documentation={name: node.documentation for name, node in nodes.items() if node.documentation},
        facts=Encoded(
            {
                "id": process.id,
                "version": 0 if version is None else version.number,
                "version_id": "" if version is None else version.id,
                "checksum": bundle_checksum(checksums),
                "diagram": checksums[diagram],
                "retention_years": rules.retention_years,
            }
        ),
        title=_title(title),
        dialect_version=found.dialect_version,
        warnings=tuple(found.warnings),
        pausing=frozenset(name for name, node in nodes.items() if node.properties.get(PAUSES_CLOCK)),
    )


def _title(text: str | None) -> feel.Expression | None:
    if text is None:
        return None
    try:
        return feel.parse(text.removeprefix("="))
    except (feel.FeelSyntaxError, feel.FeelLimitExceeded) as reason:
        fault = Fault("title", "title_invalid", say("title_invalid", reason=reason), file="procedure.toml")
        raise InvalidInput(say("title_not_feel"), faults=[fault], code="bundle_invalid") from reason


def _nodes(scope: Scope) -> Iterator[tuple[str, Node]]:
    for name, node in scope.nodes.items():
        yield name, node
        if node.scope is not None:
            yield from _nodes(node.scope)
