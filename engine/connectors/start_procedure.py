"""Starts another procedure without waiting for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.connectors.protocol import Call, ConnectorFailed
from engine.connectors.texts import say

_LONGEST_KEY = 200


class StartProcedure:
    """Inputs ``{procedure_id, variables?, business_key?}`` → outputs ``{instance_id, number}``.

    A job, but within one transaction: what goes wrong in the other procedure undoes nothing here, and it
    is started exactly once.
    """

    type = "start_procedure"
    inline = False

    def carry_out(self, call: Call) -> Mapping[str, Any]:
        procedure_id, variables = call.inputs.get("procedure_id"), call.inputs.get("variables") or {}
        business_key = call.inputs.get("business_key")
        too_long = isinstance(business_key, str) and len(business_key) > _LONGEST_KEY
        if not isinstance(procedure_id, str) or not isinstance(variables, dict) or too_long:
            raise ConnectorFailed(say("start_inputs_missing", most=_LONGEST_KEY), code="connector_inputs_invalid", retry=False)
        return call.start_procedure(procedure_id, variables, business_key=business_key if isinstance(business_key, str) else None)
