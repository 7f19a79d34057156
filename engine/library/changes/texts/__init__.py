"""What is said of the difference between two versions, by code."""

from engine.kernel.texts import Catalogue

say = Catalogue(__name__).say
