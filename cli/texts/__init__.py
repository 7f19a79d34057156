"""What the command line says, by code: in every language on one line, for it is not known who reads it."""

from engine.kernel.texts import LANGUAGES, Catalogue, Text

say = Catalogue(__name__).say


def in_all(text: Text) -> str:
    return " ".join(getattr(text, language) for language in LANGUAGES)


def line(code: str, /, **facts: object) -> str:
    return in_all(say(code, **facts))
