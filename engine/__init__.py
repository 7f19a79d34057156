"""Zhidu's process engine: no HTTP, no queue. The one way in is ``engine.bootstrap.Engine``."""
