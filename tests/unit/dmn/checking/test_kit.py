"""What is found in the models of the compliance kit is wrong on purpose: the kit itself expects null there."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.dmn.elements import Element, attribute, child, children, identity, read_root, text
from engine.feel import evaluate
from engine.feel.checking.findings import CODES, NULL, UNLESS_NULL
from engine.feel.expression import syntax_tree
from engine.feel.printing.printer import text_of_tree
from engine.kernel.errors import Fault
from tests.tck import kit
from tests.unit.dmn.checking.checks import faults_of_file

FOLDER = kit.kit_folder()
MODELS = sorted(FOLDER.glob("compliance-level-*/*/*.dmn"))
if not MODELS:
    pytest.skip(f"the DMN compliance kit is not in {FOLDER} (set ZHIDU_DMN_TCK)", allow_module_level=True)
EXPECTED: dict[tuple[Path, str], list[object]] = {}
for case in kit.cases(FOLDER):
    EXPECTED.setdefault((case.model, case.result), []).append(case.expected)


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.stem)
def test_findings_are_wrong_on_purpose(path: Path) -> None:
    """The kit expects null where the whole expression of a decision is found wrong; a part of one is null by itself."""
    others = [other.read_bytes() for other in sorted(path.parent.glob("*.dmn")) if other != path]
    root = read_root(path.read_bytes())
    for fault in faults_of_file(path.read_bytes(), others):
        owner = _owner(root, fault.where)
        if fault.facts and _is_whole(owner, str(fault.facts["text"])) and CODES[fault.code] in (NULL, UNLESS_NULL):
            values = EXPECTED.get((path, attribute(owner, "name")), [])
            assert all(value is None or value is False for value in values), fault
        else:
            assert (path.parent.name, fault.code) in BOXES or _is_wrong(fault), fault


def test_there_is_something_to_find() -> None:
    """Two hundred expressions of the kit are wrong on purpose; those that stand for whole decisions must be among the findings."""
    found = [fault for path in MODELS for fault in faults_of_file(path.read_bytes(), [p.read_bytes() for p in path.parent.glob("*.dmn")])]
    assert len(found) > 250


BOXES = {("1150-boxed-conditional", "not_boolean"), ("1154-boxed-every", "not_boolean")}
"""Boxed conditions that give a text, which the kit wants to be null."""


def _owner(root: Element, where: str) -> Element:
    """The element of the requirements graph in which something is wrong."""
    for element in children(root, "decision", "businessKnowledgeModel"):
        if any(identity(inside) == where for inside in element.iter("{*}*")):
            return element
    raise AssertionError(where)


def _is_whole(owner: Element, quote: str) -> bool:
    """Whether the quoted part is the whole logic of a decision."""
    body = next(children(owner, "literalExpression"), None)
    if body is None:
        return False
    whole = text_of_tree(syntax_tree(text(child(body, "text"))))
    return whole == quote or (quote.endswith("…") and whole.startswith(quote[:-1]))


def _is_wrong(fault: Fault) -> bool:
    """Whether the quoted part is wrong wherever it stands: null, or no boolean where one is asked for."""
    quote = str(fault.facts["text"])
    value = evaluate(quote, unary=fault.code == "never_fits").value
    return not isinstance(value, bool) if fault.code == "not_boolean" else value is None
