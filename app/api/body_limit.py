"""A bound on the size of a request's body."""

import re

from fastapi.responses import JSONResponse
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api import errors
from app.api.route import note_route
from app.errors import BodyTooLarge

PICTURES = re.compile(r"/api/(pictures|models/[^/]+/activations)$")
"""Where pictures are taken."""

SMALL = 1 << 10
"""Bytes of a body that nothing asks for."""

FRAME = 1 << 16
"""Bytes that a request may need around a picture."""


class BodyLimit:
    """Refuses bodies that are too large, said so or sent so, with the error shape.

    Args:
        limit: bytes.
        picture_limit: bytes of a picture, which may come in base64, where pictures are taken.
    """

    def __init__(self, app: ASGIApp, limit: int, picture_limit: int) -> None:
        self.app = app
        self.limit = limit
        self.picture_limit = max(limit, picture_limit * 4 // 3 + FRAME)

    def limit_of(self, method: str, path: str) -> int:
        """Bytes that a request's body may have."""
        if method != "POST" or "/api/" not in path:
            return SMALL
        return self.picture_limit if PICTURES.search(path) else self.limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Reads the body up to the limit, then hands it on as one message."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        limit = self.limit_of(scope["method"], scope["path"])
        said = Headers(scope=scope).get("content-length", "0")
        if said.isdecimal() and int(said) > limit:
            return await refuse(limit, f"{said} bytes", scope, receive, send)
        parts: list[bytes] = []
        size = 0
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                return None
            parts.append(message.get("body", b""))
            size += len(parts[-1])
            if size > limit:
                return await refuse(limit, "more", scope, receive, send)
            if not message.get("more_body", False):
                break
        whole: Message = {"type": "http.request", "body": b"".join(parts), "more_body": False}

        async def replay() -> Message:
            nonlocal whole
            given, whole = whole, {}
            return given or await receive()

        return await self.app(scope, replay, send)


async def refuse(limit: int, came: str, scope: Scope, receive: Receive, send: Send) -> None:
    """Answers that a body is too large."""
    note_route(scope)
    error = BodyTooLarge(f"expected a body of at most {limit} bytes; got {came}", "body")
    await JSONResponse(errors.of(error), 413)(scope, receive, send)
