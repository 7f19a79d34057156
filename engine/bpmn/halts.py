"""Why a token cannot go on. Each becomes an ``IncidentWait``; nothing has been changed when one is raised."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from engine.bpmn.outcome import Json
from engine.bpmn.texts import say
from engine.kernel.errors import LimitExceeded
from engine.kernel.storable import storable_form
from engine.kernel.texts import Text, joined

_LIMITED: Mapping[str, str] = {"steps": "limit_steps", "tokens": "limit_tokens", "cardinality": "limit_cardinality"}


class Halt(Exception):
    """Raised before anything was changed, so that the same step can be tried again.

    ``element_id`` names the culprit where that is not the token's own element.
    """

    def __init__(self, code: str, text: Text, /, *, element_id: str | None = None, **facts: Json) -> None:
        self.code = code
        self.text = Text(storable_form(text.en), storable_form(text.zh))  # it may quote what cannot be stored, and becomes a row
        super().__init__(self.text.en)
        self.element_id = element_id
        self.facts = {name: storable_form(fact) if isinstance(fact, str) else fact for name, fact in facts.items()}


def null_value(text: str, problems: Iterable[object]) -> Halt:
    said = in_words(problems)
    return Halt("expression_failed", say("halt_null", problems=said), expression=text, problems=said.en)


def in_words(problems: Iterable[object]) -> Text:
    """What FEEL said, one problem after the other."""
    return joined((Text(str(each), str(getattr(each, "zh", each))) for each in problems), say("between_problems"))


def too_costly(text: str, error: LimitExceeded) -> Halt:
    return Halt("expression_limit", say("halt_expression_limit", reason=error.text), expression=text)


def wrong_kind(text: str, expected: Text, found: str) -> Halt:
    return Halt("wrong_kind", say("halt_wrong_kind", expected=expected, found=found), expression=text, found=found)


def no_flow(element_id: str) -> Halt:
    return Halt("no_flow", say("halt_no_flow"), element=element_id)


OUT_OF_STEPS = "steps_limit"


def limit_reached(limit: str, allowed: int) -> Halt:
    text = say("halt_limit_reached", what=say(_LIMITED[limit]), allowed=allowed)
    return Halt(f"{limit}_limit", text, limit=limit, allowed=allowed)


def join_stuck(missing: list[str]) -> Halt:
    return Halt("join_stuck", say("halt_join_stuck"), missing=missing)


def error_not_caught(code: str | None, message: str) -> Halt:
    text = say("halt_error_not_caught", error=code, message=message)
    return Halt("error_not_caught", text, error_code=code, error_message=message)


def decision_failed(decision_id: str, reason: Text) -> Halt:
    return Halt("decision_failed", say("halt_decision_failed", decision=decision_id, reason=reason), decision=decision_id)
