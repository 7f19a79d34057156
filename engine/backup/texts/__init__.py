"""What is said of copies, by code."""

from engine.kernel.texts import Catalogue

say = Catalogue(__name__).say
