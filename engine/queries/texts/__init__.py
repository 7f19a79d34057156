"""What is said of questions, whatever they are about, by code."""

from engine.kernel.texts import Catalogue

say = Catalogue(__name__).say
