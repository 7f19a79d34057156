"""What is said of cases and their states, by code."""

from engine.kernel.texts import Catalogue

say = Catalogue(__name__).say
