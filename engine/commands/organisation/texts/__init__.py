"""What is said to those who set up the organisation, its customers, services and calendars, by code."""

from engine.kernel.texts import Catalogue

say = Catalogue(__name__).say
