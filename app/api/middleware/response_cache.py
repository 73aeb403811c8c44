"""A cache of responses that stay the same while the server runs."""

from typing import NamedTuple

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.route_match import path_of, request_policy

OPENAPI = "/openapi.json"
"""FastAPI's own route of the API description, which declares no policy."""
MAX_ENTRIES = 256
"""A bound on the number of entries; there are fewer cacheable paths."""


class CachedResponse(NamedTuple):
    """The headers, the whole body as sent, and the route that made it."""

    headers: list[tuple[bytes, bytes]]
    body: bytes
    route: object


class ResponseCache:
    """Answers GET from memory: encoding and compressing again would take up to 20 ms."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.entries: dict[tuple[str, bool], CachedResponse] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers from the cache, or forwards and caches the response."""
        if scope["type"] != "http" or scope["method"] != "GET" or scope["query_string"]:
            return await self.app(scope, receive, send)
        path, headers = path_of(scope), Headers(scope=scope)
        fixed = path == OPENAPI or request_policy(scope).fixed
        if not fixed or "if-none-match" in headers:
            return await self.app(scope, receive, send)
        key = path, "gzip" in headers.get("accept-encoding", "")
        if entry := self.entries.get(key):
            # The access log reads the route from the scope.
            scope["route"] = entry.route
            # A copy: middleware outside of this adds headers.
            headers_sent = list(entry.headers)
            await send({"type": "http.response.start", "status": 200, "headers": headers_sent})
            return await send({"type": "http.response.body", "body": entry.body})
        await self.app(scope, receive, self.recording(key, scope, send))

    def recording(self, key: tuple[str, bool], scope: Scope, send: Send) -> Send:
        """A `send` that caches the response if it is complete and its status 200."""
        status, headers_sent = 0, list[tuple[bytes, bytes]]()
        chunks: list[bytes] = []
        private = False

        async def sent(message: Message) -> None:
            nonlocal status, headers_sent, private
            if message["type"] == "http.response.start":
                status, headers_sent = message["status"], list(message["headers"])
                # As any shared cache, it keeps nothing that is for one client.
                private = "private" in Headers(raw=headers_sent).get("cache-control", "")
            else:
                chunks.append(message.get("body", b""))
                whole = not message.get("more_body", False)
                if whole and status == 200 and not private and len(self.entries) < MAX_ENTRIES:
                    self.entries[key] = CachedResponse(
                        headers_sent, b"".join(chunks), scope.get("route")
                    )
            await send(message)

        return sent
