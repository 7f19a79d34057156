"""A row's version as its ETag, and ``If-Match`` as the version that the caller saw."""

from __future__ import annotations

import re

from flask import request

from api.texts import say
from engine.kernel.errors import StaleVersion

_OURS = re.compile(r'"(\d{1,9})"')


def etag(version: int) -> str:
    """The strong ETag of a version."""
    return f'"{version}"'


def expected_version() -> int | None:
    """The version in ``If-Match``; None without the header or with ``*``. Raises ``StaleVersion`` for what was never a version of ours."""
    header = request.headers.get("If-Match")
    if header is None or header.strip() == "*":
        return None
    found = _OURS.fullmatch(header.strip())
    if found is None:
        raise StaleVersion(say("etag_not_ours"), seen=header[:100])
    return int(found[1])
