"""Identifiers: UUIDv7 (RFC 9562), so that they sort by the time at which they were made."""

from __future__ import annotations

import secrets

import uuid_utils


def new_id() -> str:
    """A new UUIDv7 in its 36-character form."""
    return str(uuid_utils.uuid7())


def new_secret() -> str:
    """256 bits from the operating system, URL-safe: for session, CSRF and API tokens."""
    return secrets.token_urlsafe(32)
