"""Rejects requests and WebSocket handshakes before they reach a route."""

from starlette.types import ASGIApp, Receive, Scope, Send

from app.api import errors
from app.api.validation_messages import MAX_QUOTED
from app.errors import InvalidInput, NotFound, Refused
from app.runtime.metrics import REFUSED


async def reject(error: Refused | InvalidInput, scope: Scope, receive: Receive, send: Send) -> None:
    """Sends an error response, for HTTP or for a WebSocket's handshake."""
    REFUSED.labels(error.code).inc()
    response = errors.response(error)
    extensions = scope.get("extensions", {})
    if scope["type"] == "websocket" and "websocket.http.response" not in extensions:
        return await send({"type": "websocket.close", "code": 1008, "reason": error.code})
    # Starlette's response sees in the scope that it answers a handshake.
    await response(scope, receive, send)


def not_found(default: ASGIApp) -> ASGIApp:
    """The app for paths without a route: `default` for HTTP, 404 for a WebSocket."""

    async def not_found_app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "websocket":
            return await default(scope, receive, send)
        expected = "expected the live channel's path, /api/live"
        error = NotFound(f"{expected}; got {scope['path'][:MAX_QUOTED]}")
        await reject(error, scope, receive, send)

    return not_found_app
