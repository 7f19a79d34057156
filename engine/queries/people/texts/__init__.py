"""What is said to those who ask about people, by code."""

from engine.kernel.texts import Catalogue

say = Catalogue(__name__).say
