"""Reads ``validate`` of a component."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

from engine.forms.model import Measure, Rules
from engine.forms.reading.findings import Findings
from engine.forms.showing.localise import translated
from engine.forms.values.patterns import Pattern, PatternRefused, compile_pattern
from engine.kernel.texts import Text

_MOST_DECIMALS = 15


def read_rules(findings: Findings, where: str, kind: str, raw: Mapping[str, Any]) -> Rules:
    """The rules of one component; what cannot be checked becomes a fault."""
    validate = raw.get("validate") or {}
    if not isinstance(validate, Mapping):
        findings.add(where, "rules_invalid")
        return Rules()
    rules = Rules(
        required=findings.truth(where, validate.get("required"), "required"),
        min_length=_measure(findings, where, validate, "minLength"),
        max_length=_measure(findings, where, validate, "maxLength"),
        minimum=_measure(findings, where, validate, "min"),
        maximum=_measure(findings, where, validate, "max"),
        pattern=_pattern(findings, where, validate.get("pattern")),
        pattern_message=_pattern_message(raw),
        validation=_validation(findings, where, validate.get("validationType")),
        decimal_digits=_decimal_digits(findings, where, raw) if kind == "number" else None,
        no_past_dates=raw.get("disallowPassedDates") is True,
    )
    _check_order(findings, where, rules.min_length, rules.max_length)
    _check_order(findings, where, rules.minimum, rules.maximum)
    return rules


def _measure(findings: Findings, where: str, validate: Mapping[str, Any], name: str) -> Measure | None:
    value = validate.get(name)
    if value is None or value == "":
        return None
    if isinstance(value, str) and value.startswith("="):
        return findings.expression(where, value, name)
    try:
        number = Decimal(str(value)) if isinstance(value, int | float | str) and not isinstance(value, bool) else None
    except InvalidOperation:
        number = None
    if number is None or not number.is_finite():
        findings.add(where, "rule_not_a_number", name=name, value=value)
        return None
    return number


def _check_order(findings: Findings, where: str, low: Measure | None, high: Measure | None) -> None:
    if isinstance(low, Decimal) and isinstance(high, Decimal) and low > high:
        findings.add(where, "rules_contradict", low=low, high=high)


def _pattern(findings: Findings, where: str, source: object) -> Pattern | None:
    if source is None or source == "":
        return None
    try:
        return compile_pattern(str(source))
    except PatternRefused as refused:
        findings.add(where, "pattern_refused", pattern=source, reason=refused.text)
        return None


def _pattern_message(raw: Mapping[str, Any]) -> Text | None:
    english, chinese = (translated(raw, "patternErrorMessage", locale) for locale in ("en", "zh"))
    return Text(english or chinese or "", chinese or english or "") if english or chinese else None


def _validation(findings: Findings, where: str, value: object) -> Literal["email", "phone"] | None:
    if value in (None, "", "custom"):
        return None
    if value not in {"email", "phone"}:
        findings.add(where, "rule_unknown", value=value)
        return None
    return value


def _decimal_digits(findings: Findings, where: str, raw: Mapping[str, Any]) -> int | None:
    digits = raw.get("decimalDigits")
    if digits is None or digits == "":
        return None
    if isinstance(digits, bool) or not isinstance(digits, int) or not 0 <= digits <= _MOST_DECIMALS:
        findings.add(where, "rule_not_a_number", says="decimal_digits_out_of_range", most=_MOST_DECIMALS, digits=digits)
        return None
    return digits
