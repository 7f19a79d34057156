"""What is said of jobs that fail, by code."""

from engine.kernel.texts import Catalogue

say = Catalogue(__name__).say
