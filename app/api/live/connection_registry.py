"""The live connections that are open: how many there may be, and how they end together."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol, runtime_checkable

from app.errors import Busy
from app.runtime.metrics import LIVE
from app.runtime.quota import Room

AGAIN = 5
"""s after which a connection that found no room should try again."""


@runtime_checkable
class Closable(Protocol):
    """A connection that can be asked to end."""

    async def finish(self) -> None:
        """Answers what is under way, then closes."""


class Sockets:
    """Counts connections, and asks them all to finish when the server stops.

    Args:
        limit: connections in all.
        per_client: connections of one client address.
    """

    def __init__(self, limit: int, per_client: int) -> None:
        self.room = Room(limit, per_client, "live connections", AGAIN)
        self.open: set[Closable] = set()
        self.stopping = False

    def check_room(self, who: str) -> None:
        """Raises Busy where another connection of that client finds no room."""
        if self.stopping:
            raise Busy("the server restarts: connect again", after=AGAIN)
        self.room.check(who)

    @contextmanager
    def holding(self, who: str, connection: Closable) -> Iterator[None]:
        """Counts a connection as long as it is open."""
        with self.room.holding(who):
            self.open.add(connection)
            LIVE.inc()
            try:
                yield
            finally:
                LIVE.dec()
                self.open.discard(connection)

    async def drain(self, seconds: float) -> None:
        """Lets every connection finish what is under way, for at most so many s."""
        self.stopping = True
        endings = [asyncio.create_task(connection.finish()) for connection in self.open]
        if endings:
            _, late = await asyncio.wait(endings, timeout=seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*endings, return_exceptions=True)
