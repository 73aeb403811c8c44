"""Turns: one request begins in each pass over the event loop, and clients take turns."""

import asyncio

from starlette.types import ASGIApp, Receive, Scope, Send

from app.api.client_address import client_address
from app.runtime.fair_queue import Caller, FairQueue


class Turns:
    """Lets requests and handshakes begin one by one, so that live frames pass in between.

    Otherwise all requests that arrive together would begin in one pass: two hundred connections of
    one client would keep every other client waiting for two hundred requests, several times over.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._waiting: FairQueue[asyncio.Future[None]] = FairQueue()
        self._taken = False
        """Whether a request has begun in this pass."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Forwards in turn."""
        if scope["type"] in ("http", "websocket"):
            await self.turn(client_address(scope))
        await self.app(scope, receive, send)

    async def turn(self, client: str) -> None:
        """Returns when it is the client's turn."""
        loop = asyncio.get_running_loop()
        if self._taken:
            mine = loop.create_future()
            self._waiting.put(Caller(client), mine)
            await mine
        else:
            self._taken = True
            loop.call_soon(self._next, loop)

    def _next(self, loop: asyncio.AbstractEventLoop) -> None:
        """A new pass: lets the next request begin."""
        while self._waiting:
            first = self._waiting.get()
            if not first.done():
                first.set_result(None)
                loop.call_soon(self._next, loop)
                return
        self._taken = False
