"""What reading a decision model raises: every fault at once."""

from __future__ import annotations

from collections.abc import Iterable

from engine.kernel.errors import Fault, InvalidInput


class DecisionModelFaults(InvalidInput):
    """The file holds no decisions that can be evaluated right; ``faults`` says why, each with an element id."""

    code = "decision_model_faults"

    def __init__(self, faults: Iterable[Fault]) -> None:
        found = tuple(faults)
        super().__init__(
            f"Expected a decision model that can be evaluated, but it has {len(found)} faults: "
            + " ".join(fault.en for fault in found[:3]),
            message_zh=f"决策模型有 {len(found)} 处错误：" + "".join(fault.zh for fault in found[:3]),
            faults=found,
        )
