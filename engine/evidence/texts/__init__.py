"""What is said of evidence that is not as it was written, by code."""

from engine.kernel.texts import Catalogue

say = Catalogue(__name__).say
