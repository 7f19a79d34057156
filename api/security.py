"""Headers that every answer carries, and the content security policy of the application's page."""

from __future__ import annotations

from flask import Flask, Response, request

_ONE_YEAR = 365 * 24 * 3600
_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}
_ALWAYS_OVER_HTTPS = {**_ALWAYS, "Strict-Transport-Security": f"max-age={_ONE_YEAR}"}
_NOTHING = "default-src 'none'; frame-ancestors 'none'"


def register(app: Flask, *, https: bool) -> None:
    """Add the headers to all answers of ``app``; a policy or a caching rule that an answer has set itself stays."""

    @app.after_request
    def add_headers(response: Response) -> Response:
        if "Cache-Control" not in response.headers and request.path.startswith("/api/"):
            response.headers["Cache-Control"] = "no-store"
        return secured(response, https=https)


def secured(response: Response, *, https: bool) -> Response:
    """``response`` with the headers that every answer has."""
    headers = response.headers
    headers.extend(_ALWAYS_OVER_HTTPS if https else _ALWAYS)
    if "Content-Security-Policy" not in headers:
        headers["Content-Security-Policy"] = _NOTHING
    return response


def application_policy(nonce: str) -> str:
    """For the application: our own scripts only, no eval; style elements with the nonce (antd makes them), style attributes freely."""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            f"style-src-elem 'self' 'nonce-{nonce}'",
            "style-src-attr 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self'",
            "connect-src 'self'",
            "manifest-src 'self'",
            "worker-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )


STUDIO_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
"""For the studio, whose editors make style elements without a nonce."""
