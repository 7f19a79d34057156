"""The HTTP front: whole requests in, whole answers out, and a thread only for what lies between.

One event loop reads requests and writes answers; the application (WSGI) runs in threads and never waits for a client. Knows no
Flask: ``api.server`` puts both together. ``docs/decisions`` says why it is our own.
"""
