"""Answers that stay the same as long as the server runs: made once, then kept as they were sent."""

from typing import NamedTuple

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.routing import declared, path_of

OPENAPI = "/openapi.json"
"""What describes the API: FastAPI's own route, which declares nothing."""
MOST = 256
"""Answers that are kept; there are fewer."""


class Answer(NamedTuple):
    """What was sent: the headers, the whole body, and the route that made it."""

    headers: list[tuple[bytes, bytes]]
    body: bytes
    route: object


class Kept:
    """Answers GET from memory; to write and compress the same anew would take up to 20 ms each."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.answers: dict[tuple[str, bool], Answer] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes on what is not kept yet, and keeps it where it may."""
        if scope["type"] != "http" or scope["method"] != "GET" or scope["query_string"]:
            return await self.app(scope, receive, send)
        path, headers = path_of(scope), Headers(scope=scope)
        fixed = path == OPENAPI or declared(scope).fixed
        if not fixed or "if-none-match" in headers:
            return await self.app(scope, receive, send)
        key = path, "gzip" in headers.get("accept-encoding", "")
        if kept := self.answers.get(key):
            # Whoever counts by route is told by the scope.
            scope["route"] = kept.route
            # A copy: layers on the way out add headers of their own.
            said = list(kept.headers)
            await send({"type": "http.response.start", "status": 200, "headers": said})
            return await send({"type": "http.response.body", "body": kept.body})
        await self.app(scope, receive, self.keeping(key, scope, send))

    def keeping(self, key: tuple[str, bool], scope: Scope, send: Send) -> Send:
        """A `send` that keeps what it sends, if that is an answer, and whole."""
        status, said = 0, list[tuple[bytes, bytes]]()
        parts: list[bytes] = []

        async def sent(message: Message) -> None:
            nonlocal status, said
            if message["type"] == "http.response.start":
                status, said = message["status"], list(message["headers"])
            else:
                parts.append(message.get("body", b""))
                whole = not message.get("more_body", False)
                if whole and status == 200 and len(self.answers) < MOST:
                    self.answers[key] = Answer(said, b"".join(parts), scope.get("route"))
            await send(message)

        return sent
