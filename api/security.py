"""Headers that every answer carries, and the content security policy of the application's page."""

from __future__ import annotations

from flask import Flask, Response, request

_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}
_NOTHING = "default-src 'none'; frame-ancestors 'none'"
_ONE_YEAR = 365 * 24 * 3600


def register(app: Flask, *, https: bool) -> None:
    """Add the headers to all answers of ``app``; a policy or a caching rule that an answer has set itself stays."""
    always = list(_ALWAYS.items())
    if https:
        always.append(("Strict-Transport-Security", f"max-age={_ONE_YEAR}"))

    @app.after_request
    def add_headers(response: Response) -> Response:
        headers = response.headers
        headers.extend(always)
        if "Content-Security-Policy" not in headers:
            headers["Content-Security-Policy"] = _NOTHING
        if "Cache-Control" not in headers and request.path.startswith("/api/"):
            headers["Cache-Control"] = "no-store"
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
