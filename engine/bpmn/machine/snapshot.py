"""An instance as bytes. Only what lives is written, so size and cost do not grow with history.

Format: a version byte, a byte that says whether the body is compressed, four bytes CRC-32 of the body, the body.
The version is 2 where tokens are left to run: a release that knows 1 alone refuses what it would forget.
Body: JSON; elements are named by their ids in the diagram, so that a program built anew reads it.
"""

from __future__ import annotations

import zlib
from typing import Any, cast

import orjson
import zstandard

from engine.bpmn.halts import Halt
from engine.bpmn.machine.elements.joins import JoinSpec
from engine.bpmn.machine.execution import Execution
from engine.bpmn.machine.tokens import READY, WAITING, Token
from engine.bpmn.outcome import Ended, Json
from engine.bpmn.texts import say
from engine.kernel.errors import Broken
from engine.kernel.texts import Text

_VERSION, _GOES_ON = 1, 2
_PLAIN, _COMPRESSED = 0, 1
_WORTH_COMPRESSING = 4_096
_HEADER = 6
_LARGEST = 256 * 1024 * 1024


def save(execution: Execution) -> bytes:
    """The state between two commands."""
    ended = execution.ended
    goes_on = ended is None and bool(execution.ready)
    body = orjson.dumps(
        {
            "process": execution.spec.name,
            "last": execution.last_id,
            "variables": execution.variables,
            "entries": execution.entries,
            "ended": [ended.kind, ended.element_id, ended.error_code] if ended else None,
            "tokens": [] if ended else [_fields(token) for token in execution.tasks.values() if not token.is_finished],
            **(_left_to_run(execution) if goes_on else {}),
        }
    )
    compression = _PLAIN
    if len(body) > _WORTH_COMPRESSING:
        body = zstandard.ZstdCompressor(level=1).compress(body)
        compression = _COMPRESSED
    return bytes((_GOES_ON if goes_on else _VERSION, compression)) + zlib.crc32(body).to_bytes(4, "big") + body


def _left_to_run(execution: Execution) -> dict[str, Json]:
    return {"ready": [token.id for token in execution.ready if token._state == READY], "since_wait": execution.since_wait}


def _fields(token: Token) -> list[Json]:
    halt = token.halt
    fields: list[Json] = [
        token.id,
        token.task_spec.name,
        token.scope.id if token.scope else 0,
        token._state,
        token.stage,
        token.host.id if token.host else None,
        token.flow,
        token.details,
        token.local,
        token.internal_data or None,
        token.result,
        [halt.code, halt.text.en, halt.text.zh, halt.element_id, halt.facts] if halt else None,
    ]
    while fields[-1] is None:
        fields.pop()
    return fields


def restore(execution: Execution, snapshot: bytes) -> None:
    """Put the state back. Raises ``Broken`` where the bytes are not what ``save`` wrote for this process."""
    state = _read(snapshot)
    if state["process"] != execution.spec.name:
        raise _broken(say("snapshot_foreign", process=state["process"]))
    try:
        execution.last_id = state["last"]
        execution.variables = state["variables"]
        execution.entries = state["entries"]
        if state["ended"] is not None:
            execution.ended = Ended(*state["ended"])
            execution.completed = True
        for fields in state["tokens"]:
            _restore_token(execution, fields)
        execution.ready.extend(execution.tasks[token_id] for token_id in state.get("ready", ()))
        execution.since_wait = state.get("since_wait", 0)
        execution.is_planned = bool(execution.ready)
    except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
        raise _broken(say("snapshot_unfit")) from error


def _read(snapshot: bytes) -> dict[str, Any]:
    if len(snapshot) < _HEADER or snapshot[0] not in (_VERSION, _GOES_ON) or snapshot[1] not in (_PLAIN, _COMPRESSED):
        raise _broken(say("snapshot_format"))
    body = snapshot[_HEADER:]
    if zlib.crc32(body).to_bytes(4, "big") != snapshot[2:_HEADER]:
        raise _broken(say("snapshot_checksum"))
    try:
        if snapshot[1] == _COMPRESSED:
            body = zstandard.ZstdDecompressor().decompress(body, max_output_size=_LARGEST)
        return cast("dict[str, Any]", orjson.loads(body))
    except (zstandard.ZstdError, orjson.JSONDecodeError) as error:
        raise _broken(say("snapshot_unreadable")) from error


def _restore_token(execution: Execution, fields: list[Any]) -> None:
    fields += [None] * (12 - len(fields))
    id_, name, scope_id, state, stage, host_id, flow, details, local, internal, result, halt = fields
    scope = execution.tasks[scope_id] if scope_id else None
    token = Token(execution, execution.spec.task_specs[name], scope, state, id_)
    execution.live += 1
    token.stage, token.flow, token.details, token.local, token.result = stage, flow, details, local, result
    if internal:
        token.internal_data = internal
    if halt is not None:
        code, en, zh, element_id, facts = halt
        token.halt = Halt(code, Text(en, zh), element_id=element_id, **facts)
    if scope is None:
        execution.task_tree = token
        return
    token.scope = scope
    if host_id is None:
        scope.members[id_] = token
    else:
        token.host = execution.tasks[host_id]
        token.host.watchers[id_] = token
    _restore_registers(execution, token)


def _restore_registers(execution: Execution, token: Token) -> None:
    spec = token.task_spec
    if isinstance(spec, JoinSpec) and token._state == WAITING:
        assert token.scope is not None
        execution.joins.setdefault((token.scope.id, spec.name), {})[token.id] = token
    if spec.is_condition and token.is_waiting and token.halt is None:
        execution.conditions[token.id] = token


def _broken(reason: Text) -> Broken:
    return Broken(say("refused_snapshot", reason=reason), code="snapshot_broken")
