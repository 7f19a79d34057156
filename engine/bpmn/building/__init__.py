"""From the model to a program: one element of the machine for each node of the diagram."""
