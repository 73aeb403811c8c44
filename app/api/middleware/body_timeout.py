"""A time-out for a request's body."""

import asyncio
from contextlib import suppress

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.middleware.reject import reject
from app.api.route_match import record_route, request_policy
from app.errors import RequestTimeout

SLOWEST = 100_000
"""Bytes a second at which a network's file may arrive, at least."""


class BodyTimeout:
    """Rejects a request whose body is not complete `seconds` after its head.

    A network's file has a second more for each `SLOWEST` bytes that have arrived.
    """

    def __init__(self, app: ASGIApp, seconds: float) -> None:
        self.app = app
        self.seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Forwards the request; answers 408 after the time-out."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        until = asyncio.get_running_loop().time() + self.seconds
        per_byte = 1 / SLOWEST if request_policy(scope).upload else 0.0
        complete = timed_out = started = False

        async def timed_receive() -> Message:
            nonlocal complete, timed_out, until
            if complete:
                return await receive()
            try:
                async with asyncio.timeout_at(until):
                    message = await receive()
            except TimeoutError:
                timed_out = True
                raise _TimedOut from None
            until += len(message.get("body", b"")) * per_byte
            complete = not message.get("more_body", False)
            return message

        async def tracked_send(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        with suppress(_TimedOut):
            await self.app(scope, timed_receive, tracked_send)
        if timed_out and not started:
            record_route(scope)
            expected = f"expected the whole body within {self.seconds:g} s; got less"
            await reject(RequestTimeout(expected, "body"), scope, receive, send)


class _TimedOut(Exception):
    """The time is over."""
