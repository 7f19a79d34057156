"""FEEL's sentences are filled late, so that they can be filled at all is seen here and not when they are said."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

import engine.feel
from engine.feel import evaluate
from engine.feel.texts import say
from engine.kernel.texts import Catalogue, Text

ROOM = Path(engine.feel.__file__).parent
SENTENCES = {name: Catalogue(name).sentences for name in ("engine.feel.texts", "engine.feel.checking.texts")}


def calls() -> Iterator[tuple[str, str, set[str]]]:
    """Where a sentence is said, its code, and the facts that it is given."""
    for path in ROOM.rglob("*.py"):
        source = path.read_text("utf-8")
        for node in ast.walk(ast.parse(source)):
            if not isinstance(node, ast.Call) or not node.args or not isinstance(node.args[0], ast.Constant):
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if name in ("say", "refuse"):
                facts = {str(each.arg) for each in node.keywords} | ({"pattern"} if name == "refuse" else set())
                package = next(each for each in SENTENCES if f"from {each} import say" in source or name == "refuse")
                yield f"{path.relative_to(ROOM)}:{node.lineno} in {package}", str(node.args[0].value), facts


def places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def test_every_sentence_is_given_its_facts() -> None:
    found = list(calls())
    assert len(found) > 150
    for where, code, facts in found:
        assert places(SENTENCES[where.rpartition(" ")[2]][code].en) == facts, (where, code)


def test_a_sentence_is_the_text_that_it_becomes() -> None:
    said = say("no_entry", name="x")
    assert said == Text('Expected an entry "x", but the context has none.', "上下文中没有“x”。")
    assert Text(said.en, said.zh) == said
    assert hash(said) == hash(Text(said.en, said.zh))
    assert said + Text.same("!") == Text(said.en + "!", said.zh + "!")
    assert said != say("no_entry", name="y")


def test_a_code_that_is_not_known_is_a_fault_of_the_program() -> None:
    with pytest.raises(KeyError):
        _ = say("lost").en


def test_problems_tell_both_languages() -> None:
    problem = evaluate('1 + "a"').problems[0]
    assert problem.text.told("zh") == "“+”无法用于数字和文本。"
    assert problem.text.told("en").startswith('Expected two values that "+" can combine')
