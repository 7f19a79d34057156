"""What is said to those who start and administer cases, by code."""

from engine.kernel.texts import Catalogue

say = Catalogue(__name__).say
