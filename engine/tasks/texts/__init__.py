"""What is said of tasks and who may do what with them, by code."""

from engine.kernel.texts import Catalogue

say = Catalogue(__name__).say
