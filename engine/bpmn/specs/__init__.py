"""Our own kinds of Spiff's ``TaskSpec``: one object for each element of a diagram, shared by all instances, fixed once built."""
