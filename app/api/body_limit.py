"""A bound on the size of a request's body, and of all together."""

import re
from collections import Counter

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.client import address
from app.api.refusal import refuse
from app.api.route import note_route
from app.api.values import check_values
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
        headers = Headers(scope=scope)
        said = headers.get("content-length", "0")
        if said.isdecimal() and int(said) > limit:
            return await self.refuse(too_large(limit, f"{said} bytes"), scope, receive, send)
        form = headers.get("content-type", "").lower().startswith("multipart/")
        who, taken, commas = address(scope), 0, 0
        parts: list[bytes] = []
        try:
            try:
                while True:
                    message = await receive()
                    if message["type"] == "http.disconnect":
                        return None
                    parts.append(message.get("body", b""))
                    taken += len(parts[-1])
                    self.held[who] += len(parts[-1])
                    commas += 0 if form else parts[-1].count(b",")
                    self.check(taken, limit, commas, who)
                    if not message.get("more_body", False):
                        break
            except (BodyTooLarge, Busy) as error:
                return await self.refuse(error, scope, receive, send)
            whole: Message = {"type": "http.request", "body": b"".join(parts), "more_body": False}
            parts.clear()

            async def replay() -> Message:
                nonlocal whole
                given, whole = whole, {}
                return given or await receive()

            return await self.app(scope, replay, send)
        finally:
            self.let_go(who, taken)

    def check(self, taken: int, limit: int, commas: int, who: str) -> None:
        """Raises BodyTooLarge or Busy where a body, or all together, are more than is taken."""
        if taken > limit:
            raise too_large(limit, "more")
        if self.held.total() > self.room or self.held[who] > self.room // 2:
            raise FULL
        check_values(commas, "body")

    def let_go(self, who: str, taken: int) -> None:
        """A client's body is held no longer."""
        self.held[who] -= taken
        if not self.held[who]:
            del self.held[who]

    async def refuse(
        self, error: BodyTooLarge | Busy, scope: Scope, receive: Receive, send: Send
    ) -> None:
        """Answers that a body is not taken."""
        note_route(scope)
        await refuse(error, scope, receive, send)


def too_large(limit: int, came: str) -> BodyTooLarge:
    """The error for a body of so many bytes."""
    return BodyTooLarge(f"expected a body of at most {limit} bytes; got {came}", "body")
