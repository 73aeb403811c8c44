"""HEAD wherever GET works: the same head, no body."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Head:
    """Answers HEAD as GET, and keeps the body back."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes on."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            return await self.app(scope, receive, send)
        inner = {**scope, "method": "GET"}

        async def bare(message: Message) -> None:
            await send({**message, "body": b""} if "body" in message else message)

        try:
            await self.app(inner, receive, bare)
        finally:
            # Whoever counts requests asks the outer scope for the route.
            scope.update({key: inner[key] for key in ("route",) if key in inner})
