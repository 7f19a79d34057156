"""The page of the application, its assets, and what is shown without a build."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api.app import create_app

SCRIPT = "export const answer = 42\n" * 100


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    folder = tmp_path / "dist"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text('<html><meta property="csp-nonce" nonce="__CSP_NONCE__"><script nonce="__CSP_NONCE__">')
    (folder / "assets" / "main-abc.js").write_text(SCRIPT)
    (folder / "favicon.svg").write_text("<svg/>")
    (folder / ".secret").write_text("hidden")
    (tmp_path / "outside.txt").write_text("outside")
    return folder


@pytest.fixture
def client(dist: Path) -> FlaskClient:
    app: Flask = create_app(None, dist=dist)
    return app.test_client()


@pytest.mark.parametrize("path", ["/", "/inbox", "/cases/0198-x", "/index.html"])
def test_every_address_of_the_application_is_its_page(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
    assert response.content_type == "text/html; charset=utf-8"


def test_the_nonce_is_fresh_and_in_the_policy(client: FlaskClient) -> None:
    nonces = set()
    for _ in range(2):
        response = client.get("/")
        found = set(re.findall(r'nonce="([^"]+)"', response.get_data(as_text=True)))
        assert len(found) == 1
        nonce = found.pop()
        assert f"style-src-elem 'self' 'nonce-{nonce}'" in response.headers["Content-Security-Policy"]
        nonces.add(nonce)
    assert len(nonces) == 2


def test_the_policy_lets_no_foreign_script_in(client: FlaskClient) -> None:
    policy = client.get("/").headers["Content-Security-Policy"]
    directives = dict(each.split(" ", 1) for each in policy.split("; "))
    assert directives["default-src"] == "'none'"
    assert directives["script-src"] == "'self'"
    assert directives["style-src-attr"] == "'unsafe-inline'"
    assert directives["img-src"] == "'self' data: blob:"
    assert directives["frame-ancestors"] == "'none'"
    assert "unsafe-eval" not in policy


def test_assets_are_kept_for_ever_and_packed(client: FlaskClient) -> None:
    plain = client.get("/assets/main-abc.js")
    packed = client.get("/assets/main-abc.js", headers={"Accept-Encoding": "gzip, br"})
    assert plain.get_data(as_text=True) == SCRIPT
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data).decode() == SCRIPT
    assert "immutable" in plain.headers["Cache-Control"]
    assert plain.content_type == "text/javascript; charset=utf-8"
    assert plain.headers["ETag"] != packed.headers["ETag"]
    assert client.get("/assets/main-abc.js", headers={"If-None-Match": plain.headers["ETag"]}).status_code == 304


def test_other_files_are_kept_for_a_while(client: FlaskClient) -> None:
    response = client.get("/favicon.svg")
    assert (response.data, response.headers["Cache-Control"]) == (b"<svg/>", "public, max-age=3600")


def test_an_asset_that_is_gone_is_not_the_page(client: FlaskClient) -> None:
    assert client.get("/assets/main-old.js").status_code == 404


@pytest.mark.parametrize(
    "path", ["/../outside.txt", "/..%2foutside.txt", "/assets/../../outside.txt", "/.secret", "/assets/..%2f..%2foutside.txt"]
)
def test_nothing_else_is_served(client: FlaskClient, path: str) -> None:
    body = client.get(path).data
    assert b"outside" not in body
    assert b"hidden" not in body


def test_an_unknown_address_of_the_api_is_a_problem(client: FlaskClient) -> None:
    response = client.get("/api/v2/inbox")
    assert (response.status_code, response.content_type) == (404, "application/problem+json")


def test_without_a_build_the_page_says_how_to_make_one(tmp_path: Path) -> None:
    response = create_app(None, dist=tmp_path / "nothing").test_client().get("/")
    assert response.status_code == 503
    assert "make web" in response.get_data(as_text=True)
    assert "Content-Security-Policy" in response.headers
