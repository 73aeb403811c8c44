"""HEAD: answered like GET, without the body."""

import asyncio

import pytest

from app.api.middleware.head_method import HeadMethod


@pytest.mark.parametrize(
    "path", ["/api/models", "/api/models/ludic", "/api/objects", "/healthz", "/", "/metrics"]
)
def test_head_is_answered_as_get_without_the_body(client, path):
    got, head = client.get(path), client.head(path)
    assert head.status_code == got.status_code
    assert head.content == b""
    assert head.headers["content-type"] == got.headers["content-type"]


def test_head_fails_where_get_does(client):
    assert client.head("/api/render").status_code == 405
    assert client.head("/api/nothing").status_code == 404


def answered(method, fails=False):
    """The messages that a bare app sends, and the scope afterwards."""
    sent, scope = [], {"type": "http", "method": method}

    async def app(inner, _receive, send):
        inner["route"] = f"route of {inner['method']}"
        if fails:
            raise RuntimeError("broken")
        await send({"type": "http.response.start", "status": 200, "headers": [(b"a", b"b")]})
        await send({"type": "http.response.body", "body": b"text", "more_body": False})

    async def send(message):
        sent.append(message)

    try:
        asyncio.run(HeadMethod(app)(scope, asyncio.Event().wait, send))
    except RuntimeError:
        assert fails
    return sent, scope


def test_only_the_body_of_a_response_to_head_is_dropped():
    (start, body), _ = answered("HEAD")
    assert (start["headers"], body["body"], body["more_body"]) == ([(b"a", b"b")], b"", False)
    (_, body), _ = answered("GET")
    assert body["body"] == b"text"


@pytest.mark.parametrize("fails", [False, True])
def test_the_outer_scope_gets_the_route_and_keeps_its_method(fails):
    _, scope = answered("HEAD", fails)
    assert (scope["method"], scope["route"]) == ("HEAD", "route of GET")
