"""Files that grow: for each kind of thing that a stranger may write many of, a bundle with ``n`` of them.

python -m tests.security.growing            # each with n and 2n: seconds, steps, memory, and what came of it
python -m tests.security.growing flows_at_a_gateway 500 1000 2000
"""

from __future__ import annotations

import gc
import json
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import _lru_cache_wrapper
from typing import Any

from engine.kernel.errors import InvalidInput
from engine.library.compiling import compile_bundle
from tests.support.bundles import boundary, end_event, files, flow, service_task, start_event, user_task

Files = Mapping[str, bytes]
Family = Callable[[int], Files]
FAMILIES: dict[str, Family] = {}
ERROR = "<bpmn:errorEventDefinition/>"
LINK = '<bpmn:linkEventDefinition name="{}"/>'
SIGNAL = '<bpmn:signalEventDefinition signalRef="signal"/>'


def family(make: Family) -> Family:
    FAMILIES[make.__name__] = make
    return make


def around(*parts: str, inside: str = "", **more: object) -> Files:
    """start → work → end, with ``parts`` beside and ``inside`` the task."""
    task = user_task("work", inner=inside)
    line = [start_event(), task, end_event(), flow("start", "work"), flow("work", "end")]
    return files("grown", "".join([*line, *parts]), **more)  # type: ignore[arg-type]


def extended(extra: str) -> Files:
    return files("grown", "".join([start_event(), user_task("work", extra=extra), end_event(), flow("start", "work"), flow("work", "end")]))


def many(n: int, text: Callable[[int], str]) -> str:
    return "".join(map(text, range(n)))


# --- XML ---------------------------------------------------------------------------------------------


@family
def attributes_of_an_element(n: int) -> Files:
    return around("<bpmn:textAnnotation ", many(n, 'a{}="" '.format), "/>")


@family
def name_spaces_of_an_element(n: int) -> Files:
    return around("<bpmn:textAnnotation ", many(n, 'xmlns:a{0}="urn:{0}" '.format), "/>")


