"""HEAD for every route that has GET: the same headers, no body."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class HeadMethod:
    """Handles HEAD as GET and drops the body."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes on."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            return await self.app(scope, receive, send)
        inner = {**scope, "method": "GET"}

        async def send_headers(message: Message) -> None:
            await send({**message, "body": b""} if "body" in message else message)

        try:
            await self.app(inner, receive, send_headers)
        finally:
            # The access log wraps this middleware and reads the route from the outer scope.
            scope.update({key: inner[key] for key in ("route",) if key in inner})
