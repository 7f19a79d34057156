"""Why an archive is refused: the same codes and sentences at every door."""

from engine.kernel.texts import Catalogue

say = Catalogue(__name__).say
