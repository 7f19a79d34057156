"""What is said of decision models and of their evaluation, by code."""

from engine.kernel.texts import Catalogue

say = Catalogue(__name__).say
