"""A submission against its form: what may come, of which types, under which rules."""
