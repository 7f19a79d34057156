"""Answers as JSON and back, so that a repeated command gets the answer that the first one got; and what makes two commands the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from hashlib import sha256
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from engine.kernel.canonical_json import canonical
from engine.unit_of_work.verbs import Command


def fingerprint(command: Command[Any]) -> str:
    """SHA-256 over the command's name and the fields that are compared. Two commands with the same fingerprint ask for the same thing."""
    return sha256(canonical([type(command).__name__, _fields(command)])).hexdigest()


def _fields(value: object) -> object:
    if isinstance(value, bytes):
        return {"bytes": len(value), "sha256": sha256(value).hexdigest()}
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: _fields(getattr(value, each.name)) for each in fields(value) if each.compare}
    if isinstance(value, Mapping):
        return {str(name): _fields(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_fields(item) for item in value]
    return value


def to_json(answer: object) -> object:
    """A dataclass (or plain value) as JSON-able data."""
    if is_dataclass(answer) and not isinstance(answer, type):
        return {each.name: to_json(getattr(answer, each.name)) for each in fields(answer)}
    if isinstance(answer, Mapping):
        return {str(name): to_json(item) for name, item in answer.items()}
    if isinstance(answer, list | tuple | set | frozenset):
        return [to_json(item) for item in answer]
    if isinstance(answer, datetime | date):
        return answer.isoformat()
    return answer


def from_json(command: type[Command[Any]], stored: object) -> Any:
    """The answer that ``to_json`` wrote, in the type that the command gives."""
    return _typed(_answer_type(command), stored)


def _answer_type(command: type[Command[Any]]) -> Any:
    for base in command.__orig_bases__:  # type: ignore[attr-defined]
        if get_origin(base) is Command:
            return get_args(base)[0]
    return Any


def _typed(hint: Any, value: Any) -> Any:
    if value is None or hint in (Any, NoneType):
        return value
    if is_dataclass(hint):
        hints = get_type_hints(hint)
        return hint(**{name: _typed(hints[name], item) for name, item in value.items()})  # type: ignore[operator]
    return datetime.fromisoformat(value) if hint is datetime else _typed_parts(hint, value)


def _typed_parts(hint: Any, value: Any) -> Any:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return _typed(next(each for each in arguments if each is not NoneType), value)
    if origin is tuple:
        return tuple(_typed(arguments[0], item) for item in value)
    if origin is list:
        return [_typed(arguments[0], item) for item in value]
    return value
