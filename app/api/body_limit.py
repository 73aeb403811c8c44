"""A bound on the size of a request's body, and of all together."""

import re
from collections import Counter

from fastapi.responses import JSONResponse
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api import errors
from app.api.client import address
from app.api.refusal import refuse as busy
from app.api.route import note_route
from app.errors import BodyTooLarge, Busy

PICTURES = re.compile(r"/api/(pictures|models/[^/]+/activations)$")
"""Where pictures are taken."""

SMALL = 1 << 10
"""Bytes of a body that nothing asks for."""

ROOM = 1 << 28
"""Bytes of all bodies that are held at once, half of them for one client; at least four bodies."""

FULL = Busy("expected room for the body; got too many at once: try again in 1 s", "body", after=1)

FRAME = 1 << 16
"""Bytes that a request may need around a picture."""


class BodyLimit:
    """Refuses bodies that are too large, said so or sent so, alone or all together.

    Args:
        limit: bytes.
        picture_limit: bytes of a picture, which may come in base64, where pictures are taken.
    """

    def __init__(self, app: ASGIApp, limit: int, picture_limit: int) -> None:
        self.app = app
        self.limit = limit
        self.picture_limit = max(limit, picture_limit * 4 // 3 + FRAME)
        self.room = max(ROOM, 4 * self.picture_limit)
        self.held: Counter[str] = Counter()

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
        who, taken = address(scope), 0
        parts: list[bytes] = []
        try:
            while True:
                message = await receive()
                if message["type"] == "http.disconnect":
                    return None
                parts.append(message.get("body", b""))
                taken += len(parts[-1])
                self.held[who] += len(parts[-1])
                if taken > limit:
                    return await refuse(limit, "more", scope, receive, send)
                if self.is_full(who):
                    note_route(scope)
                    return await busy(FULL, scope, receive, send)
                if not message.get("more_body", False):
                    break
            whole: Message = {"type": "http.request", "body": b"".join(parts), "more_body": False}
            parts.clear()

            async def replay() -> Message:
                nonlocal whole
                given, whole = whole, {}
                return given or await receive()

            return await self.app(scope, replay, send)
        finally:
            self.held[who] -= taken
            if not self.held[who]:
                del self.held[who]

    def is_full(self, who: str) -> bool:
        """Whether bodies take more than they may, in all or those of one client."""
        return self.held.total() > self.room or self.held[who] > self.room // 2


async def refuse(limit: int, came: str, scope: Scope, receive: Receive, send: Send) -> None:
    """Answers that a body is too large."""
    note_route(scope)
    error = BodyTooLarge(f"expected a body of at most {limit} bytes; got {came}", "body")
    await JSONResponse(errors.of(error), 413)(scope, receive, send)
