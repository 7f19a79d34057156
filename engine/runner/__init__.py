"""Runs the jobs that are due, in this process: the embedded default."""
