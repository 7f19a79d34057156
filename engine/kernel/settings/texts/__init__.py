"""What is said of settings that cannot be, by code."""

from engine.kernel.texts import Catalogue

say = Catalogue(__name__).say
