"""What a command and a query have at hand while they are carried out: time, actor, connection, rows to write, evidence.

Nothing here knows a procedure. Rooms above keep what they work on in parts of the context (``Context.part``).
"""
