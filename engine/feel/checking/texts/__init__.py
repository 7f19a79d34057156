"""What is said of an expression that is certainly wrong, where the evaluator itself has no words for it."""

from engine.kernel.texts import Catalogue

say = Catalogue(__name__).say
