"""Every place where a procedure may hold an expression, and how to see that it is evaluated there."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.sax.saxutils import escape

from engine.bootstrap import Engine
from engine.commands.cases.start_instance import StartInstance
from engine.commands.tasks.complete_task import CompleteTask
from engine.kernel.actor import Actor
from engine.kernel.errors import Refusal
from engine.queries.procedures.definitions import StartableProcedures
from engine.queries.tasks.one_task import ShowTask, StartForm
from tests.support import bundles, looking
from tests.unit.bpmn_reader.drawing import draw, extended, path, user_task
from tests.unit.bpmn_reader.test_no_python import PLACES as DIAGRAM_PLACES
from tests.unit.dmn.drawing import decision, definitions, knowledge, literal, table

SLOT = "PAYLOAD"
SUBMISSION = {"answer": "given", "amount": 5, "choice": "given"}


@dataclass
class Outcome:
    """What became of an expression. ``refusal``: of the deployment, the start or a task; the rest is of the case."""

    refusal: Refusal | None = None
    faults: tuple[str, ...] = ()
    state: str = ""
    title: str = ""
    variables: Mapping[str, Any] = field(default_factory=dict)
    incidents: tuple[str, ...] = ()
    shown: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Place:
    """``files``: the bundle with an expression in the place. With ``control`` in it the outcome ``shows`` that it was evaluated;
    with ``other``, which is as harmless, it does not."""

    name: str
    files: Callable[[str], dict[str, bytes]]
    control: str
    shows: Callable[[Outcome], bool]
    other: str
    kind: str


def attack(engine: Engine, actor: Actor, files: Mapping[str, bytes]) -> Outcome:
    """Through the doors that everybody uses: deploy, see the form, start, see the tasks, complete them, run what is due."""
    outcome = Outcome()
    instance_id: str | None = None
    try:
        bundles.deploy(engine, files)
        if any(name.endswith(".form") for name in files):
            engine.ask(StartableProcedures(), actor=actor)
            for locale in ("zh", "en"):
                engine.ask(StartForm("P", locale=locale), actor=actor)
        instance_id = engine.execute(StartInstance("P", SUBMISSION), actor=actor).instance_id
        outcome.shown = _complete_tasks(engine, actor, instance_id)
        engine.run_due_jobs(5)
    except Refusal as refusal:
        outcome.refusal = refusal
        outcome.faults = tuple(fault.code for fault in getattr(refusal, "faults", ()))
    if instance_id is not None:
        row = looking.instance(engine, instance_id)
        outcome.state, outcome.title = row.state, row.title
        outcome.variables = looking.variables(engine, instance_id)
        outcome.incidents = tuple(f"{each.code} {each.message_en} {each.details}" for each in looking.incidents(engine, instance_id))
    return outcome


def _complete_tasks(engine: Engine, actor: Actor, instance_id: str) -> Mapping[str, Any]:
    shown: dict[str, Any] = {}
    for task in looking.open_tasks(engine, instance_id):
        form = engine.ask(ShowTask(task.id), actor=actor).form
        shown.update(form.data if form is not None else {})
        engine.execute(CompleteTask(task.id, SUBMISSION), actor=actor)
    return shown


# Diagrams and their metadata

STOPS = "1 + unknown()"


def _says_why(outcome: Outcome) -> bool:
    return any("unknown()" in text for text in outcome.incidents)


def _diagram(body: str, roots: str) -> Callable[[str], dict[str, bytes]]:
    # A literal task type has to be one that there is; nothing is sent, because no host is allowed.
    body = body.replace('type="x"', 'type="http"')

    def files(expression: str) -> dict[str, bytes]:
        text = escape(expression, {'"': "&quot;"})
        xml = draw(body.replace(SLOT, text), roots.replace(SLOT, text))
        return {"P.bpmn": xml, "procedure.toml": bundles.metadata("P")}

    return files


TASK = path(user_task())
TITLE = '<extensionElements><zeebe:properties><zeebe:property name="zhidu:title" value="=PAYLOAD"/></zeebe:properties></extensionElements>'


def _title_in_metadata(expression: str) -> dict[str, bytes]:
    return {"P.bpmn": draw(TASK), "procedure.toml": bundles.metadata("P", extra=f"title = {json.dumps(expression)}")}


def _diagrams() -> Iterator[Place]:
    for name, (body, roots) in DIAGRAM_PLACES.items():
        if name == "condition of an event":
            yield Place(name, _diagram(body, roots), "1 = 1", lambda found: found.state == "completed", "1 = 2", "diagram")
        else:
            yield Place(name, _diagram(body, roots), STOPS, _says_why, "1", "diagram")
    seen = ('"se" + "en"', lambda found: found.title == "seen", '"no" + "ne"', "title")
    yield Place("zhidu:title", _diagram(TITLE + TASK, ""), *seen)
    yield Place("title of procedure.toml", _title_in_metadata, *seen)


# Decisions

_RULE = extended('<businessRuleTask id="R"/>', '<zeebe:calledDecision decisionId="d" resultVariable="r"/>')


def _decided(*parts: str) -> Callable[[str], dict[str, bytes]]:
    """``parts`` of a DMN file, in which the decision ``d`` is what is asked for."""

    def files(expression: str) -> dict[str, bytes]:
        xml = definitions(*parts).decode().replace(SLOT, escape(expression))
        return {"P.bpmn": draw(path(_RULE)), "procedure.toml": bundles.metadata("P"), "d.dmn": xml.encode()}

    return files


def _box(inside: str) -> Callable[[str], dict[str, bytes]]:
    return _decided(decision("d", inside))


def _entry(name: str, inside: str) -> str:
    variable = f'<variable name="{name}"/>' if name else ""
    return f"<contextEntry>{variable}{inside}</contextEntry>"


def _iterator(word: str, source: str, body: str) -> str:
    part = "return" if word == "for" else "satisfies"
    return f'<{word} iteratorVariable="i"><in>{source}</in><{part}>{body}</{part}></{word}>'


HERE = literal(SLOT)
SEEN, NONE = '"se" + "en"', '"no" + "ne"'
_INVOCATION = f'<invocation>{literal("b")}<binding><parameter name="x"/>{HERE}</binding></invocation>'
_CALLED = f'<invocation>{HERE}<binding><parameter name="string"/>{literal("42")}</binding></invocation>'
_INPUT_VALUES = (
    "<decisionTable><input><inputExpression><text>42</text></inputExpression><inputValues><text>PAYLOAD</text></inputValues></input>"
    '<output name="o"/><rule id="r1"><inputEntry><text>-</text></inputEntry>'
    '<outputEntry><text>"seen"</text></outputEntry></rule></decisionTable>'
)


def _type(constraint: str, reference: str) -> str:
    return f'<itemDefinition name="t"><typeRef>{reference}</typeRef><{constraint}><text>PAYLOAD</text></{constraint}></itemDefinition>'


def _typed(constraint: str) -> tuple[str, str]:
    return _type(constraint, "number"), decision("d", literal("42"), type_ref="t")


def _valued(outcome: Outcome) -> bool:
    return outcome.variables.get("r") == "seen"


def _fits(outcome: Outcome) -> bool:
    return outcome.variables.get("r") == 42


def _true(outcome: Outcome) -> bool:
    return outcome.variables.get("r") is True


def _is(value: object) -> Callable[[Outcome], bool]:
    return lambda outcome: outcome.variables.get("r") == value


_ONE = "[1, 2, 3]"
_BOXES: tuple[tuple[str, Callable[[str], dict[str, bytes]], str, Callable[[Outcome], bool], str], ...] = (
    ("input expression", _box(table([SLOT], ["o"], [["42", '"seen"']])), "40 + 2", _valued, "40 + 3"),
    ("input entry", _box(table(["42"], ["o"], [[SLOT, '"seen"']])), "? = 40 + 2", _valued, "? = 40 + 3"),
    ("input values", _box(_INPUT_VALUES), "? = 40 + 2", _valued, "? = 40 + 3"),
    ("output entry", _box(table(["42"], ["o"], [["-", SLOT]])), SEEN, _valued, NONE),
    ("default output", _box(table(["42"], [f"o:={SLOT}"], [["1", '"no"']])), SEEN, _valued, NONE),
    (
        "output values",
        _box(table(["42"], [f"o={SLOT}"], [["-", '"none"'], ["-", '"seen"']], 'hitPolicy="PRIORITY"')),
        '"seen", "none"',
        _valued,
        '"none", "seen"',
    ),
    ("literal expression", _box(HERE), SEEN, _valued, NONE),
    ("context entry", _box(f"<context>{_entry('a', HERE)}{_entry('', literal('a'))}</context>"), SEEN, _valued, NONE),
    ("context result", _box(f"<context>{_entry('a', literal('1'))}{_entry('', HERE)}</context>"), SEEN, _valued, NONE),
    ("invocation binding", _decided(knowledge("b", "x", literal("x")), decision("d", _INVOCATION, ["b_b"])), SEEN, _valued, NONE),
    ("invoked function", _box(_CALLED), "function(string) 42", _fits, "function(string) 43"),
    ("body of a knowledge model", _decided(knowledge("b", "", HERE), decision("d", literal("b()"), ["b_b"])), SEEN, _valued, NONE),
    ("list", _box(f"<list>{literal('1')}{HERE}</list>"), SEEN, _is([1, "seen"]), NONE),
    (
        "relation",
        _box(f'<relation><column name="a"/><row>{HERE}</row></relation>'),
        SEEN,
        _is([{"a": "seen"}]),
        NONE,
    ),
    ("filtered list", _box(f"<filter><in>{HERE}</in><match>{literal('item > 1')}</match></filter>"), _ONE, _is([2, 3]), "[1]"),
    ("filter condition", _box(f"<filter><in>{literal(_ONE)}</in><match>{HERE}</match></filter>"), "item > 1", _is([2, 3]), "item > 2"),
    (
        "if",
        _box(f"<conditional><if>{HERE}</if><then>{literal('42')}</then><else>{literal('1')}</else></conditional>"),
        "1 = 1",
        _fits,
        "1 = 2",
    ),
    (
        "then",
        _box(f"<conditional><if>{literal('true')}</if><then>{HERE}</then><else>{literal('1')}</else></conditional>"),
        SEEN,
        _valued,
        NONE,
    ),
    (
        "else",
        _box(f"<conditional><if>{literal('false')}</if><then>{literal('1')}</then><else>{HERE}</else></conditional>"),
        SEEN,
        _valued,
        NONE,
    ),
    ("for, list", _box(_iterator("for", HERE, literal("i"))), _ONE, _is([1, 2, 3]), "[1]"),
    ("for, return", _box(_iterator("for", literal(_ONE), HERE)), "i + 1", _is([2, 3, 4]), "i"),
    ("some, list", _box(_iterator("some", HERE, literal("i = 3"))), _ONE, _true, "[1]"),
    ("some, condition", _box(_iterator("some", literal(_ONE), HERE)), "i = 3", _true, "i = 4"),
    ("every, list", _box(_iterator("every", HERE, literal("i < 4"))), _ONE, _true, "[4]"),
    ("every, condition", _box(_iterator("every", literal(_ONE), HERE)), "i < 4", _true, "i < 3"),
    ("allowed values of a type", _decided(*_typed("allowedValues")), "? = 40 + 2", _fits, "? = 40 + 3"),
    ("type constraint", _decided(*_typed("typeConstraint")), "? = 40 + 2", _fits, "? = 40 + 3"),
    (
        "allowed values of the entries of a list",
        _decided(
            '<itemDefinition name="t" isCollection="true"><typeRef>number</typeRef><allowedValues><text>PAYLOAD</text></allowedValues>'
            "</itemDefinition>",
            decision("d", literal("for n in 1..20000 return n"), type_ref="t"),
        ),
        "? < 40 ** 4",
        lambda outcome: len(outcome.variables.get("r") or ()) == 20_000,
        "? < 40",
    ),
)


def _decisions() -> Iterator[Place]:
    for name, files, control, shows, other in _BOXES:
        yield Place(f"decision: {name}", files, control, shows, other, "decision")


# Forms

_BEYOND = extended('<scriptTask id="K"/>', '<zeebe:script expression="=&quot;seen&quot;" resultVariable="beyond"/>')
_FILLED = path(_BEYOND, user_task("A", '<zeebe:formDefinition formId="f"/>'))


def _form(*components: Mapping[str, Any]) -> Callable[[str], dict[str, bytes]]:
    """A form that begins a case and is filled in again at its task."""

    def files(expression: str) -> dict[str, bytes]:
        shown = [{"id": f"c{number}", "label": "L", **each} for number, each in enumerate(components)]
        schema = json.dumps({"id": "f", "type": "default", "schemaVersion": 16, "components": shown})
        filled = schema.replace(SLOT, json.dumps(expression)[1:-1])
        return {
            "P.bpmn": draw(_FILLED),
            "procedure.toml": bundles.metadata("P", start_form="f"),
            "f.form": filled.encode(),
        }

    return files


def _field(kind: str = "textfield", key: str = "answer", **more: Any) -> dict[str, Any]:
    return {"type": kind, "key": key, **more}


def _dropped(outcome: Outcome) -> bool:
    return outcome.refusal is None and "answer" not in outcome.variables


def _refused(outcome: Outcome) -> bool:
    return outcome.refusal is not None and outcome.refusal.reason_code == "submission_invalid"


def _read(outcome: Outcome) -> bool:
    """The server does not fill templates, browsers do; but it reads them, and tells the browser the names that they need."""
    return outcome.shown.get("beyond") == "seen"


def _valid(**rules: Any) -> dict[str, Any]:
    return {"validate": rules}


_LIST = {"type": "dynamiclist", "path": "rows", "defaultRepetitions": 1}
_YES, _NO = "1 = 1", "1 = 2"
_FIELDS: tuple[tuple[str, Callable[[str], dict[str, bytes]], str, Callable[[Outcome], bool], str], ...] = (
    ("hidden", _form(_field(conditional={"hide": "=PAYLOAD"})), _YES, _dropped, _NO),
    ("hidden group", _form({"type": "group", "conditional": {"hide": "=PAYLOAD"}, "components": [_field(id="x")]}), _YES, _dropped, _NO),
    ("read-only", _form(_field(readonly="=PAYLOAD")), _YES, _dropped, _NO),
    (
        "computed",
        _form(_field("expression", "computed", expression="=PAYLOAD", computeOn="change")),
        SEEN,
        lambda found: found.variables.get("computed") == "seen",
        NONE,
    ),
    (
        "options",
        _form(_field("select", "choice", valuesExpression="=PAYLOAD")),
        '[{label: "G", value: "giv" + "en"}]',
        lambda found: found.variables.get("choice") == "given",
        '[{label: "G", value: "taken"}]',
    ),
    ("required", _form(_field(key="missing", **_valid(required="=PAYLOAD"))), _YES, _refused, _NO),
    ("minimum", _form(_field("number", "amount", **_valid(min="=PAYLOAD"))), "5 + 1", _refused, "5 - 1"),
    ("maximum", _form(_field("number", "amount", **_valid(max="=PAYLOAD"))), "5 - 1", _refused, "5 + 1"),
    ("shortest", _form(_field(**_valid(minLength="=PAYLOAD"))), "5 + 1", _refused, "5 - 1"),
    ("longest", _form(_field(**_valid(maxLength="=PAYLOAD"))), "5 - 1", _refused, "5 + 1"),
    ("text template", _form({"type": "text", "text": "Dear {{PAYLOAD}}"}), "beyond", _read, "amount"),
    ("text condition", _form({"type": "text", "text": "{{#if PAYLOAD}}x{{/if}}"}), "beyond", _read, "amount"),
    ("text loop", _form({"type": "text", "text": "{{#loop PAYLOAD}}x{{/loop}}"}), "beyond", _read, "amount"),
    ("text as an expression", _form({"type": "text", "text": "=PAYLOAD"}), "beyond", _read, "amount"),
    ("html template", _form({"type": "html", "content": "<p>{{PAYLOAD}}</p>"}), "beyond", _read, "amount"),
    ("label", _form(_field(label="{{PAYLOAD}}")), "beyond", _read, "amount"),
    ("label as an expression", _form(_field(label="=PAYLOAD")), "beyond", _read, "amount"),
    ("description", _form(_field(description="{{PAYLOAD}}")), "beyond", _read, "amount"),
    ("Chinese label", _form(_field(properties={"label:zh": "{{PAYLOAD}}"})), "beyond", _read, "amount"),
    ("alternative text", _form({"type": "image", "alt": "=PAYLOAD"}), "beyond", _read, "amount"),
)


def _forms() -> Iterator[Place]:
    for name, files, control, shows, other in _FIELDS:
        yield Place(f"form: {name}", files, control, shows, other, "form")


PLACES: Mapping[str, Place] = {place.name: place for place in (*_diagrams(), *_decisions(), *_forms())}


def form_with_pattern(pattern: str) -> dict[str, bytes]:
    """A form whose field has a regular expression, which is no FEEL."""
    return _form(_field(**_valid(pattern=pattern)))("unused")
