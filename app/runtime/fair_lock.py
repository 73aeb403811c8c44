"""A lock for which clients take turns."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from app.runtime.fair_queue import FairQueue, caller


class FairLock:
    """One holder at a time on the event loop; those that wait come in the order of a fair queue."""

    def __init__(self) -> None:
        self._waiting: FairQueue[asyncio.Future[None]] = FairQueue()
        self._locked = False

    @asynccontextmanager
    async def held(self) -> AsyncIterator[None]:
        """Waits for the caller's turn, and holds the lock for the body of the `with`."""
        if self._locked:
            turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._waiting.put(caller.get(), turn)
            try:
                await turn
            except asyncio.CancelledError:
                if turn.done() and not turn.cancelled():
                    # Its turn had come at the same moment: the next one has it.
                    self._release()
                raise
        self._locked = True
        try:
            yield
        finally:
            self._release()

    def _release(self) -> None:
        """Gives the lock to the next that still waits."""
        while self._waiting:
            turn = self._waiting.get()
            if not turn.done():
                turn.set_result(None)
                return
        self._locked = False
