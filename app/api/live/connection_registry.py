"""The registry of open live connections: limits their number and closes them at shutdown."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol, runtime_checkable

from app.errors import Busy
from app.runtime.concurrency_quota import RETRY_AFTER, Quota
from app.runtime.metrics import LIVE


@runtime_checkable
class Closable(Protocol):
    """A connection that can be asked to close."""

    async def finish(self) -> None:
        """Answers the pending scene, then closes."""


class ConnectionRegistry:
    """Counts connections, and closes them all when the server stops.

    Args:
        limit: connections in all.
        per_client: connections of one client address.
    """

    def __init__(self, limit: int, per_client: int) -> None:
        self.quota = Quota(limit, per_client, "live connections", RETRY_AFTER)
        self.open: set[Closable] = set()
        self.stopping = False

    def check_quota(self, client: str) -> None:
        """Raises Busy if the client may not open another connection now."""
        if self.stopping:
            raise Busy("the server restarts: connect again", retry_after=RETRY_AFTER)
        self.quota.check(client)

    @contextmanager
    def registered(self, client: str, connection: Closable) -> Iterator[None]:
        """Counts a connection while the context lasts; raises Busy if that exceeds a limit."""
        with self.quota.held(client):
            self.open.add(connection)
            LIVE.inc()
            try:
                yield
            finally:
                LIVE.dec()
                self.open.discard(connection)

    async def drain(self, seconds: float) -> None:
        """Accepts no more connections; lets open ones finish, for at most so many s."""
        self.stopping = True
        endings = [asyncio.create_task(connection.finish()) for connection in self.open]
        if endings:
            _, late = await asyncio.wait(endings, timeout=seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*endings, return_exceptions=True)
