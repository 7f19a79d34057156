"""What the front knows of a request by its first line."""

from __future__ import annotations

from dataclasses import replace

import pytest

from api.app import LARGEST_JSON
from api.definitions.routes import LARGEST_BUNDLE
from api.front.plan import Lane, Plan
from api.plans import plans
from api.server import application
from engine.kernel.settings import read_settings
from tests.api.conftest import House


@pytest.mark.parametrize(
    ("method", "path", "plan"),
    [
        ("GET", "/api/v1/health", Plan(Lane.HEALTH, LARGEST_JSON)),
        ("GET", "/api/v1/inbox", Plan(Lane.READS, LARGEST_JSON)),
        ("HEAD", "/", Plan(Lane.READS, LARGEST_JSON)),
        ("POST", "/api/v1/nothing", Plan(Lane.READS, LARGEST_JSON)),
        ("DELETE", "/api/v1/health", Plan(Lane.READS, LARGEST_JSON)),
        ("BREW", "/api/v1/health", Plan(Lane.READS, LARGEST_JSON)),
        ("POST", "/api/v1/\xff\xfe", Plan(Lane.READS, LARGEST_JSON)),
        ("POST", "/api/v1/tasks/some/complete", Plan(Lane.WRITES, LARGEST_JSON)),
        ("POST", "/api/v1/instances", Plan(Lane.HEAVY, LARGEST_JSON)),
        ("DELETE", "/api/v1/session", Plan(Lane.WRITES, LARGEST_JSON)),
        ("POST", "/api/v1/session", Plan(Lane.PASSWORDS, LARGEST_JSON)),
        ("POST", "/api/v1/session/password", Plan(Lane.PASSWORDS, LARGEST_JSON)),
        ("POST", "/api/v1/users/some/password", Plan(Lane.PASSWORDS, LARGEST_JSON)),
        ("POST", "/api/v1/definitions", Plan(Lane.HEAVY, LARGEST_BUNDLE)),
        ("POST", "/api/v1/evidence/verify", Plan(Lane.HEAVY, LARGEST_JSON)),
    ],
)
def test_a_request_goes_to_its_lane(house: House, method: str, path: str, plan: Plan) -> None:
    assert plans(house.app)(method, path) == plan


def test_how_large_an_upload_may_be_is_a_setting(house: House) -> None:
    house.engine.settings = replace(house.engine.settings, upload_max_bytes=5_000_000)
    plan = plans(house.app)("POST", "/api/v1/attachments")
    assert plan.lane is Lane.HEAVY
    assert 5_000_000 < plan.largest_body < 5_100_000


def test_a_request_comes_from_whom_the_trusted_web_server_names(house: House) -> None:
    settings = read_settings({"ZHIDU_TRUSTED_PROXIES": "10.0.0.0/8"})
    served = application(house.app, settings)
    assert served.trusts("10.1.2.3")
    assert not served.trusts("192.0.2.1")
    assert not served.trusts("unknown")
    assert served.client({"REMOTE_ADDR": "10.1.2.3", "HTTP_X_FORWARDED_FOR": "198.51.100.7"}) == "198.51.100.7"
    assert served.client({"REMOTE_ADDR": "192.0.2.1", "HTTP_X_FORWARDED_FOR": "198.51.100.7"}) == "192.0.2.1"
