"""What is said of the files of a procedure, by code."""

from engine.kernel.texts import Catalogue

say = Catalogue(__name__).say
