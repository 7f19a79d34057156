"""The rows that there must be, as evidence tells them: events folded one after another, a small fold for each noun.

``state.py`` holds what was told so far, the other files what each event says of which rows. Pure: nothing here reads a table.
``engine/queries/evidence`` holds the rows that there are against it.
"""
