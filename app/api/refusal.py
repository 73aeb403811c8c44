"""Saying no below the routes: to a request, or to a connection before it is opened."""

from starlette.types import Receive, Scope, Send

from app.api import errors
from app.errors import Refused
from app.metrics import REFUSED


async def refuse(error: Refused, scope: Scope, receive: Receive, send: Send) -> None:
    """Answers with the error shape and its status, a WebSocket's handshake too."""
    REFUSED.labels(error.code).inc()
    response = errors.response(error)
    extensions = scope.get("extensions", {})
    if scope["type"] == "websocket" and "websocket.http.response" not in extensions:
        return await send({"type": "websocket.close", "code": 1008, "reason": error.code})
    # It knows by the scope that it answers a handshake.
    await response(scope, receive, send)
