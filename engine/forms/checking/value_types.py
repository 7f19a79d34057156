"""The form compiler's marshmallow fields: each takes one kind of value, exactly as form-js submits it, and refuses all else.

Types only. What depends on other fields (visibility, required, bounds, options) is in ``checks``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError, fields

from engine.forms.model import Component, Path
from engine.forms.texts import say
from engine.kernel.texts import Text

TEXT = say("kind_text")
NUMBER = say("kind_number")
NUMBER_AS_TEXT = say("kind_number_as_text")
YES_NO = say("kind_yes_no")
ONE_VALUE = say("kind_one_value")
LIST = say("kind_list")
FILES = say("kind_files")
OBJECT = say("kind_object")
TEMPORAL = {
    "date": say("kind_date"),
    "time": say("kind_time"),
    "datetime": say("kind_datetime"),
}

_MOST_DIGITS = 40


class Typed(fields.Field[Any]):
    """A value of one kind. ``ValidationError`` carries what it should have been; null is emptiness, not a fault."""

    def __init__(self, takes: Callable[[Any], bool], kind: Text) -> None:
        super().__init__(allow_none=True)
        self._takes = takes
        self._kind = kind

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> Any:
        if not self._takes(value):
            raise ValidationError([self._kind])
        return value


class Entries(fields.List[Any]):
    """The entries of a dynamic list."""

    default_error_messages = {"invalid": [LIST]}  # noqa: RUF012  # marshmallow's own shape


def schema_for(components: tuple[Component, ...]) -> Schema:
    """A marshmallow schema for the values of ``components``: nested as their paths are, everything else left out."""
    return _schema(_tree(components))


Tree = dict[str, Any]


def _tree(components: tuple[Component, ...], into: Tree | None = None, base: Path = ()) -> Tree:
    tree: Tree = {} if into is None else into
    for component in components:
        path = (*base, *component.path)
        if component.type == "group":
            _tree(component.children, tree, path)
        elif component.type == "dynamiclist":
            _place(tree, path, [_tree(component.children)])
        elif component.path and component.formula is None:
            _place(tree, path, _field(component))
    return tree


def _place(tree: Tree, path: Path, leaf: object) -> None:
    for part in path[:-1]:
        tree = tree.setdefault(part, {})
    tree[path[-1]] = leaf


def _schema(tree: Tree) -> Schema:
    return Schema.from_dict({name: _built(leaf) for name, leaf in tree.items()})(unknown=EXCLUDE)


def _built(leaf: Any) -> fields.Field[Any]:
    if isinstance(leaf, dict):
        return fields.Nested(_schema(leaf), unknown=EXCLUDE, allow_none=True, error_messages={"type": [OBJECT]})
    if isinstance(leaf, list):
        return Entries(fields.Nested(_schema(leaf[0]), unknown=EXCLUDE), allow_none=True)
    assert isinstance(leaf, fields.Field)
    return leaf


def _field(component: Component) -> fields.Field[Any]:
    if component.temporal is not None:
        shape = component.temporal
        return Typed(lambda value: type(value) is str and shape.holds(value), TEMPORAL[shape.subtype])
    if component.as_text:
        return Typed(_is_number_text, NUMBER_AS_TEXT)
    return Typed(*_KINDS[component.type])


def _is_text(value: object) -> bool:
    return type(value) is str


def _is_number(value: object) -> bool:
    return type(value) is int or type(value) is float


def _is_number_text(value: object) -> bool:
    if type(value) is not str or len(value) > _MOST_DIGITS or not value.isascii():
        return False
    unsigned = value.removeprefix("-")
    whole, _, fraction = unsigned.partition(".")
    return value == "" or (whole.isdigit() and (fraction.isdigit() or "." not in unsigned))


def _is_flag(value: object) -> bool:
    return type(value) is bool


def _is_choice(value: object) -> bool:
    return type(value) in {str, int, float, bool, dict}


def _is_list(value: object) -> bool:
    return type(value) is list


def _is_list_of_text(value: object) -> bool:
    return type(value) is list and all(type(each) is str for each in value)


_KINDS: dict[str, tuple[Callable[[Any], bool], Text]] = {
    "textfield": (_is_text, TEXT),
    "textarea": (_is_text, TEXT),
    "number": (_is_number, NUMBER),
    "checkbox": (_is_flag, YES_NO),
    "select": (_is_choice, ONE_VALUE),
    "radio": (_is_choice, ONE_VALUE),
    "checklist": (_is_list, LIST),
    "taglist": (_is_list, LIST),
    "filepicker": (_is_list_of_text, FILES),
}
