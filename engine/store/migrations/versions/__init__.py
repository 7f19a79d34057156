"""One script for each change of the schema. A script adds; what the release before uses stays: docs/decisions/0020-migrations-add-first.md.

A script that was released is not changed any more.
"""
