"""A bound on the size of a request's body, and of all together."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.client_address import address
from app.api.middleware.json_limit import check_values
from app.api.middleware.reject import refuse
from app.api.routing import declared, note_route
from app.errors import BodyTooLarge, Busy
from app.runtime.quota import Room

SMALL = 1 << 10
"""Bytes of a body that nothing asks for."""

ROOM = 1 << 28
"""Bytes of all bodies that are held at once, half of them for one client; at least four bodies."""

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
        room = max(ROOM, 4 * self.picture_limit)
        self.room = Room(room, room // 2, "bytes of bodies at once", 1, "body")

    def limit_of(self, scope: Scope) -> int:
        """Bytes that a request's body may have."""
        if scope["method"] != "POST" or "/api/" not in scope["path"]:
            return SMALL
        return self.picture_limit if declared(scope).picture else self.limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Reads the body up to the limit, then hands it on as one message."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        limit = self.limit_of(scope)
        headers = Headers(scope=scope)
        said = headers.get("content-length", "0")
        if said.isdecimal() and int(said) > limit:
            return await turn_away(too_large(limit, f"{said} bytes"), scope, receive, send)
        form = headers.get("content-type", "").lower().startswith("multipart/")
        with self.holding(address(scope)) as hold:
            try:
                whole = await read(receive, limit, hold, form)
            except (BodyTooLarge, Busy) as error:
                return await turn_away(error, scope, receive, send)
            if whole is None:
                return None

            async def replay() -> Message:
                nonlocal whole
                given, whole = whole, None
                return given or await receive()

            return await self.app(scope, replay, send)

    @contextmanager
    def holding(self, who: str) -> Iterator[Callable[[int], None]]:
        """Counts bytes of a client's body, until it is held no longer.

        What it gives raises Busy where bodies take more than they may, in all or the client's.
        """
        taken = 0

        def hold(size: int) -> None:
            nonlocal taken
            self.room.take(who, size)
            taken += size

        try:
            yield hold
        finally:
            self.room.give_back(who, taken)


async def turn_away(error: BodyTooLarge | Busy, scope: Scope, receive: Receive, send: Send) -> None:
    """Answers that a body is not taken."""
    note_route(scope)
    await refuse(error, scope, receive, send)


async def read(
    receive: Receive, limit: int, hold: Callable[[int], None], form: bool
) -> Message | None:
    """A body as one message; None where the client leaves.

    Raises:
        BodyTooLarge: it has more bytes than `limit`, or, but for a form, too many values.
        Busy: `hold` has no room for it.
    """
    parts: list[bytes] = []
    taken = commas = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        parts.append(message.get("body", b""))
        taken += len(parts[-1])
        if taken > limit:
            raise too_large(limit, "more")
        hold(len(parts[-1]))
        if not form:
            commas += parts[-1].count(b",")
            check_values(commas, "body")
        if not message.get("more_body", False):
            return {"type": "http.request", "body": b"".join(parts), "more_body": False}


def too_large(limit: int, came: str) -> BodyTooLarge:
    """The error for a body of so many bytes."""
    return BodyTooLarge(f"expected a body of at most {limit} bytes; got {came}", "body")
