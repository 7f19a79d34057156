"""Values of the diagram made ready to be evaluated: FEEL, and times."""
