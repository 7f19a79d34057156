"""What is said to those who work on tasks, by code."""

from engine.kernel.texts import Catalogue

say = Catalogue(__name__).say
