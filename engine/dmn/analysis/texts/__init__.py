"""What is said of the rules of a decision table, by code; sentences are put together of the smaller ones."""

from engine.kernel.texts import Catalogue

say = Catalogue(__name__).say
