"""DMN files in short, for tests."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from engine.dmn import DecisionModel, load

NAMESPACE = "https://www.omg.org/spec/DMN/20230324/MODEL/"


def definitions(*parts: str, namespace: str = NAMESPACE, own: str = "https://example.org/test") -> bytes:
    body = "\n".join(parts)
    return f'<definitions xmlns="{namespace}" name="test" id="test" namespace="{own}">{body}</definitions>'.encode()


def model(*parts: str) -> DecisionModel:
    return load(definitions(*parts))


def literal(text: str) -> str:
    return f"<literalExpression><text>{escape(text)}</text></literalExpression>"


def input_data(name: str, type_ref: str = "") -> str:
    return f'<inputData id="i_{name}" name={quoteattr(name)}><variable name={quoteattr(name)}{_type(type_ref)}/></inputData>'


def decision(name: str, logic: str, needs: Sequence[str] = (), type_ref: str = "") -> str:
    """``needs``: ids; those that begin with ``i_`` are inputs, with ``b_`` knowledge, others decisions."""
    requirements = "".join(_requirement(need) for need in needs)
    return f'<decision id="{name}" name="{name}"><variable name="{name}"{_type(type_ref)}/>{requirements}{logic}</decision>'


def knowledge(name: str, params: str, logic: str, type_ref: str = "", attributes: str = "") -> str:
    formal = "".join(f'<formalParameter name="{param}"/>' for param in params.split())
    return (
        f'<businessKnowledgeModel id="b_{name}" name="{name}"><variable name="{name}"{_type(type_ref)}/>'
        f"<encapsulatedLogic {attributes}>{formal}{logic}</encapsulatedLogic></businessKnowledgeModel>"
    )


def table(columns: Sequence[str], outputs: Sequence[str], rules: Sequence[Sequence[str]], attributes: str = "") -> str:
    """``columns``: input expressions; ``outputs``: ``name`` or ``name=allowed values`` or ``name:=default``."""
    shown = "".join(
        f'<input id="c{n}"><inputExpression><text>{escape(text)}</text></inputExpression></input>' for n, text in enumerate(columns)
    )
    cells = "".join(_rule(number, rule, len(columns)) for number, rule in enumerate(rules, 1))
    return f"<decisionTable {attributes}>{shown}{''.join(map(_output, outputs))}{cells}</decisionTable>"


def _output(text: str) -> str:
    name, _, default = text.partition(":=")
    name, _, values = name.partition("=")
    inside = f"<outputValues><text>{escape(values)}</text></outputValues>" if values else ""
    inside += f"<defaultOutputEntry><text>{escape(default)}</text></defaultOutputEntry>" if default else ""
    return f'<output name="{name}">{inside}</output>'


def _rule(number: int, cells: Sequence[str], inputs: int) -> str:
    shown = "".join(
        f"<{kind}><text>{escape(cell)}</text></{kind}>"
        for index, cell in enumerate(cells)
        for kind in ["inputEntry" if index < inputs else "outputEntry"]
    )
    return f'<rule id="r{number}">{shown}</rule>'


def _requirement(need: str) -> str:
    if need.startswith("i_"):
        return f'<informationRequirement><requiredInput href="#{need}"/></informationRequirement>'
    if need.startswith("b_"):
        return f'<knowledgeRequirement><requiredKnowledge href="#{need}"/></knowledgeRequirement>'
    return f'<informationRequirement><requiredDecision href="#{need}"/></informationRequirement>'


def _type(type_ref: str) -> str:
    return f' typeRef="{type_ref}"' if type_ref else ""
