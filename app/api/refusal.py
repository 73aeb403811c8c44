"""Saying no below the routes: to a request, or to a connection before it is opened."""

from fastapi.responses import JSONResponse
from starlette.types import Message, Receive, Scope, Send

from app.api import errors
from app.errors import Refused
from app.metrics import REFUSED


async def refuse(error: Refused, scope: Scope, receive: Receive, send: Send) -> None:
    """Answers with the error shape and its status, a WebSocket's handshake too."""
    REFUSED.labels(error.code).inc()
    response = errors.response(error)
    if scope["type"] == "http":
        return await response(scope, receive, send)
    if "websocket.http.response" not in scope.get("extensions", {}):
        return await send({"type": "websocket.close", "code": 1008, "reason": error.code})
    await _deny(response, scope, receive, send)


async def _deny(response: JSONResponse, scope: Scope, receive: Receive, send: Send) -> None:
    async def as_denial(message: Message) -> None:
        await send({**message, "type": f"websocket.{message['type']}"})

    await response(scope, receive, as_denial)
