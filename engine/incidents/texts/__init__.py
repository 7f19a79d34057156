"""What is said of incidents, by code."""

from engine.kernel.texts import Catalogue

say = Catalogue(__name__).say
