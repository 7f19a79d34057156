"""Files over HTTP."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from werkzeug.test import TestResponse

from tests.api.conftest import House
from tests.api.support import Caller, ok, problem

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 32


def upload(caller: Caller, name: str = "图片 1.png", content: bytes = PNG) -> TestResponse:
    head = f'--edge\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: text/html\r\n\r\n'
    body = head.encode() + content + b"\r\n--edge--\r\n"
    return caller.send("POST", "/attachments", data=body, content_type="multipart/form-data; boundary=edge")


def test_a_file_goes_up_and_comes_down_as_a_download(clerk: Caller) -> None:
    made = ok(upload(clerk), 201)
    assert (made["file_name"], made["media_type"], made["bytes"]) == ("图片 1.png", "image/png", len(PNG))
    response = clerk.get(f"/attachments/{made['attachment_id']}")
    assert response.data == PNG
    assert response.headers["Content-Disposition"] == ("attachment; filename=\"__ 1.png\"; filename*=UTF-8''%E5%9B%BE%E7%89%87%201.png")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")


def test_a_file_that_is_not_submitted_is_its_uploaders_alone(clerk: Caller, colleague: Caller) -> None:
    made = ok(upload(clerk), 201)
    problem(colleague.get(f"/attachments/{made['attachment_id']}"), 404)
    problem(clerk.get("/attachments/nothing"), 404)


@pytest.mark.parametrize(("name", "content", "status"), [("page.html", b"<html>", 415), ("a.png", b"no picture", 422), ("a.txt", b"", 422)])
def test_files_that_are_refused(clerk: Caller, name: str, content: bytes, status: int) -> None:
    problem(upload(clerk, name, content), status)


def test_a_file_that_is_too_large(house: House, clerk: Caller) -> None:
    house.engine.settings = replace(house.engine.settings, upload_max_bytes=1_000)
    problem(upload(clerk, "a.txt", b"x" * 1_001), 413)
    problem(upload(clerk, "a.txt", b"x" * 100_000), 413)
    ok(upload(clerk, "a.txt", b"x" * 1_000), 201)


def test_an_upload_may_be_larger_than_other_requests(clerk: Caller) -> None:
    ok(upload(clerk, "a.txt", b"x" * 2 * 1024 * 1024), 201)


def test_an_upload_without_a_file(clerk: Caller) -> None:
    body = problem(clerk.send("POST", "/attachments", data={"other": "x"}), 422)
    assert {fault["where"] for fault in body["faults"]} == {"file"}


def test_an_upload_needs_the_csrf_token_too(clerk: Caller) -> None:
    problem(clerk.client.post("/api/v1/attachments", data={"file": (io.BytesIO(PNG), "a.png")}), 403, "csrf")
