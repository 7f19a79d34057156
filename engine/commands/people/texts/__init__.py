"""What is said to those who manage people, roles and tokens, by code."""

from engine.kernel.texts import Catalogue

say = Catalogue(__name__).say
