"""A bound on the time in which a request's body must come."""

import asyncio
from contextlib import suppress

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.middleware.reject import refuse
from app.api.routing import note_route
from app.errors import TooSlow


class Patience:
    """Refuses requests whose whole body has not come `seconds` after their head."""

    def __init__(self, app: ASGIApp, seconds: float) -> None:
        self.app = app
        self.seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes on, and answers 408 when the time is over."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        until = asyncio.get_running_loop().time() + self.seconds
        whole = late = started = False

        async def in_time() -> Message:
            nonlocal whole, late
            if whole:
                return await receive()
            try:
                async with asyncio.timeout_at(until):
                    message = await receive()
            except TimeoutError:
                late = True
                raise _Late from None
            whole = not message.get("more_body", False)
            return message

        async def watched(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        with suppress(_Late):
            await self.app(scope, in_time, watched)
        if late and not started:
            note_route(scope)
            expected = f"expected the whole body within {self.seconds:g} s; got less"
            await refuse(TooSlow(expected, "body"), scope, receive, send)


class _Late(Exception):
    """The time is over."""
