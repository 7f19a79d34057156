"""What is said of bundles and the versions made of them, by code."""

from engine.kernel.texts import Catalogue

say = Catalogue(__name__).say
