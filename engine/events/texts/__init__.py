"""The sentences of this room, by code."""

from engine.kernel.texts import Catalogue

say = Catalogue(__name__).say
