"""What is said to those who ask about cases, by code."""

from engine.kernel.texts import Catalogue

say = Catalogue(__name__).say