@family
def name_spaces_within_one_another(n: int) -> Files:
    deep = 50
    spaces = lambda d: many(n // deep, lambda i: f'xmlns:a{d}_{i}="urn:{i}" ')  # noqa: E731
    opened = many(deep, lambda d: f"<bpmn:group {spaces(d)}>")
    return around(opened + many(n, lambda i: "<bpmn:group/>") + "</bpmn:group>" * deep)


@family
def prefixed_attributes(n: int) -> Files:
    spaces = many(n, lambda i: f'xmlns:a{i}="urn:{i}" ')
    return around("<bpmn:textAnnotation ", spaces, many(n, 'a{0}:b="" '.format), "/>")


@family
def prefixes_looked_up(n: int) -> Files:
    """The one declared first is the last to be found."""
    return around("<bpmn:group ", many(n, 'xmlns:a{0}="urn:{0}" '.format), ">", "<a0:x/>" * n, "</bpmn:group>")


@family
def elements_within_one_another(n: int) -> Files:
    return around("<bpmn:group>" * n + "</bpmn:group>" * n)


@family
def elements_beside_one_another(n: int) -> Files:
    return around("<bpmn:group/>" * n)


@family
def long_names_of_elements(n: int) -> Files:
    return around(f"<bpmn:{'a' * n * 10}/>")


@family
def long_attribute(n: int) -> Files:
    return around(f'<bpmn:group id="{"a" * n * 10}"/>')


@family
def character_references(n: int) -> Files:
    return around(f'<bpmn:documentation>{"&#x61;" * n}</bpmn:documentation><bpmn:group name="{"&amp;" * n}"/>')


@family
def comments_in_a_text(n: int) -> Files:
    return around(f"<bpmn:documentation>{'a<!-- b -->' * n}</bpmn:documentation>")


@family
def comments_before_the_root(n: int) -> Files:
    found = dict(around())
    found["grown.bpmn"] = found["grown.bpmn"].replace(b"?>", b"?>" + b"<!--a--> \n" * n, 1)
    return found


@family
def sections_of_characters(n: int) -> Files:
    return around(f"<bpmn:documentation>{'<![CDATA[a]]>' * n}</bpmn:documentation>")


@family
def unclosed_comments(n: int) -> Files:
    found = dict(around())
    found["grown.bpmn"] = b"<!--" * n + found["grown.bpmn"]
    return found


# --- BPMN --------------------------------------------------------------------------------------------


@family
def tasks_in_a_line(n: int) -> Files:
    line = [start_event(), end_event(), flow("start", "t0"), flow(f"t{n - 1}", "end"), *(user_task(f"t{i}") for i in range(n))]
    return files("grown", "".join([*line, *(flow(f"t{i}", f"t{i + 1}") for i in range(n - 1))]))


@family
def flows_at_a_gateway(n: int) -> Files:
    return around(
        '<bpmn:parallelGateway id="fork"/><bpmn:parallelGateway id="join"/>',
        flow("work", "fork"),
        flow("join", "end"),
        many(n, lambda i: user_task(f"t{i}") + flow("fork", f"t{i}") + flow(f"t{i}", "join")),
    )


@family
def conditions_at_a_gateway(n: int) -> Files:
    return around(
        '<bpmn:exclusiveGateway id="fork" default="work_fork"/><bpmn:exclusiveGateway id="join"/>',
        flow("work", "fork"),
        flow("join", "end"),
        many(n, lambda i: flow("fork", "join", f"=a = {i}", id=f"f{i}")),
    )


@family
def inclusive_joins(n: int) -> Files:
    """A ladder: each join can be come to from all before it."""
    rung = lambda i: (  # noqa: E731
        f'<bpmn:inclusiveGateway id="g{i}"/>' + flow(f"g{i}", f"g{i + 1}", "=a", id=f"a{i}") + flow(f"g{i}", f"g{i + 1}", "=b", id=f"b{i}")
    )
    return around(flow("work", "g0"), many(n, rung), f'<bpmn:inclusiveGateway id="g{n}"/>', flow(f"g{n}", "end"))


@family
def inclusive_join_of_many(n: int) -> Files:
    return around(
        '<bpmn:inclusiveGateway id="fork"/><bpmn:inclusiveGateway id="join"/>',
        flow("work", "fork"),
        flow("join", "end"),
        many(n, lambda i: user_task(f"t{i}") + flow("fork", f"t{i}", "=a") + flow(f"t{i}", "join")),
    )


@family
def circle_into_a_join(n: int) -> Files:
    """All tasks in a circle, each with a way into the same inclusive join."""
    return around(
        '<bpmn:inclusiveGateway id="join"/>',
        flow("work", "t0"),
        flow("join", "end"),
        many(n, lambda i: user_task(f"t{i}") + flow(f"t{i}", f"t{(i + 1) % n}", id=f"c{i}") + flow(f"t{i}", "join")),
    )


@family
def boundary_events(n: int) -> Files:
    return around(many(n, lambda i: boundary(f"b{i}", "work", SIGNAL, interrupting=False) + flow(f"b{i}", "end")), before=_SIGNAL)


_SIGNAL = '<bpmn:signal id="signal" name="s"/>'


@family
def roots(n: int) -> Files:
    return around(before=many(n, lambda i: f'<bpmn:signal id="s{i}" name="s{i}"/><bpmn:message id="m{i}" name="m{i}"/>'))


@family
def lanes(n: int) -> Files:
    lane = "<bpmn:lane id='l{}' name='l'><bpmn:flowNodeRef>work</bpmn:flowNodeRef></bpmn:lane>"
    return around(f"<bpmn:laneSet id='set'>{many(n, lane.format)}</bpmn:laneSet>")


@family
def data_objects(n: int) -> Files:
    return around(many(n, lambda i: f'<bpmn:dataObject id="d{i}"/><bpmn:dataObjectReference id="r{i}" dataObjectRef="d{i}"/>'))


@family
def parts_of_a_task(n: int) -> Files:
    return around(
        inside=many(n, lambda i: f'<bpmn:dataInputAssociation id="d{i}"><bpmn:sourceRef>x</bpmn:sourceRef></bpmn:dataInputAssociation>')
    )


@family
def sub_processes(n: int) -> Files:
    inner = lambda i: (  # noqa: E731
        f'<bpmn:subProcess id="s{i}">{start_event(f"a{i}")}{end_event(f"e{i}")}{flow(f"a{i}", f"e{i}")}</bpmn:subProcess>'
        + flow("work", f"s{i}")
    )
    return around(many(n, inner))


@family
def event_sub_processes(n: int) -> Files:
    begin = lambda i: f'<bpmn:startEvent id="a{i}" isInterrupting="false">{SIGNAL}</bpmn:startEvent>'  # noqa: E731
    inner = lambda i: (  # noqa: E731
        f'<bpmn:subProcess id="s{i}" triggeredByEvent="true">{begin(i)}{end_event(f"e{i}")}{flow(f"a{i}", f"e{i}")}</bpmn:subProcess>'
    )
    return around(many(n, inner), before=_SIGNAL)


@family
def sub_processes_within_one_another(n: int) -> Files:
    """Wide at every level, as deep as may be."""
    body = ""
    for level in range(15):
        tasks = "".join(user_task(f"t{level}_{i}") + flow(f"a{level}", f"t{level}_{i}") for i in range(n // 15))
        last = f"s{level - 1}" if level else f"e{level}"
        end = "" if level else end_event("e0")
        body = f'<bpmn:subProcess id="s{level}">{start_event(f"a{level}")}{end}{body}{flow(f"a{level}", last)}{tasks}</bpmn:subProcess>'
    return around(body, flow("work", "s14"))


@family
def links(n: int) -> Files:
    catch = '<bpmn:intermediateCatchEvent id="c{0}"><bpmn:linkEventDefinition name="l{0}"/></bpmn:intermediateCatchEvent>'
    throw = '<bpmn:intermediateThrowEvent id="h{0}"><bpmn:linkEventDefinition name="l{0}"/></bpmn:intermediateThrowEvent>'
    return around(many(n, lambda i: catch.format(i) + throw.format(i) + flow("work", f"h{i}") + flow(f"c{i}", "end")))


@family
def mappings(n: int) -> Files:
    entries = many(n, lambda i: f'<zeebe:input source="=a" target="v{i}"/>')
    return extended(f"<zeebe:ioMapping>{entries}</zeebe:ioMapping>")


@family
def properties(n: int) -> Files:
    return extended("<zeebe:properties>" + many(n, '<zeebe:property name="p{}" value=""/>'.format) + "</zeebe:properties>")


@family
def extension_elements(n: int) -> Files:
    return around(inside="<bpmn:extensionElements><zeebe:x/></bpmn:extensionElements>" * n)


@family
def candidate_groups(n: int) -> Files:
    body = [
        start_event(),
        user_task("work", groups=",".join(f"r{i}" for i in range(n))),
        end_event(),
        flow("start", "work"),
        flow("work", "end"),
    ]
    return files("grown", "".join(body))


@family
def connectors(n: int) -> Files:
    return around(many(n, lambda i: service_task(f"t{i}", "notify") + flow("work", f"t{i}")))


@family
def faulty_elements(n: int) -> Files:
    return around(many(n, lambda i: f'<bpmn:callActivity id="t{i}" camunda="x"/>'))


@family
def same_ids(n: int) -> Files:
    return around('<bpmn:task id="x"/>' * n)


@family
def no_ids(n: int) -> Files:
    return around('<bpmn:sequenceFlow sourceRef="work" targetRef="end"/>' * n, "<bpmn:task/>" * n)


@family
def taken_ids(n: int) -> Files:
    """Flows without an id, whose made names are taken already, each by one more underscore."""
    return around(
        many(n, lambda i: f'<bpmn:group id="grown__flow_5{"_" * i}"/>'), '<bpmn:sequenceFlow sourceRef="work" targetRef="end"/>' * 10
    )


# --- FEEL --------------------------------------------------------------------------------------------


def expression(text: str) -> Files:
    return extended(f"<zeebe:ioMapping><zeebe:input source='={text}' target='v'/></zeebe:ioMapping>")


@family
def list_in_an_expression(n: int) -> Files:
    return expression("[" + "1," * n + "1]")


@family
def sum_in_an_expression(n: int) -> Files:
    return expression("1+" * n + "1")


@family
def names_in_an_expression(n: int) -> Files:
    return expression(" + ".join(f"a{i}" for i in range(n)))


@family
def brackets_in_an_expression(n: int) -> Files:
    return expression("(" * n + "1" + ")" * n)


@family
def words_in_an_expression(n: int) -> Files:
    return expression("a " * n)


@family
def digits_in_an_expression(n: int) -> Files:
    return expression("1" * n)


@family
def text_in_an_expression(n: int) -> Files:
    return expression('"' + "a" * n + '"')


@family
def comment_in_an_expression(n: int) -> Files:
    return expression("1" + "/*" * n)


@family
def branches_in_an_expression(n: int) -> Files:
    return expression("if a then 1 else " * n + "1")


@family
def entries_in_an_expression(n: int) -> Files:
    return expression("{" + ",".join(f"a{i}: {i}" for i in range(n)) + "}")


@family
def steps_of_a_path(n: int) -> Files:
    return expression("a" + ".b" * n)


@family
def digits_of_a_duration(n: int) -> Files:
    duration = "<bpmn:timerEventDefinition><bpmn:timeDuration>P{}D</bpmn:timeDuration></bpmn:timerEventDefinition>"
    return around(boundary("b", "work", duration.format("9" * n)), flow("b", "end"))


@family
def digits_of_a_cycle(n: int) -> Files:
    cycle = "<bpmn:timerEventDefinition><bpmn:timeCycle>R{}/PT1S</bpmn:timeCycle></bpmn:timerEventDefinition>"
    return around(boundary("b", "work", cycle.format("9" * n), interrupting=False), flow("b", "end"))


# --- DMN ---------------------------------------------------------------------------------------------

_DMN = 'xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" namespace="urn:grown" name="grown" id="model"'


def decisions(*parts: str) -> Files:
    return around(more={"grown.dmn": f"<definitions {_DMN}>{''.join(parts)}</definitions>".encode()})


def literal(i: int, text: str, needs: Iterable[int] = ()) -> str:
    required = "".join(f'<informationRequirement id="r{i}_{j}"><requiredDecision href="#d{j}"/></informationRequirement>' for j in needs)
    logic = f"<literalExpression><text>{text}</text></literalExpression>"
    return f'<decision id="d{i}" name="d{i}"><variable name="d{i}"/>{required}{logic}</decision>'


@family
def decisions_beside_one_another(n: int) -> Files:
    return decisions(many(n, lambda i: literal(i, "1")))


@family
def decisions_one_after_another(n: int) -> Files:
    return decisions(many(n, lambda i: literal(i, f"d{i - 1} + 1" if i else "1", [i - 1] if i else [])))


@family
def decision_that_needs_all(n: int) -> Files:
    return decisions(many(n, lambda i: literal(i, "1")), literal(n, "1", range(n)))


@family
def decisions_in_a_circle(n: int) -> Files:
    return decisions(many(n, lambda i: literal(i, "1", [(i + 1) % n])))


@family
def decisions_that_lead_back(n: int) -> Files:
    """A chain, each of which needs the first one besides: as many circles as decisions."""
    return decisions(literal(0, "1", [1]), *(literal(i, "1", [0, (i + 1) % n]) for i in range(1, n)))


@family
def decisions_of_one_name(n: int) -> Files:
    return decisions(literal(0, "1") * n)


@family
def knowledge_models(n: int) -> Files:
    known = (
        '<businessKnowledgeModel id="k{0}" name="k{0}"><variable name="k{0}"/><encapsulatedLogic><formalParameter name="a"/>'
        "<literalExpression><text>a</text></literalExpression></encapsulatedLogic></businessKnowledgeModel>"
    )
    return decisions(many(n, known.format))


def table(inputs: Iterable[str], rules: str, policy: str = "FIRST") -> str:
    columns = "".join(
        f'<input id="i{at}"><inputExpression typeRef="number"><text>{each}</text></inputExpression></input>'
        for at, each in enumerate(inputs)
    )
    return (
        f'<inputData id="x" name="x"><variable name="x" typeRef="number"/></inputData><decision id="d" name="d"><variable name="d"/>'
        f'<informationRequirement id="q"><requiredInput href="#x"/></informationRequirement>'
        f'<decisionTable id="t" hitPolicy="{policy}">{columns}<output id="o"/>{rules}</decisionTable></decision>'
    )


def rule(i: int, tests: Iterable[str]) -> str:
    cells = "".join(f"<inputEntry><text>{each}</text></inputEntry>" for each in tests)
    return f'<rule id="rule{i}">{cells}<outputEntry><text>{i}</text></outputEntry></rule>'


@family
def rules_of_a_table(n: int) -> Files:
    return decisions(table(["x"], many(n, lambda i: rule(i, [f"{i}"]))))


@family
def rules_of_a_table_by_two(n: int) -> Files:
    return decisions(table(["x", "x + 1"], many(n, lambda i: rule(i, [f"[{i}..{i + 10}]", f"&gt; {i}"])), "UNIQUE"))


@family
def inputs_of_a_table(n: int) -> Files:
    return decisions(table([f"x + {i}" for i in range(n)], many(5, lambda i: rule(i, ["-"] * n))))


@family
def inputs_and_rules(n: int) -> Files:
    side = max(1, int(n**0.5))
    return decisions(table([f"x + {i}" for i in range(side)], many(side, lambda i: rule(i, [f"&gt; {i}"] * side)), "UNIQUE"))


@family
def tests_of_an_entry(n: int) -> Files:
    return decisions(table(["x"], rule(0, [",".join(map(str, range(n)))])))


@family
def entries_of_a_context(n: int) -> Files:
    entries = many(
        n, lambda i: f'<contextEntry><variable name="e{i}"/><literalExpression><text>{i}</text></literalExpression></contextEntry>'
    )
    return decisions(f'<decision id="d" name="d"><variable name="d"/><context>{entries}</context></decision>')


@family
def contexts_within_one_another(n: int) -> Files:
    opened, closed = '<context><contextEntry><variable name="e"/>', "</contextEntry></context>"
    body = opened * n + "<literalExpression><text>1</text></literalExpression>" + closed * n
    return decisions(f'<decision id="d" name="d"><variable name="d"/>{body}</decision>')


@family
def rows_of_a_relation(n: int) -> Files:
    rows = "<row><literalExpression><text>1</text></literalExpression></row>" * n
    return decisions(f'<decision id="d" name="d"><variable name="d"/><relation><column name="c"/>{rows}</relation></decision>')


@family
def types_beside_one_another(n: int) -> Files:
    return decisions(many(n, lambda i: f'<itemDefinition name="t{i}"><typeRef>number</typeRef></itemDefinition>'))


@family
def types_one_after_another(n: int) -> Files:
    return decisions(many(n, lambda i: f'<itemDefinition name="t{i}"><typeRef>{f"t{i - 1}" if i else "number"}</typeRef></itemDefinition>'))


@family
def types_in_a_tree(n: int) -> Files:
    """Each has two parts of the type before: written out it would be two to the n."""
    part = lambda i, name: f'<itemComponent name="{name}"><typeRef>{f"t{i - 1}" if i else "number"}</typeRef></itemComponent>'  # noqa: E731
    made = many(n, lambda i: f'<itemDefinition name="t{i}">{part(i, "a")}{part(i, "b")}</itemDefinition>')
    last = f'<inputData id="x" name="x"><variable name="x" typeRef="t{n - 1}"/></inputData>'
    return decisions(made, last)


@family
def parts_of_a_type(n: int) -> Files:
    parts = many(n, lambda i: f'<itemComponent name="part {i}"><typeRef>number</typeRef></itemComponent>')
    return decisions(f'<itemDefinition name="t">{parts}</itemDefinition>', literal(0, "1"))


@family
def allowed_values(n: int) -> Files:
    values = ",".join(f'"v{i}"' for i in range(n))
    return decisions(
        f'<itemDefinition name="t"><typeRef>string</typeRef><allowedValues><text>{values}</text></allowedValues></itemDefinition>'
    )


@family
def names_of_many_words(n: int) -> Files:
    """Each name begins like the one before: the reader must not try them all at every word."""
    given = many(n, lambda i: f'<inputData id="x{i}" name="{" a" * (i + 1)}"><variable name="{" a" * (i + 1)}"/></inputData>')
    need = many(n, lambda i: f'<informationRequirement><requiredInput href="#x{i}"/></informationRequirement>')
    return decisions(
        given,
        f'<decision id="d" name="d"><variable name="d"/>{need}<literalExpression><text>{"a " * n}+1</text></literalExpression></decision>',
    )


@family
def services(n: int) -> Files:
    return decisions(
        literal(0, "1"), many(n, lambda i: f'<decisionService id="s{i}" name="s{i}"><outputDecision href="#d0"/></decisionService>')
    )


@family
def files_that_import(n: int) -> Files:
    count = min(n, 150)
    head = 'xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"'
    imported = lambda i: f'<import name="m{i}" namespace="urn:{i}" importType="{head[7:-1]}"/>'  # noqa: E731
    made = {
        f"f{i}.dmn": f'<definitions {head} namespace="urn:{i}" name="f{i}">'
        f"{''.join(imported(i - 1 - j) for j in range(min(i, 8)))}"
        f"{literal(i, '1')}</definitions>"
        for i in range(count)
    }
    return around(more={name: text.encode() for name, text in made.items()})


# --- forms -------------------------------------------------------------------------------------------


def a_form(components: object) -> Files:
    schema = {"id": "grown", "type": "default", "schemaVersion": 16, "components": components}
    return around(forms={"grown": _written(schema)})


def _written(schema: object) -> bytes:
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(1_000_000)
    try:
        return json.dumps(schema).encode()
    finally:
        sys.setrecursionlimit(limit)


def field(i: int, **more: object) -> dict[str, object]:
    return {"type": "textfield", "key": f"k{i}", "id": f"f{i}", "label": f"k{i}", **more}


@family
def fields_of_a_form(n: int) -> Files:
    return a_form([field(i) for i in range(n)])


@family
def groups_within_one_another(n: int) -> Files:
    inner: dict[str, object] = field(0)
    for i in range(n):
        inner = {"type": "group", "id": f"g{i}", "path": f"p{i}", "label": "g", "components": [inner]}
    return a_form([inner])


@family
def lists_within_one_another(n: int) -> Files:
    inner: dict[str, object] = field(0)
    for i in range(n):
        inner = {"type": "dynamiclist", "id": f"g{i}", "path": f"p{i}", "label": "g", "components": [inner]}
    return a_form([inner])


@family
def conditions_of_fields(n: int) -> Files:
    return a_form([field(i, conditional={"hide": f"=k{(i + 1) % n} = 1"}) for i in range(n)])


@family
def computed_fields(n: int) -> Files:
    """Each builds on the one after it: an order is looked for among all."""
    return a_form(
        [{"type": "expression", "key": f"k{i}", "id": f"f{i}", "expression": f"=k{i + 1} + 1", "computeOn": "change"} for i in range(n)]
        + [field(n)]
    )


@family
def choices_of_a_field(n: int) -> Files:
    values = [{"label": f"v{i}", "value": f"v{i}"} for i in range(n)]
    return a_form([{"type": "select", "key": "k", "id": "f", "label": "k", "values": values}])


@family
def key_of_many_parts(n: int) -> Files:
    return a_form([field(0, key=".".join(["a"] * n))])


@family
def keys_of_many_parts(n: int) -> Files:
    return a_form([field(i, key=".".join(["a"] * 20 + [f"b{i}"])) for i in range(n)])


@family
def condition_of_many_parts(n: int) -> Files:
    return a_form([field(0), field(1, conditional={"hide": "=" + " or ".join(f"k0 = {i}" for i in range(n))})])


@family
def templates_in_a_text(n: int) -> Files:
    return a_form([{"type": "text", "id": "f", "text": "{{a}}" * n}])


@family
def markup_in_a_text(n: int) -> Files:
    return a_form([{"type": "text", "id": "f", "text": "<b>" * n}, {"type": "html", "id": "g", "content": "<i><!--" * n}])


@family
def markdown_in_a_text(n: int) -> Files:
    return a_form([{"type": "text", "id": "f", "text": "[a](" * n}, {"type": "text", "id": "g", "text": "*a_" * n}])


@family
def pattern_of_a_field(n: int) -> Files:
    return a_form([field(0, validate={"pattern": "(a*)" * n})])


@family
def digits_in_a_form(n: int) -> Files:
    return around(forms={"grown": b'{"id": "grown", "schemaVersion": ' + b"1" * n + b"}"})


@family
def brackets_in_a_form(n: int) -> Files:
    return around(forms={"grown": b'{"id": "grown", "components": ' + b"[" * n + b"]" * n + b"}"})


# --- procedure.toml ----------------------------------------------------------------------------------


@family
def dotted_key(n: int) -> Files:
    return around(tables=".".join(["a"] * n) + " = 1")


@family
def dotted_table(n: int) -> Files:
    return around(tables=f"[{'.'.join(['a'] * n)}]")


@family
def dotted_keys(n: int) -> Files:
    return around(tables=many(n, lambda i: f"a.b.c.d.e{i} = 1\n"))


@family
def tables_under_one_another(n: int) -> Files:
    return around(tables=many(n, lambda i: f"[[a.b.c]]\nd.e = {i}\n"))


@family
def arrays_within_one_another(n: int) -> Files:
    return around(tables="a = " + "[" * n + "]" * n)


@family
def inline_tables_within_one_another(n: int) -> Files:
    return around(tables="a = " + "{a=" * n + "1" + "}" * n)


@family
def arrays_beside_one_another(n: int) -> Files:
    return around(tables=f"a = [{'[],' * n}]")


@family
def digits_of_a_number(n: int) -> Files:
    return around(tables="a = " + "9" * n)


@family
def digits_of_a_fraction(n: int) -> Files:
    return around(tables="a = 0." + "9" * n)


@family
def text_in_toml(n: int) -> Files:
    return around(tables='a = """' + "a\\n" * n + '"""')


@family
def facts_of_a_procedure(n: int) -> Files:
    fact = '[[facts]]\nvariable = "v{0}"\nname = {{zh = "v", en = "v"}}\nkind = "text"\n'
    return around(tables=many(n, fact.format))


@family
def messages_of_a_procedure(n: int) -> Files:
    return around(tables=many(n, lambda i: f'[messages.m{i}]\nroles = ["clerk"]\n'))


@family
def years_of_retention(n: int) -> Files:
    return around(extra="retention_years = " + "9" * n)


# --- measuring ---------------------------------------------------------------------------------------


def compiled(content: Files) -> str:
    """ "ok", or the code of the first fault."""
    try:
        compile_bundle(content)
    except InvalidInput as refused:
        return refused.faults[0].code if refused.faults else refused.reason_code
    return "ok"


def steps(content: Files) -> int:
    """How much is done while the files are compiled: lines of Python (a comprehension has one for each round) and calls of C."""
    count = 0

    def on_line(_frame: object, _event: str, _argument: object) -> Any:
        nonlocal count
        count += 1
        return on_line

    def on_call(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event == "c_call"

    gc.unfreeze()  # a server that another test began has frozen what was there
    for kept in gc.get_objects():  # what is remembered from the file before would make this one cheap
        if isinstance(kept, _lru_cache_wrapper):
            kept.cache_clear()
    before = sys.gettrace()
    sys.settrace(on_line)
    sys.setprofile(on_call)
    try:
        compiled(content)
    finally:
        sys.setprofile(None)
        sys.settrace(before)
    return count


def _measured(content: Files) -> tuple[float, int, float, str]:
    began = time.thread_time()
    said = compiled(content)
    seconds = time.thread_time() - began
    tracemalloc.start()
    with suppress(Exception):
        compiled(content)
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    return seconds, steps(content), peak, said


def _row(name: str, sizes: Iterable[int]) -> None:
    cells = []
    for n in sizes:
        content = FAMILIES[name](n)
        try:
            seconds, count, peak, said = _measured(content)
        except Exception as reason:  # what must not be: it is shown
            cells.append(f"{n:>6} !!! {type(reason).__name__}: {str(reason)[:60]}")
            continue
        size = sum(map(len, content.values()))
        cells.append(f"{n:>6} {size / 1000:>7.0f} kB {seconds:>7.3f} s {count:>9} steps {peak:>6.1f} MB {said}")
    print(f"{name:<36}" + f"\n{'':<36}".join(cells), flush=True)


if __name__ == "__main__":
    chosen = [each for each in sys.argv[1:] if not each.isdigit()] or list(FAMILIES)
    for each in chosen:
        _row(each, [int(text) for text in sys.argv[1:] if text.isdigit()] or (1_000, 2_000))
