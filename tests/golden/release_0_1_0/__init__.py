"""A database that release 0.1.0 wrote, and how it was made."""
