"""Rejections: an HTTP response, or the close of a handshake."""

import asyncio
import json

import pytest
from prometheus_client import REGISTRY

from app.api.middleware.reject import not_found, reject
from app.errors import Busy

BUSY = Busy("expected fewer; got more", retry_after=7)


def rejected(scope, app=None):
    """The messages for a rejected request: by `app`, or for BUSY."""
    sent = []

    async def send(message):
        sent.append(message)

    receive = asyncio.Event().wait
    asyncio.run(app(scope, receive, send) if app else reject(BUSY, scope, receive, send))
    return sent


def test_a_request_gets_the_error_s_response():
    start, body = rejected({"type": "http"})
    assert (start["type"], start["status"]) == ("http.response.start", 503)
    assert (b"retry-after", b"7") in start["headers"]
    assert json.loads(body["body"])["error"]["code"] == "busy"


def test_a_handshake_gets_the_response_if_the_server_can_send_one():
    start, _ = rejected({"type": "websocket", "extensions": {"websocket.http.response": {}}})
    assert (start["type"], start["status"]) == ("websocket.http.response.start", 503)


@pytest.mark.parametrize("more", [{}, {"extensions": {}}])
def test_a_handshake_is_closed_otherwise(more):
    (close,) = rejected({"type": "websocket", **more})
    assert close == {"type": "websocket.close", "code": 1008, "reason": "busy"}


def test_a_rejection_is_counted_by_its_code():
    def count():
        return REGISTRY.get_sample_value("shiftscope_refused_total", {"reason": "busy"}) or 0

    before = count()
    rejected({"type": "http"})
    assert count() == before + 1


def test_a_handshake_without_a_route_is_not_found():
    async def default(_scope, _receive, _send):
        raise AssertionError("the default is for HTTP")

    scope = {"type": "websocket", "extensions": {"websocket.http.response": {}}}
    start, body = rejected(scope | {"path": "/" + "x" * 500}, not_found(default))
    assert start["status"] == 404
    message = json.loads(body["body"])["error"]["message"]
    assert message == f"expected the live channel's path, /api/live; got /{'x' * 79}"


def test_a_request_without_a_route_gets_the_default():
    async def default(_scope, _receive, send):
        await send("default")

    assert rejected({"type": "http", "path": "/x"}, not_found(default)) == ["default"]
