"""The examples of the pages on expressions are true."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass

import pytest
from sqlalchemy import insert

from engine.bootstrap import Engine
from engine.commands.organisation.set_up_organisation import SetUpOrganisation
from engine.feel import Evaluation, evaluate
from engine.feel.functions.registry import BUILT_INS
from engine.feel.limits import DEFAULT_LIMITS
from engine.identity.tables import app_user, customer, role_assignment
from engine.kernel.actor import SYSTEM
from engine.kernel.texts import Text
from engine.library.dialect import SIGNATURES, procedures_dialect
from engine.service_levels.tables import catalogue_service
from engine.store.database import writing
from engine.unit_of_work.context import ReadContext
from engine.unit_of_work.verbs import Query
from tests.docs.pages import LANGUAGES, NOW, blocks, examples, page, table_examples
from tests.support.people import People

PAGES = {language: page("expressions", language) for language in LANGUAGES}
PURE = [
    (language, text, expected)
    for language, whole in PAGES.items()
    for text, expected in [*(each for block in blocks(whole, "feel") for each in examples(block)), *table_examples(whole)]
]


def given(language: str) -> dict[str, object]:
    (text,) = blocks(PAGES[language], "given")
    found = evaluate(text).value
    assert isinstance(found, dict)
    return found


def assert_same(found: Evaluation, expected: str) -> None:
    if expected == "null":
        assert found.value is None
        return
    wanted = evaluate(expected).value
    assert wanted is not None
    assert evaluate("is(found, wanted)", {"found": found.value, "wanted": wanted}).value is True, found


@pytest.mark.parametrize(("language", "text", "expected"), PURE)
def test_example(language: str, text: str, expected: str) -> None:
    found = evaluate(text, given(language), now=NOW)
    assert_same(found, expected)
    if expected == "null":
        assert found.problems or "null" in text


def test_both_pages_have_the_same_examples() -> None:
    english, chinese = ([(text, expected) for each, text, expected in PURE if each == language] for language in LANGUAGES)
    assert len(english) > 130
    assert english == chinese
    assert blocks(PAGES[""], "procedures") == blocks(PAGES[".zh"], "procedures")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_function_is_named(language: str) -> None:
    named = set(re.findall(r"`([a-z ]+)[(`]", PAGES[language].split("`not(negand)`")[1])) | {"not"}
    assert set(BUILT_INS) <= named


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_limit_is_named_with_its_default(language: str) -> None:
    for name, default in dataclasses.asdict(DEFAULT_LIMITS).items():
        assert f"| `{name}` | {default:,.0f} |" in PAGES[language]


@dataclass(frozen=True)
class EvaluateAll(Query[list[Evaluation]]):
    """Evaluates expressions with what procedures are lent."""

    texts: tuple[str, ...]

    def answer(self, ctx: ReadContext) -> list[Evaluation]:
        dialect = procedures_dialect(ctx)
        return [evaluate(text, now=NOW, dialect=dialect) for text in self.texts]


@pytest.fixture
def organisation(engine: Engine, people: People) -> Engine:
    """What the page says is given: the office calendar, two people at the service desk, a supplier of one customer."""
    engine.execute(SetUpOrganisation(Text("Sample", "示例"), "Asia/Shanghai", "admin", "one time only!"), actor=SYSTEM)
    for role in ("service_desk", "supplier"):
        people.role(role)
    person = {"active": True, "must_change_password": False, "locale": "zh", "created_at": NOW}
    names = {"u-lina": ("lina", "李娜"), "u-liuqiang": ("liuqiang", "刘强"), "u-xiejun": ("xiejun", "谢军")}
    held = [("u-lina", "service_desk", None), ("u-liuqiang", "service_desk", None), ("u-xiejun", "service_desk", "c-huarui")]
    with writing(engine.database) as db:
        db.execute(insert(customer), {"id": "c-huarui", "code": "huarui", "name_zh": "华瑞银行", "name_en": "Huarui Bank", "active": True})
        for user_id, (username, name) in names.items():
            db.execute(
                insert(app_user), {**person, "id": user_id, "username": username, "display_name_zh": name, "display_name_en": username}
            )
        for user_id, role_id, of_customer in held:
            row = {
                "user_id": user_id,
                "role_id": role_id,
                "customer_id": of_customer,
                "department": None,
                "granted_at": NOW,
                "granted_by": None,
            }
            db.execute(insert(role_assignment), {"id": f"{user_id}-{role_id}", **row})
        service = {"id": "s-network", "code": "network", "name_zh": "网络", "name_en": "Network", "calendar_id": "office", "active": True}
        db.execute(insert(catalogue_service), service)
    return engine


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_procedures_are_lent(organisation: Engine, language: str) -> None:
    lines = [each for block in blocks(PAGES[language], "procedures") for each in examples(block)]
    found = organisation.ask(EvaluateAll(tuple(text for text, _ in lines)), actor=SYSTEM)
    for evaluation, (_, expected) in zip(found, lines, strict=True):
        assert_same(evaluation, expected)
    for space, functions in SIGNATURES.items():
        for name in functions:
            assert any(f"{space}.{name}(" in text for text, _ in lines)
