"""What is said to those who deploy, by code."""

from engine.kernel.texts import Catalogue

say = Catalogue(__name__).say
