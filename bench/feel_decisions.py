"""Decisions for the benchmark: described once, drawn as DMN for us, handed as they are to Node."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from xml.sax.saxutils import escape, quoteattr


class Decision(NamedTuple):
    """``rules`` of a table: a cell for each input, then the output. Without them it is a literal expression."""

    name: str
    needs: tuple[str, ...]
    expression: str = ""
    inputs: tuple[str, ...] = ()
    rules: tuple[tuple[str, ...], ...] = ()

    def described(self) -> dict[str, object]:
        """For Node."""
        return {"name": self.name, "expression": self.expression} | ({"inputs": self.inputs, "rules": self.rules} if self.rules else {})


class Case(NamedTuple):
    """The last decision is asked for."""

    title: str
    decisions: tuple[Decision, ...]
    inputs: Mapping[str, Any]

    def xml(self) -> bytes:
        parts = [_input(name) for name in self.inputs] + [self._drawn(each) for each in self.decisions]
        space = "https://www.omg.org/spec/DMN/20230324/MODEL/"
        return f'<definitions xmlns="{space}" name="bench" id="bench" namespace="https://example.org/bench">{"".join(parts)}</definitions>'.encode()

    def _drawn(self, decision: Decision) -> str:
        needs = "".join(_requirement(name, name in self.inputs) for name in decision.needs)
        logic = _table(decision) if decision.rules else f"<literalExpression>{_text(decision.expression)}</literalExpression>"
        return f'<decision id="{decision.name}" name="{decision.name}"><variable name="{decision.name}"/>{needs}{logic}</decision>'


def _input(name: str) -> str:
    return f'<inputData id="{name}" name="{name}"><variable name="{name}"/></inputData>'


def _requirement(name: str, is_input: bool) -> str:
    kind = "requiredInput" if is_input else "requiredDecision"
    return f'<informationRequirement><{kind} href="#{name}"/></informationRequirement>'


def _table(decision: Decision) -> str:
    inputs = "".join(f"<input><inputExpression>{_text(text)}</inputExpression></input>" for text in decision.inputs)
    rules = "".join(_rule(f"{decision.name}_{number}", rule) for number, rule in enumerate(decision.rules, 1))
    return f'<decisionTable hitPolicy="UNIQUE">{inputs}<output name={quoteattr(decision.name)}/>{rules}</decisionTable>'


def _rule(rule_id: str, rule: Sequence[str]) -> str:
    cells = "".join(f"<inputEntry>{_text(cell)}</inputEntry>" for cell in rule[:-1])
    return f'<rule id="{rule_id}">{cells}<outputEntry>{_text(rule[-1])}</outputEntry></rule>'


def _text(text: str) -> str:
    return f"<text>{escape(text)}</text>"


LEVELS = ('"high"', '"medium"', '"low"', '"none"')
BANDS = ("< 100", "[100..1000)", "[1000..10000)", ">= 10000", "-")


def _twenty_rules() -> tuple[tuple[str, ...], ...]:
    """Each impact with each band of amounts; the last band of an impact takes those customers that the others do not."""
    rules = []
    for row, impact in enumerate(LEVELS):
        for column, band in enumerate(BANDS):
            vip, days = ("true", "not(0)") if band == "-" else ("false", "<= 30, > 60")
            rules.append((impact, band, days, vip, f'"class {row * len(BANDS) + column}"'))
    return tuple(rules)


TABLE = Case(
    "a table of 20 rules × 4 inputs",
    (Decision("class", ("impact", "amount", "days", "vip"), inputs=("impact", "amount", "days", "vip"), rules=_twenty_rules()),),
    {"impact": "low", "amount": 2500.5, "days": 12, "vip": False},
)

_PRIORITY = (
    ('"high"', '"high"', '"P1"'),
    ('"high"', '"medium"', '"P2"'),
    ('"high"', '"low"', '"P3"'),
    ('"medium"', '"high"', '"P2"'),
    ('"medium"', 'not("high")', '"P3"'),
    ('"low"', "-", '"P4"'),
)
_HOURS = (('"P1"', "true", "4"), ('"P1"', "false", "8"), ('"P2"', "-", "16"), ('"P3", "P4"', "-", "40"))
_RISK = (("< 10", "-", '"low"'), ("[10..50]", "<= 8", '"high"'), ("[10..50]", "> 8", '"medium"'), ("> 50", "-", '"high"'))
_APPROVAL = (
    ('"high"', "> 5000", '"director"'),
    ('"high"', "<= 5000", '"manager"'),
    ('"medium"', "-", '"manager"'),
    ('"low"', "-", '"nobody"'),
)

GRAPH = Case(
    "a graph of 4 tables and 6 expressions",
    (
        Decision("priority", ("impact", "urgency"), inputs=("impact", "urgency"), rules=_PRIORITY),
        Decision("hours", ("priority", "vip"), inputs=("priority", "vip"), rules=_HOURS),
        Decision("total", ("lines",), "sum(for line in lines return line.quantity * line.price)"),
        Decision("open_lines", ("lines",), "count(lines[done = false])"),
        Decision("share", ("total", "budget"), "if budget > 0 then 100 * total / budget else 100"),
        Decision("risk", ("share", "hours"), inputs=("share", "hours"), rules=_RISK),
        Decision("due", ("start",), 'date(start) + duration("P5D")'),
        Decision("approval", ("risk", "total"), inputs=("risk", "total"), rules=_APPROVAL),
        Decision("notify", ("approval", "open_lines"), 'approval != "nobody" or open_lines > 3'),
        Decision(
            "summary",
            ("priority", "approval", "due", "notify"),
            'priority + "/" + approval + (if notify and due > date("2026-01-01") then " notify" else "")',
        ),
    ),
    {
        "impact": "medium",
        "urgency": "high",
        "vip": True,
        "lines": [{"quantity": n % 4 + 1, "price": 12.5 + n, "done": n % 3 == 0} for n in range(10)],
        "budget": 1500,
        "start": "2026-03-02",
    },
)
