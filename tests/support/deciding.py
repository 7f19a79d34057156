"""A procedure that decides: a table that needs a knowledge model and another decision, asked by one step of the diagram."""

from __future__ import annotations

from tests.support.bundles import end_event, files, flow, form, start_event, user_task

ROUTE = """<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="routing" name="Routing" namespace="urn:test:routing">
  <inputData id="in_amount" name="amount"><variable name="amount" typeRef="number"/></inputData>
  <inputData id="in_day" name="day"><variable name="day" typeRef="date"/></inputData>
  <inputData id="in_text" name="text"><variable name="text" typeRef="string"/></inputData>
  <businessKnowledgeModel id="net" name="Net 净额"><variable name="net"/>
    <encapsulatedLogic><formalParameter name="gross"/><literalExpression><text>gross / 2</text></literalExpression></encapsulatedLogic>
  </businessKnowledgeModel>
  <businessKnowledgeModel id="foreign" name="Foreign"><variable name="foreign"/>
    <encapsulatedLogic kind="Java"><formalParameter name="x"/><context/></encapsulatedLogic>
  </businessKnowledgeModel>
  <decision id="weight" name="Weight 权重"><variable name="weight" typeRef="number"/>
    <informationRequirement><requiredInput href="#in_amount"/></informationRequirement>
    <knowledgeRequirement><requiredKnowledge href="#net"/></knowledgeRequirement>
    <literalExpression id="weight_text"><text>net(amount)</text></literalExpression>
  </decision>
  <decision id="weekend" name="Weekend 周末"><variable name="weekend" typeRef="boolean"/>
    <informationRequirement><requiredInput href="#in_day"/></informationRequirement>
    <literalExpression><text>day.weekday > 5</text></literalExpression>
  </decision>
  <decision id="route" name="Route 去向">
    <description>Who takes it.</description><variable name="route" typeRef="string"/>
    <informationRequirement><requiredDecision href="#weight"/></informationRequirement>
    <informationRequirement><requiredInput href="#in_text"/></informationRequirement>
    <decisionTable id="route_table" hitPolicy="FIRST">
      <input id="col_weight" label="Weight 权重"><inputExpression typeRef="number"><text>weight</text></inputExpression></input>
      <input id="col_text" label="Text 内容"><inputExpression typeRef="string"><text>text</text></inputExpression></input>
      <output id="out" name="to" label="To 去向" typeRef="string"/>
      <rule id="heavy"><inputEntry><text>&gt;= 100</text></inputEntry><inputEntry><text>-</text></inputEntry>
        <outputEntry><text>"board"</text></outputEntry></rule>
      <rule id="urgent"><inputEntry><text>-</text></inputEntry><inputEntry><text>"urgent"</text></inputEntry>
        <outputEntry><text>"desk"</text></outputEntry></rule>
      <rule id="rest"><inputEntry><text>-</text></inputEntry><inputEntry><text>-</text></inputEntry>
        <outputEntry><text>"post"</text></outputEntry></rule>
    </decisionTable>
  </decision>
</definitions>""".encode()

OVERLAPPING = (
    ROUTE.replace(b' hitPolicy="FIRST"', b"")
    .replace(b"<text>weight</text>", b"<text>amount</text>")
    .replace(b'<requiredDecision href="#weight"/>', b'<requiredInput href="#in_amount"/>')
)
"""The same table on the plain inputs, with hit policy unique: its rules overlap."""

DECIDES = (
    '<bpmn:businessRuleTask id="choose" name="Choose the way"><bpmn:extensionElements>'
    '<zeebe:calledDecision decisionId="route" resultVariable="way"/>'
    '<zeebe:properties><zeebe:property name="name:zh" value="选择去向"/></zeebe:properties>'
    "</bpmn:extensionElements></bpmn:businessRuleTask>"
)


def deciding(*, decisions: bytes = ROUTE, groups: str = "clerk") -> dict[str, bytes]:
    """start (form ``note``: text, amount) → ``first`` → ``choose`` sets ``way`` → ``first`` again, until ``text`` is "stop".

    ``groups``: the role that starts, works and reads.
    """
    body = "".join(
        [
            start_event(),
            '<bpmn:exclusiveGateway id="again"/>',
            user_task("first", form="note", groups=groups),
            DECIDES,
            '<bpmn:exclusiveGateway id="enough" default="enough_again"/>',
            end_event(),
            flow("start", "again"),
            flow("again", "first"),
            flow("first", "choose"),
            flow("choose", "enough"),
            flow("enough", "end", '=text = "stop"'),
            flow("enough", "again"),
        ]
    )
    bundle = files(
        "deciding",
        body,
        forms={"note": form("note", "text", "amount:number")},
        start_form="note",
        start_roles=(groups,),
        extra=f'readers = ["{groups}"]',
        more={"routing.dmn": decisions},
    )
    toml = bundle["procedure.toml"].replace(b'owner_role = "clerk"', f'owner_role = "{groups}"'.encode())
    return bundle | {"procedure.toml": toml}
