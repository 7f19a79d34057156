"""What connectors say where they fail, by code."""

from engine.kernel.texts import Catalogue

say = Catalogue(__name__).say
