"""What is said of files that people attach, by code."""

from engine.kernel.texts import Catalogue

say = Catalogue(__name__).say
