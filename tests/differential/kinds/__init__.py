"""The kinds of expressions to which the browser's forms and the server give different answers, a module for each topic.

Each kind has a test that tells of a difference whether it is of this kind. The tests are as narrow as they can be: they look at
the smallest part of an expression that differs, at its operands, and mostly at what the browser must answer if this is the reason.
"""
