"""What runs an instance: tokens, the elements they stand at, and the state between two commands.

A step read downward: ``program`` begins or loads an instance, ``run`` takes what is told to it, ``execution`` runs one token after
the other and ``population`` keeps them, ``elements`` do what the diagram says, ``routing`` chooses the flows, ``variables`` are set,
and ``tokens`` says what token, element and instance may ask of each other.
"""
