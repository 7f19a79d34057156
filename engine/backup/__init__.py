"""Copies of everything that an installation keeps, and back: rows, attachments, and a manifest that tells whether they are whole.

The rows are written as JSON, not in the form of one database or one of its versions: what was saved from SQLite can be restored
into PostgreSQL and the other way round, by this release or a later one.
"""
