"""What is said of forms and of what people fill in, by code."""

from engine.kernel.texts import Catalogue

say = Catalogue(__name__).say
