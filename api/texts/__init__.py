"""What the API says of requests that it cannot take, by code."""

from engine.kernel.texts import Catalogue

say = Catalogue(__name__).say
