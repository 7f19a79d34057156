"""The HTTP door: Flask, flask-smorest, marshmallow. ``api.app.create_app(engine)`` is the application."""

from importlib.metadata import version

__version__ = version("zhidu")
