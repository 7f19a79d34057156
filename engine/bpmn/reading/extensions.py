"""Extension elements and attributes of one BPMN element, read, and those of a whole process, examined."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from engine.bpmn import dialect
from engine.bpmn.checking.findings import Findings
from engine.bpmn.dialect import CAMUNDA, FOREIGN_DIALECTS, ZEEBE
from engine.bpmn.model import Value, VariableMapping
from engine.bpmn.reading.markup import BPMN, local_name, namespace
from engine.bpmn.reading.values import value
from engine.kernel.texts import Text


class Extensions:
    """What the dialect says about one BPMN element."""

    def __init__(self, element: etree._Element, where: str, findings: Findings) -> None:
        self._element = element
        self._where = where
        self._findings = findings

    def element(self, name: str) -> etree._Element | None:
        """The first ``zeebe:`` extension element of that name."""
        return self._element.find(f"{{{BPMN}}}extensionElements/{{{ZEEBE}}}{name}")

    def has(self, name: str) -> bool:
        return self.element(name) is not None

    def text(self, name: str, attribute: str) -> str | None:
        """A literal attribute of a ``zeebe:`` element, None if absent or empty."""
        found = self.element(name)
        return (found.get(attribute) or "").strip() or None if found is not None else None

    def value(self, name: str, attribute: str) -> Value | None:
        """An attribute that may be an expression."""
        return value(self.text(name, attribute), self._where, attribute, self._findings)

    def camunda(self, attribute: str) -> str | None:
        return (self._element.get(f"{{{CAMUNDA}}}{attribute}") or "").strip() or None

    def camunda_value(self, attribute: str) -> Value | None:
        return value(self.camunda(attribute), self._where, attribute, self._findings)

    def properties(self) -> Mapping[str, str]:
        """``zeebe:properties``; of the same name, the last one counts."""
        found = self.element("properties")
        entries = () if found is None else found.iterchildren(f"{{{ZEEBE}}}property")
        return {name: entry.get("value", "") for entry in entries if (name := entry.get("name"))}

    def headers(self) -> Mapping[str, str]:
        found = self.element("taskHeaders")
        entries = () if found is None else found.iterchildren(f"{{{ZEEBE}}}header")
        return {key: entry.get("value", "") for entry in entries if (key := entry.get("key"))}

    def mappings(self, direction: str) -> tuple[VariableMapping, ...]:
        """``zeebe:ioMapping``: the ``input`` or ``output`` entries in order."""
        found = self.element("ioMapping")
        entries = () if found is None else found.iterchildren(f"{{{ZEEBE}}}{direction}")
        return tuple(mapping for entry in entries if (mapping := self._mapping(entry, direction)))

    def _mapping(self, entry: etree._Element, direction: str) -> VariableMapping | None:
        target = (entry.get("target") or "").strip()
        source = value(entry.get("source"), self._where, f"{direction} {target}", self._findings)
        if source is None or not target:
            self._findings.error(self._where, "mapping_incomplete", direction=direction, target=target or "?")
            return None
        return VariableMapping(source, target)


def label_of(element: etree._Element, where: str, properties: Mapping[str, str]) -> Text:
    """``name:en`` and ``name:zh``, else the diagram's name, else the id."""
    name = " ".join((element.get("name") or "").split())
    en, zh = properties.get(dialect.LABEL_EN, "").strip(), properties.get(dialect.LABEL_ZH, "").strip()
    return Text(en=en or name or zh or where, zh=zh or name or en or where)


def examine(container: etree._Element, findings: Findings) -> None:
    """Report every extension below (and on) ``container`` that is not understood where it stands."""
    for element in container.iter(f"{{{BPMN}}}*"):
        where = element.get("id") or _owner_id(element)
        _examine_attributes(element, where, findings)
        _examine_elements(element, where, findings)


def _owner_id(element: etree._Element) -> str:
    return next((found for owner in element.iterancestors() if (found := owner.get("id"))), "")


def _examine_attributes(element: etree._Element, where: str, findings: Findings) -> None:
    owner = local_name(element)
    for qualified in element.attrib:
        name, text = etree.QName(str(qualified)), element.get(qualified, "")
        if name.localname in dialect.FLAG_ATTRIBUTES and text.strip() not in ("true", "false", "0", "1"):
            findings.error(where, "flag_invalid", attribute=name.localname, value=text[:40])
        if name.namespace in FOREIGN_DIALECTS:
            findings.error(where, "foreign_dialect", dialect=FOREIGN_DIALECTS[name.namespace], name=name.localname)
        elif name.namespace == CAMUNDA and name.localname not in dialect.CAMUNDA_COSMETIC:
            if owner not in dialect.CAMUNDA_ATTRIBUTES.get(name.localname, ()):
                findings.error(where, "extension_not_supported", name=f"camunda:{name.localname}", owner=owner)
        elif name.namespace == ZEEBE and name.localname not in dialect.ZEEBE_COSMETIC:
            findings.error(where, "extension_not_supported", name=f"zeebe:{name.localname}", owner=owner)


def _examine_elements(owner: etree._Element, where: str, findings: Findings) -> None:
    seen: set[str] = set()
    for extension in owner.iterfind(f"{{{BPMN}}}extensionElements/*"):
        name, space = local_name(extension), namespace(extension)
        if space in FOREIGN_DIALECTS:
            findings.error(where, "foreign_dialect", dialect=FOREIGN_DIALECTS[space], name=name)
        elif space == CAMUNDA and name != "properties":
            findings.error(where, "extension_not_supported", name=f"camunda:{name}", owner=local_name(owner))
        elif space == CAMUNDA:
            findings.warning(where, "camunda_properties_ignored")
        elif space == ZEEBE and name in seen:
            findings.error(where, "extension_twice", name=f"zeebe:{name}")
        elif space == ZEEBE:
            seen.add(name)
            _examine_zeebe(extension, name, local_name(owner), where, findings)


def _examine_zeebe(extension: etree._Element, name: str, owner: str, where: str, findings: Findings) -> None:
    if name not in dialect.ZEEBE_ANYWHERE and name not in dialect.ZEEBE_ELEMENTS:
        if name not in dialect.ZEEBE_MAY_BE_EMPTY or len(extension):
            findings.error(where, "extension_not_supported", name=f"zeebe:{name}", owner=owner)
        return
    if name in dialect.ZEEBE_ELEMENTS and owner not in dialect.ZEEBE_ELEMENTS[name]:
        findings.error(where, "extension_misplaced", name=f"zeebe:{name}", owner=owner)
    for part in extension.iter(f"{{{ZEEBE}}}*"):
        _examine_zeebe_attributes(part, where, findings)
    _examine_binding(extension, name, where, findings)


def _examine_zeebe_attributes(part: etree._Element, where: str, findings: Findings) -> None:
    name = local_name(part)
    if name not in dialect.ZEEBE_ATTRIBUTES:
        findings.error(where, "extension_not_supported", name=f"zeebe:{name}", owner="zeebe")
        return
    for attribute in part.attrib:
        if str(attribute) not in dialect.ZEEBE_ATTRIBUTES[name] and "}" not in str(attribute):
            findings.error(where, "extension_attribute_not_supported", name=f"zeebe:{name}", attribute=str(attribute))


def _examine_binding(extension: etree._Element, name: str, where: str, findings: Findings) -> None:
    binding = extension.get("bindingType", "deployment")
    if binding not in ("latest", "deployment"):
        findings.error(where, "binding_not_supported", name=f"zeebe:{name}", binding=binding)
