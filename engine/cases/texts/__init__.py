"""What is said of cases and what happens in them, by code."""

from engine.kernel.texts import Catalogue

say = Catalogue(__name__).say
