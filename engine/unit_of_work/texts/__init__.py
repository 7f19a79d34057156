"""What is said of work as a whole, whatever it is about, by code."""

from engine.kernel.texts import Catalogue

say = Catalogue(__name__).say
