"""DMN files in short, for tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from engine.dmn import DecisionModel, load

NAMESPACE = "https://www.omg.org/spec/DMN/20230324/MODEL/"


def definitions(*parts: str, namespace: str = NAMESPACE, own: str = "https://example.org/test") -> bytes:
    body = "\n".join(parts)
    return f'<definitions xmlns="{namespace}" name="test" id="test" namespace="{own}">{body}</definitions>'.encode()


def model(*parts: str) -> DecisionModel:
    return load(definitions(*parts))


def import_of(namespace: str, name: str, location: str = "") -> str:
    at = f" locationURI={quoteattr(location)}" if location else ""
    return f'<import namespace="{namespace}" name="{name}" importType="{NAMESPACE}"{at}/>'


def item(
    name: str, base: str = "", *parts: str, allowed: str = "", constraint: str = "", many: bool = False, tag: str = "itemDefinition"
) -> str:
    """An item definition; ``parts``: what ``component`` draws."""
    inside = f"<typeRef>{base}</typeRef>" if base else ""
    inside += f"<allowedValues><text>{escape(allowed)}</text></allowedValues>" if allowed else ""
    inside += f"<typeConstraint><text>{escape(constraint)}</text></typeConstraint>" if constraint else ""
    collection = ' isCollection="true"' if many else ""
    return f"<{tag} name={quoteattr(name)}{collection}>{inside}{''.join(parts)}</{tag}>"


def component(name: str, base: str = "", *parts: str, allowed: str = "", many: bool = False) -> str:
    return item(name, base, *parts, allowed=allowed, many=many, tag="itemComponent")


def function_type(name: str, params: Sequence[str], result: str) -> str:
    inside = "".join(f'<parameters name="p{number}" typeRef="{param}"/>' for number, param in enumerate(params))
    return f'<itemDefinition name="{name}"><functionItem outputTypeRef="{result}">{inside}</functionItem></itemDefinition>'


def literal(text: str, type_ref: str = "") -> str:
    return f"<literalExpression{_type(type_ref)}><text>{escape(text)}</text></literalExpression>"


def context(entries: Mapping[str, str], result: str = "") -> str:
    """``entries``: ``name`` or ``name: type`` → boxed expression."""
    drawn = "".join(f"<contextEntry>{_variable(name)}{logic}</contextEntry>" for name, logic in entries.items())
    return f"<context>{drawn}{f'<contextEntry>{result}</contextEntry>' if result else ''}</context>"


def invocation(function: str, bindings: Mapping[str, str]) -> str:
    """``bindings``: ``name`` or ``name: type`` → FEEL."""
    drawn = "".join(f"<binding>{_variable(name, 'parameter')}{literal(text)}</binding>" for name, text in bindings.items())
    return f"<invocation>{literal(function)}{drawn}</invocation>"


def function(params: str, body: str, attributes: str = "") -> str:
    """``params``: ``name`` or ``name: type``, separated by commas."""
    formal = "".join(_variable(param.strip(), "formalParameter") for param in params.split(",") if param)
    return f"<functionDefinition {attributes}>{formal}{body}</functionDefinition>"


def iterator(word: str, variable: str, source: str, body: str, type_ref: str = "") -> str:
    part = "return" if word == "for" else "satisfies"
    return f'<{word} iteratorVariable="{variable}"><in{_type(type_ref)}>{source}</in><{part}>{body}</{part}></{word}>'


def _variable(name: str, tag: str = "variable") -> str:
    name, _, type_ref = name.partition(": ")
    return f"<{tag} name={quoteattr(name)}{_type(type_ref)}/>"


def input_data(name: str, type_ref: str = "") -> str:
    return f'<inputData id="i_{name}" name={quoteattr(name)}><variable name={quoteattr(name)}{_type(type_ref)}/></inputData>'


def decision(name: str, logic: str, needs: Sequence[str] = (), type_ref: str = "") -> str:
    """``needs``: ids, of imports with the name space before ``#``; ``i_…`` are inputs, ``b_…`` what can be called, others decisions."""
    requirements = "".join(_requirement(need) for need in needs)
    return f'<decision id="{name}" name="{name}"><variable name="{name}"{_type(type_ref)}/>{requirements}{logic}</decision>'


def knowledge(name: str, params: str, logic: str, type_ref: str = "", attributes: str = "") -> str:
    formal = "".join(f'<formalParameter name="{param}"/>' for param in params.split())
    return (
        f'<businessKnowledgeModel id="b_{name}" name="{name}"><variable name="{name}"{_type(type_ref)}/>'
        f"<encapsulatedLogic {attributes}>{formal}{logic}</encapsulatedLogic></businessKnowledgeModel>"
    )


def service(name: str, outputs: Sequence[str], inputs: Sequence[str] = (), input_decisions: Sequence[str] = (), type_ref: str = "") -> str:
    """Its id is ``b_name``; the others are ids."""
    kinds = ("outputDecision", outputs), ("inputDecision", input_decisions), ("inputData", inputs)
    drawn = "".join(f'<{kind} href="#{each}"/>' for kind, ids in kinds for each in ids)
    return f'<decisionService id="b_{name}" name="{name}"><variable name="{name}"{_type(type_ref)}/>{drawn}</decisionService>'


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
    namespace, _, wanted = need.rpartition("#")
    href = f'href="{namespace}#{wanted}"'
    if wanted.startswith("b_"):
        return f"<knowledgeRequirement><requiredKnowledge {href}/></knowledgeRequirement>"
    return f"<informationRequirement><required{'Input' if wanted.startswith('i_') else 'Decision'} {href}/></informationRequirement>"


def _type(type_ref: str) -> str:
    return f' typeRef="{type_ref}"' if type_ref else ""
