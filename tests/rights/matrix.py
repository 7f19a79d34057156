"""Every operation of the OpenAPI document, tried by everybody on the real application, and the page that shows what they were told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from werkzeug.test import TestResponse

from api.app import create_app
from api.auth import SESSION_COOKIE
from api.documentation import openapi_document
from engine.identity.rules import SCOPES
from tests.rights.requests import REQUESTS
from tests.rights.scene import PEOPLE, Caller, Scene

TOKENS = tuple(f"token {scope}" for scope in SCOPES)
ALLOWED, REFUSED, HIDDEN, UNKNOWN, OTHERWISE = "✓", "✗", "∅", "·", "!"
_TOLD = {401: UNKNOWN, 403: REFUSED, 404: HIDDEN}
_HEAD = """# Who may do what

Every operation of the [OpenAPI document](openapi.json), tried by everybody on the demonstration's organisation. Written by
`python -m tests.rights` (`make generate`) and compared by `tests/rights/test_rights.py`: change the rights, never this page.

| | |
|---|---|
| ✓ | done; lists hold what concerns the one who asks: people from outside get less ([why](security.md#what-one-may-see)) |
| ✗ | forbidden |
| ∅ | not found: it is not told that there is such a thing |
| ! | known and not forbidden, but its state does not allow it: somebody else has the task |
| · | sign in first |

What is tried is a request of the *requester* that waits for the *supplier*; the *other customer*'s person and the *process owner* have
no part in it. The *technical account* watches systems and sends alarms, with a token for all scopes. The *deactivated* person had a
session, *nobody* has none. Tokens are an administrator's, for one scope each.
"""


def document() -> Mapping[str, Any]:
    """The OpenAPI document."""
    found: Mapping[str, Any] = openapi_document(create_app(None))
    return found


def operations(described: Mapping[str, Any]) -> Iterator[tuple[str, str, str, Mapping[str, Any]]]:
    """Id, method, path below the prefix and description of each operation, in the document's order."""
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            if method != "parameters":
                yield operation["operationId"], method.upper(), path.removeprefix("/api/v1"), operation


def tried(scene: Scene, described: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """Operation → who → what they were told."""
    found: dict[str, dict[str, str]] = {}
    for operation, method, path, _ in operations(described):
        found[operation] = {}
        for who in (*PEOPLE, *TOKENS):
            found[operation][who] = verdict(_send(scene, scene.callers[who], operation, method, path))
            if method != "GET" and found[operation][who] == ALLOWED:
                scene.renew()
    return found


def verdict(response: TestResponse) -> str:
    """The symbol for an answer. Raises ``AssertionError`` for one that is no answer to a right request: a server error, a wrong entry."""
    status = response.status_code
    assert status < 500, (response.request.path, response.get_data(as_text=True))
    assert status not in (400, 405, 413, 415), (response.request.path, response.get_data(as_text=True))
    return ALLOWED if status < 300 else _TOLD.get(status, OTHERWISE)


def _send(scene: Scene, caller: Caller, operation: str, method: str, path: str) -> TestResponse:
    request = REQUESTS[operation]
    places = scene.places | {name: _filled(value, scene.places) for name, value in request.places.items()}
    client = scene.app.test_client()
    if caller.session:
        client.set_cookie(SESSION_COOKIE, caller.session)
    sent: dict[str, Any] = request.data()
    if request.body is not None:
        sent["json"] = {name: _filled(value, places) for name, value in request.body.items()}
    return client.open("/api/v1" + _filled(path, places), method=method, headers=dict(caller.headers), **sent)


def _filled(text: Any, places: Mapping[str, str]) -> Any:
    for name, value in places.items() if isinstance(text, str) else ():
        text = text.replace("{" + name + "}", value)
    return text


# --- the page --------------------------------------------------------------------------------


def page(found: Mapping[str, Mapping[str, str]], described: Mapping[str, Any]) -> str:
    """The matrix in Markdown, by noun: first for people, then for tokens."""
    parts = [_HEAD, "## People and other systems", *_tables(found, described, tuple(PEOPLE))]
    parts += ["## Tokens of an administrator, by scope", *_tables(found, described, TOKENS)]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _tables(found: Mapping[str, Mapping[str, str]], described: Mapping[str, Any], columns: tuple[str, ...]) -> Iterator[str]:
    for tag in described["tags"]:
        rows = [
            f"| `{method} {path}` | {' | '.join(found[name][who] for who in columns)} |"
            for name, method, path, each in operations(described)
            if tag["name"] in each["tags"]
        ]
        if rows:
            head = f"| | {' | '.join(who.removeprefix('token ') for who in columns)} |\n|---|{':-:|' * len(columns)}"
            yield f"### {tag['description']}"
            yield "\n".join([head, *rows])
