"""Bundles: a procedure version made ready to run. Built once for each process and shared: a version never changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

import orjson
from sqlalchemy import Row, bindparam, select

from engine import feel
from engine.bpmn import Program, build, read_diagram
from engine.bpmn.dialect import PAUSES_CLOCK, TITLE
from engine.bpmn.model import Label, Node, Process, Scope
from engine.definitions.metadata import Procedure, procedure_of, read_metadata
from engine.definitions.rules import bundle_checksum, checksum, file_faults, kind_of
from engine.definitions.tables import bundle_file, procedure, procedure_version
from engine.dmn import DecisionModel, DecisionOutcome, load
from engine.forms import CompiledForm, compile_form
from engine.kernel.canonical_json import Encoded
from engine.kernel.errors import Fault, InvalidInput, NotFound
from engine.library.dialect import PROCEDURES
from engine.library.suspicions import suspicions

if TYPE_CHECKING:
    from engine.unit_of_work.context import ReadContext

_MOST_CACHED = 500
_TITLE_LIMITS = feel.Limits(steps=20_000)
"""A title is told anew with every command."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """A diagram with its decisions, forms and metadata, compiled. ``version_id`` is "" until it is deployed."""

    procedure_id: str
    metadata: Mapping[str, Any]
    procedure: Procedure
    diagram: bytes
    program: Program
    decisions: Mapping[str, DecisionModel]
    """Decision id → the model that holds it."""
    forms: Mapping[str, CompiledForm]
    checksums: Mapping[str, str]
    """Path → SHA-256."""
    form_paths: Mapping[str, str]
    version_id: str = ""
    number: int = 0
    nodes: Mapping[str, Node] = field(default_factory=dict)
    labels: Mapping[str, Label] = field(default_factory=dict)
    documentation: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, object] = field(default_factory=dict)
    """What evidence says of the version."""
    title: feel.Expression | None = None
    warnings: tuple[Fault, ...] = ()
    pausing: frozenset[str] = frozenset()
    """Elements at which service clocks rest."""

    def title_of(self, variables: Mapping[str, Any], now: datetime) -> object:
        """The title that procedure.toml or the diagram asks for; None where there is none or it cannot be told (yet)."""
        if self.title is None:
            return None
        try:
            return feel.to_json(self.title.evaluate(variables, now=now, limits=_TITLE_LIMITS).value)
        except (feel.FeelProblem, feel.FeelLimitExceeded):  # a title must never stop a case
            return None

    def decide(
        self,
        decision_id: str,
        inputs: Mapping[str, object],
        now: datetime,
        meter: feel.Meter | None = None,
        dialect: feel.Dialect = PROCEDURES,
    ) -> DecisionOutcome:
        """Evaluates a decision of the bundle. Raises ``LookupError`` for one that it does not have."""
        return self.decisions[decision_id].evaluate(decision_id, inputs, now=now, meter=meter, dialect=dialect)

    def form_facts(self, form_id: str) -> Mapping[str, object]:
        """What evidence says of a form."""
        return {"id": form_id, "checksum": self.checksums[self.form_paths[form_id]]}


def bundle_of(ctx: ReadContext, version_id: str) -> Bundle:
    """The bundle of a version. Raises ``NotFound``."""
    bundles = ctx.shared.bundles
    found = bundles.get(version_id)
    if found is None:
        found = _load(ctx, version_id)
        while len(bundles) >= _MOST_CACHED:
            bundles.pop(next(iter(bundles)), None)
        bundles[version_id] = found
    return found


_VERSION = select(procedure_version).where(procedure_version.c.id == bindparam("version_id"))
_FILES = select(bundle_file.c.path, bundle_file.c.content).where(bundle_file.c.version_id == bindparam("version_id"))
_ACTIVE = select(procedure.c.active_version_id).where(procedure.c.id == bindparam("procedure_id"))


def active_bundle(ctx: ReadContext, procedure_id: str) -> Bundle:
    """The bundle that new instances run. Raises ``NotFound``."""
    version_id = ctx.db.execute(_ACTIVE, {"procedure_id": procedure_id}).scalar()
    if version_id is None:
        raise NotFound(
            f"Expected a deployed procedure, but {procedure_id!r} is none.",
            message_zh=f"未找到已发布的制度“{procedure_id}”。",
            procedure_id=procedure_id,
        )
    return bundle_of(ctx, version_id)


def _load(ctx: ReadContext, version_id: str) -> Bundle:
    row = ctx.db.execute(_VERSION, {"version_id": version_id}).first()
    if row is None:
        raise NotFound("Expected a deployed version, but found none.", message_zh="未找到该制度版本。", version_id=version_id)
    files = {path: bytes(content) for path, content in ctx.db.execute(_FILES, {"version_id": version_id})}
    return compile_bundle(files, version=row)


def compile_bundle(files: Mapping[str, bytes], *, version: Row[Any] | None = None) -> Bundle:
    """Reads and compiles all files. Raises ``InvalidInput`` with every fault of every file."""
    faults = list(file_faults(files))
    found = _Parts(version)
    for path in files:
        faults.extend(_read(path, files, found))
    if faults or found.process is None:
        raise bundle_refused(faults)
    return _assembled(files, found, found.process)


def bundle_refused(faults: Sequence[Fault]) -> InvalidInput:
    """The refusal of a bundle; its sentence says the first faults, so that it helps wherever it is read."""
    first = " ".join(_said(fault) for fault in faults[:5])
    return InvalidInput(
        f"Expected a bundle without faults, but found {len(faults)}: {first}",
        message_zh=f"部署包存在 {len(faults)} 处错误,未发布。",
        faults=faults,
        code="bundle_invalid",
    )


def _said(fault: Fault) -> str:
    return f"[{fault.file or ''} {fault.where}] {fault.en}"


@dataclass(slots=True)
class _Parts:
    """What was read so far. ``version``: the row of a deployed one, None for what is about to be."""

    version: Row[Any] | None = None
    diagram: bytes = b""
    process: Process | None = None
    metadata: dict[str, Any] = field(default_factory=dict)
    decisions: dict[str, DecisionModel] = field(default_factory=dict)
    forms: dict[str, CompiledForm] = field(default_factory=dict)
    form_paths: dict[str, str] = field(default_factory=dict)
    warnings: list[Fault] = field(default_factory=list)


def _located(path: str, faults: Iterable[Fault]) -> Iterator[Fault]:
    """The same faults, with the file in which they were found."""
    for fault in faults:
        yield Fault(fault.where, fault.code, fault.en, fault.zh, fault.facts, file=path)


def _read(path: str, files: Mapping[str, bytes], found: _Parts) -> Iterator[Fault]:
    content = files[path]
    match kind_of(path):
        case "diagram":
            found.diagram = content
            yield from _of_file(path, _read_diagram, path, content, found)
        case "decision":
            others = [other for name, other in files.items() if name != path and kind_of(name) == "decision"]
            yield from _of_file(path, _read_decisions, path, content, found, others)
        case "form":
            yield from _of_file(path, _read_form, path, content, found)
        case "metadata":
            found.metadata, faults = read_metadata(content)
            yield from faults


def _of_file(path: str, reader: Any, *arguments: Any) -> Iterator[Fault]:
    try:
        yield from reader(*arguments)
    except InvalidInput as refusal:
        yield from _located(path, refusal.faults or (Fault("", refusal.reason_code, refusal.message, refusal.message_zh),))


def _read_diagram(path: str, content: bytes, found: _Parts) -> Iterator[Fault]:
    diagram = read_diagram(content)
    processes = diagram.processes
    found.warnings.extend(_located(path, diagram.warnings))
    if len(processes) != 1:
        yield Fault(
            "",
            "diagram_one_process",
            f"Expected one executable process in a diagram, but found {len(processes)}.",
            f"每个流程图应恰有一个可执行流程,实际有 {len(processes)} 个。",
            file=path,
        )
        return
    found.process = processes[0]
    if found.version is None:
        found.warnings.extend(_located(path, suspicions(found.process)))


def _read_decisions(path: str, content: bytes, found: _Parts, others: Sequence[bytes]) -> Iterator[Fault]:
    model = load(content, imports=others, dialect=PROCEDURES)
    if found.version is None:  # one that runs already is not judged again: a later release may look more closely
        yield from _located(path, model.faults)
        found.warnings.extend(_located(path, model.warnings))
    for decision_id in model.decision_ids():
        if decision_id in found.decisions:
            yield _twice(path, "decision", "决策", decision_id)
        found.decisions[decision_id] = model


def _read_form(path: str, content: bytes, found: _Parts) -> Iterator[Fault]:
    try:
        schema = orjson.loads(content)
    except orjson.JSONDecodeError as reason:
        yield Fault("", "form_unreadable", f"Expected JSON, but {reason}.", f"表单不是合法的 JSON:{reason}。", file=path)
        return
    form_id = schema.get("id") if isinstance(schema, dict) else None
    if not isinstance(form_id, str) or not form_id:
        yield Fault("id", "form_id_missing", "Expected the form to have an id.", "表单缺少 id。", file=path)
        return
    if form_id in found.forms:
        yield _twice(path, "form", "表单", form_id)
    found.forms[form_id] = compile_form(schema)
    found.form_paths[form_id] = path


def _twice(path: str, what: str, what_zh: str, name: str) -> Fault:
    return Fault(name, f"{what}_twice", f"Expected one {what} {name!r}, but found several.", f"{what_zh}“{name}”重复。", file=path)


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
        warnings=tuple(found.warnings),
        pausing=frozenset(name for name, node in nodes.items() if node.properties.get(PAUSES_CLOCK)),
    )


def _title(text: str | None) -> feel.Expression | None:
    if text is None:
        return None
    try:
        return feel.parse(text.removeprefix("="))
    except (feel.FeelSyntaxError, feel.FeelLimitExceeded) as reason:
        fault = Fault(
            "title", "title_invalid", f"Expected a FEEL expression, but {reason}", f"标题表达式不合法:{reason}", file="procedure.toml"
        )
        raise InvalidInput("Expected a title in FEEL.", faults=[fault], code="bundle_invalid") from reason


def _nodes(scope: Scope) -> Iterator[tuple[str, Node]]:
    for name, node in scope.nodes.items():
        yield name, node
        if node.scope is not None:
            yield from _nodes(node.scope)
