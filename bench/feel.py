"""How fast a parsed FEEL expression is evaluated, against the same in Python.

python -m bench.feel
"""

from __future__ import annotations

import time
from collections.abc import Callable
from decimal import Decimal

from engine.feel import parse
from engine.feel.expression import Expression

SECONDS = 1.0
SCOPE: dict[str, object] = {"a": Decimal(5), "b": Decimal(3), "name": "x", "prices": [Decimal(n) for n in range(100)]}
EXPRESSIONS = (
    'a + b * 2 > 10 and name = "x"',
    "a + b",
    'if name = "x" then a else b',
    "sum(for p in prices return p * 2)",
    "count(prices[item > 50])",
)


def per_second(work: Callable[[], object]) -> float:
    """Calls a second of one core, the best of three runs."""
    best = 0.0
    for _ in range(3):
        done, start = 0, time.perf_counter()
        while (elapsed := time.perf_counter() - start) < SECONDS / 3:
            for _ in range(100):
                work()
            done += 100
        best = max(best, done / elapsed)
    return best


def evaluations(expression: Expression) -> float:
    return per_second(lambda: expression.evaluate(SCOPE))


def main() -> None:
    plain = per_second(lambda: SCOPE["a"] + SCOPE["b"] * 2 > 10 and SCOPE["name"] == "x")  # type: ignore[operator]
    print(f"{plain:>12,.0f} a second: the first expression in Python")
    for text in EXPRESSIONS:
        rate = evaluations(parse(text))
        print(f"{rate:>12,.0f} a second: {text}   ({plain / rate:.1f} times the time of Python's)")
    print(f"{per_second(lambda: parse(EXPRESSIONS[0])):>12,.0f} a second: finding a parsed expression again")


if __name__ == "__main__":
    main()
