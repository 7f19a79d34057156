"""Syntax tree → nested Python closures: each node becomes a function from the names in scope to a value."""

from engine.feel.closures import calls, iteration, logic, simple, structures, unary_tests
from engine.feel.closures.compiler import Closure, Compiler

__all__ = ["Closure", "Compiler", "calls", "iteration", "logic", "simple", "structures", "unary_tests"]
