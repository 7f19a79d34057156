"""What is said of calendars and working time, by code."""

from engine.kernel.texts import Catalogue

say = Catalogue(__name__).say
