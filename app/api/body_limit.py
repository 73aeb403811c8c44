"""A bound on the size of a request's body."""

from fastapi.responses import JSONResponse
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api import errors
from app.errors import BodyTooLarge


class BodyLimit:
    """Refuses bodies of more than `limit` bytes, said so or sent so, with the error shape."""

    def __init__(self, app: ASGIApp, limit: int) -> None:
        self.app = app
        self.limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Reads the body up to the limit, then hands it on as one message."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        said = Headers(scope=scope).get("content-length", "0")
        if said.isdecimal() and int(said) > self.limit:
            return await self._refuse(f"{said} bytes", scope, receive, send)
        parts: list[bytes] = []
        size = 0
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                return None
            parts.append(message.get("body", b""))
            size += len(parts[-1])
            if size > self.limit:
                return await self._refuse("more", scope, receive, send)
            if not message.get("more_body", False):
                break
        whole: Message = {"type": "http.request", "body": b"".join(parts), "more_body": False}

        async def replay() -> Message:
            nonlocal whole
            given, whole = whole, {}
            return given or await receive()

        return await self.app(scope, replay, send)

    async def _refuse(self, came: str, scope: Scope, receive: Receive, send: Send) -> None:
        error = BodyTooLarge(f"expected a body of at most {self.limit} bytes; got {came}", "body")
        await JSONResponse(errors.of(error), 413)(scope, receive, send)
