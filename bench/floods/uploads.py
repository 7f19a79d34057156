"""Sixteen at a time that upload ten megabytes again and again."""

from __future__ import annotations

import http.client
from collections import Counter

from bench.floods.target import Target

_HEAD = b'--edge\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\n'
_TYPE = {"Content-Type": "multipart/form-data; boundary=edge"}


def flood(target: Target) -> Counter[str]:
    number = iter(range(1_000_000))

    def upload(connection: http.client.HTTPConnection, count: Counter[str]) -> None:
        content = f"{next(number):010}".encode() * 1024 * 1024
        connection.request("POST", "/api/v1/attachments", _HEAD + content + b"\r\n--edge--\r\n", target.flooder | _TYPE)
        answer = connection.getresponse()
        answer.read()
        count[str(answer.status)] += 1

    return target.many(16, upload)
