"""What FEEL says: why a value is null, what is wrong with a text, and the words for kinds of values."""

from __future__ import annotations

from engine.kernel.texts import Catalogue, Text

_CATALOGUE = Catalogue(__name__)


class Sentence(Text):
    """A sentence that is filled when somebody reads it: of many nulls nobody asks why, and filling one costs more than finding it."""

    __slots__ = ("_made_of",)
    _made_of: tuple[str, dict[str, object]]

    @property
    def en(self) -> str:
        return self._filled().en

    @property
    def zh(self) -> str:
        return self._filled().zh

    def _filled(self) -> Text:
        code, facts = self._made_of
        return _CATALOGUE.say(code, **facts)

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Text) and (self.en, self.zh) == (other.en, other.zh))

    def __hash__(self) -> int:
        return hash(self._filled())


_new, _make_of = object.__new__, Sentence.__dict__["_made_of"].__set__


def say(code: str, /, **facts: object) -> Text:
    """The sentence of ``code`` with ``facts``, which must not change. Without a call of a constructor, for its speed: a null costs one."""
    made = _new(Sentence)
    _make_of(made, (code, facts))
    return made
