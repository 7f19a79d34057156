"""Why a token cannot go on. Each becomes an ``IncidentWait``; nothing has been changed when one is raised."""

from __future__ import annotations

from collections.abc import Iterable

from engine.bpmn.outcome import Json


class Halt(Exception):
    """Raised before anything was changed, so that the same step can be tried again.

    ``element_id`` names the culprit where that is not the token's own element.
    """

    def __init__(self, code: str, en: str, zh: str, *, element_id: str | None = None, **facts: Json) -> None:
        super().__init__(en)
        self.code = code
        self.en = en
        self.zh = zh
        self.element_id = element_id
        self.facts = facts


def null_value(text: str, problems: Iterable[object]) -> Halt:
    en = "; ".join(str(problem) for problem in problems)
    zh = "；".join(str(getattr(problem, "zh", problem)) for problem in problems)
    return Halt(
        "expression_failed",
        f"Expected the expression to have a value, but it is null: {en}",
        f"表达式应当有值，但结果为空：{zh}",
        expression=text,
        problems=en,
    )


def too_costly(text: str, error: Exception) -> Halt:
    zh = getattr(error, "message_zh", str(error))
    return Halt(
        "expression_limit", f"Expected the expression to stay within its limits, but: {error}", f"表达式超出限制：{zh}", expression=text
    )


def wrong_kind(text: str, expected_en: str, expected_zh: str, found: str) -> Halt:
    return Halt(
        "wrong_kind",
        f"Expected {expected_en}, but the expression gives {found}.",
        f"应为{expected_zh}，但表达式的结果为 {found}。",
        expression=text,
        found=found,
    )


def no_flow(element_id: str) -> Halt:
    return Halt(
        "no_flow",
        "Expected the condition of one flow to hold, but none does and there is no default flow.",
        "应当有一条流的条件成立，但没有条件成立，也没有默认流。",
        element=element_id,
    )


def limit_reached(limit: str, allowed: int) -> Halt:
    words = {
        "steps": ("steps in one command", "一条命令中的步数"),
        "tokens": ("tokens in this instance", "本实例的令牌数"),
        "cardinality": ("instances of a multi-instance activity", "多实例活动的实例数"),
    }
    en, zh = words[limit]
    return Halt(
        f"{limit}_limit",
        f"Expected at most {allowed} {en}, but more are needed.",
        f"{zh}超过上限 {allowed}。",
        limit=limit,
        allowed=allowed,
    )


def join_stuck(missing: list[str]) -> Halt:
    return Halt(
        "join_stuck",
        "Expected a token on every incoming flow, but nothing is left that could bring one.",
        "汇聚网关的每条流入流都应有令牌到达，但已没有令牌能够到达。",
        missing=missing,
    )


def error_not_caught(code: str | None, message: str) -> Halt:
    return Halt(
        "error_not_caught",
        f"Expected a boundary event or event sub-process to catch the error {code!r}, but there is none: {message}",
        f"错误 {code!r} 应由边界事件或事件子流程捕获，但没有这样的事件：{message}",
        error_code=code,
        error_message=message,
    )


def decision_failed(decision_id: str, reason_en: str, reason_zh: str) -> Halt:
    return Halt(
        "decision_failed",
        f"Expected the decision {decision_id!r} to give a result, but: {reason_en}",
        f"决策 {decision_id!r} 应当有结果，但：{reason_zh}",
        decision=decision_id,
    )
