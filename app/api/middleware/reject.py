"""Saying no below the routes: to a request, or to a connection before it is opened."""

from starlette.types import ASGIApp, Receive, Scope, Send

from app.api import errors
from app.api.validation import SHOWN
from app.errors import BodyTooLarge, Nowhere, Refused
from app.runtime.metrics import REFUSED


async def refuse(error: Refused | BodyTooLarge, scope: Scope, receive: Receive, send: Send) -> None:
    """Answers with the error shape and its status, a WebSocket's handshake too."""
    REFUSED.labels(error.code).inc()
    response = errors.response(error)
    extensions = scope.get("extensions", {})
    if scope["type"] == "websocket" and "websocket.http.response" not in extensions:
        return await send({"type": "websocket.close", "code": 1008, "reason": error.code})
    # It knows by the scope that it answers a handshake.
    await response(scope, receive, send)


def nowhere(default: ASGIApp) -> ASGIApp:
    """What answers where no route does: `default`, and to a WebSocket that none is there."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "websocket":
            return await default(scope, receive, send)
        expected = "expected the live channel's address, /api/live"
        error = Nowhere(f"{expected}; got {scope['path'][:SHOWN]}")
        await refuse(error, scope, receive, send)

    return answer
