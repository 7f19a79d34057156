"""The HTTP front alone: no engine, no Flask; clients, clock and threads are played."""
