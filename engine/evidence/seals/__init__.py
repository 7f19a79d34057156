"""Heads of chains, sealed outside the database: signed files, each naming the one before, that the database is held against later."""
