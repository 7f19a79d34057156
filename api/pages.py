"""The web application: its page with a fresh nonce, its assets for ever, every other address the page again."""

from __future__ import annotations

import gzip
import mimetypes
import secrets
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, request

from api.security import application_policy
from api.texts import say

DIST = Path(__file__).resolve().parent.parent / "web" / "dist"
NONCE_WORD = "__CSP_NONCE__"
"""What the build leaves where the nonce belongs."""

_FOR_EVER = "public, max-age=31536000, immutable"
_AN_HOUR = "public, max-age=3600"
_SMALLEST_WORTH_PACKING = 1024
_PACKABLE = ("text/", "application/javascript", "application/json", "application/wasm", "image/svg+xml")

_NOT_BUILT = f"""<!doctype html>
<html lang="zh"><head><meta charset="utf-8"><title>{say("product").zh}</title></head>
<body><h1>{say("product").zh}</h1>
<p>{say("web_not_built").zh}</p>
<p lang="en">{say("web_not_built").en}</p>
<p><a href="/api/v1/openapi.json">API</a></p>
</body></html>
"""


@dataclass(frozen=True, slots=True)
class Asset:
    """A file of the build, as it goes out."""

    content: bytes
    packed: bytes | None
    media_type: str
    etag: str


def register(app: Flask, dist: Path = DIST) -> None:
    """Serve the build in ``dist``; without one, a page that says how to make it."""
    pages = Blueprint("pages", __name__)

    @pages.get("/")
    @pages.get("/<path:path>")
    def page(path: str = "") -> Response:
        if path.startswith("api/"):
            abort(404)
        file = _file(dist, path)
        if file is not None:
            return _asset(file, _FOR_EVER if path.startswith("assets/") else _AN_HOUR)
        if path.startswith("assets/"):
            abort(404)
        return _application(dist / "index.html")

    app.register_blueprint(pages)


def _file(dist: Path, path: str) -> Path | None:
    """The file of the build that the address names; nothing outside of it, nothing hidden, not the page itself."""
    parts = path.split("/")
    if not path or path == "index.html" or any(part.startswith(".") or part == "" or "\0" in part for part in parts):
        return None
    found = (dist / path).resolve()
    return found if found.is_relative_to(dist.resolve()) and found.is_file() else None


def _asset(file: Path, cache_control: str) -> Response:
    asset = _loaded(file, file.stat().st_mtime_ns)
    packed = asset.packed is not None and "gzip" in request.headers.get("Accept-Encoding", "")
    response = Response(asset.packed if packed else asset.content, content_type=asset.media_type)
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = cache_control
    response.set_etag(f"{asset.etag}{'-gzip' if packed else ''}")
    response.make_conditional(request)
    return response


@lru_cache(maxsize=500)
def _loaded(file: Path, changed: int) -> Asset:
    """Read and packed once for each change of the file."""
    content = file.read_bytes()
    media_type = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    worth_it = len(content) >= _SMALLEST_WORTH_PACKING and media_type.startswith(_PACKABLE)
    packed = gzip.compress(content, 9, mtime=0) if worth_it else None
    if media_type.startswith("text/"):
        media_type += "; charset=utf-8"
    return Asset(content, packed, media_type, f"{changed:x}-{len(content):x}")


def _application(index: Path) -> Response:
    nonce = secrets.token_urlsafe(16)
    if index.is_file():
        text, status = index.read_text(encoding="utf-8").replace(NONCE_WORD, nonce), 200
    else:
        text, status = _NOT_BUILT, 503
    response = Response(text, status, content_type="text/html; charset=utf-8")
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Security-Policy"] = application_policy(nonce)
    return response
