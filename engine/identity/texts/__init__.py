"""What is said of people, passwords and permissions, by code."""

from engine.kernel.texts import Catalogue

say = Catalogue(__name__).say
